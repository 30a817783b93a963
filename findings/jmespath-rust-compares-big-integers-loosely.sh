#!/usr/bin/env bash
# Packages:    jmespath 0.5.0 (Rust), jmespath 1.1.0 (Python); the latter evaluates the waiters and paginators of API models.
# Input:       `a == b` and `a < b` on adjacent 64-bit integers, such as versions and byte counts of services.
# Expectation: 9007199254740993 and 9007199254740992 are different numbers, and the smaller one is less.
# Behavior:    the Rust crate compares as doubles with a relative tolerance: the two are equal, and so are
#              4503599627370497 and 4503599627370496, which differ as doubles. The Python package compares integers.
# Output seen: rust: equal true less false / equal true less true; python: equal False less True, twice
# Exits with 0 while this is so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install jmespath==1.1.0
mkdir -p "$folder/probe/src"
cat > "$folder/probe/Cargo.toml" <<'TOML'
[package]
name = "probe"
version = "0.0.0"
edition = "2021"
[dependencies]
jmespath = "=0.5.0"
[workspace]
TOML
cat > "$folder/probe/src/main.rs" <<'RUST'
fn main() {
    for (a, b) in [(9007199254740993_i64, 9007199254740992_i64), (4503599627370497, 4503599627370496)] {
        let data = jmespath::Variable::from_json(&format!("{{\"a\":{a},\"b\":{b}}}")).unwrap();
        let ask = |text: &str| jmespath::compile(text).unwrap().search(&data).unwrap();
        println!("equal {} less {}", ask("a == b"), ask("b < a"));
    }
}
RUST
rust=$(cargo run --quiet --manifest-path "$folder/probe/Cargo.toml" --target-dir "$folder/target")
python=$("$folder/venv/bin/python" - <<'PYTHON'
import jmespath
for a, b in ((9007199254740993, 9007199254740992), (4503599627370497, 4503599627370496)):
    data = {"a": a, "b": b}
    print(f"equal {jmespath.search('a == b', data)} less {jmespath.search('b < a', data)}")
PYTHON
)
printf 'rust:\n%s\npython:\n%s\n' "$rust" "$python"
[ "$python" = $'equal False less True\nequal False less True' ] || { echo 'the Python package has changed' >&2; exit 1; }
[ "$rust" = $'equal true less false\nequal true less true' ] || { echo 'the Rust crate has changed' >&2; exit 1; }
