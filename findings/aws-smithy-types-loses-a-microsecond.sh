#!/usr/bin/env bash
# Package:     aws-smithy-types 1.9.1 (Rust), with which the official clients read timestamps of JSON.
# Input:       1700474506.507406 seconds, as a double, to `DateTime::from_secs_f64`.
# Expectation: the closest microsecond, so that printing it returns the input.
# Behavior:    the fraction is truncated: the double is a little less than the decimal number, and a microsecond is lost.
# Output seen: 2023-11-20T10:01:46.507405Z
# Exits with 0 while this is so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/src"
cat > "$folder/Cargo.toml" <<'TOML'
[package]
name = "probe"
version = "0.0.0"
edition = "2021"
[dependencies]
aws-smithy-types = "=1.9.1"
[workspace]
TOML
cat > "$folder/src/main.rs" <<'RUST'
use aws_smithy_types::date_time::Format;
use aws_smithy_types::DateTime;
fn main() {
    let micros = DateTime::from_secs_f64(1700474506.507406).as_nanos() / 1000;
    let time = DateTime::from_nanos(micros * 1000).expect("it is in range");
    println!("{}", time.fmt(Format::DateTime).expect("it can be written"));
}
RUST
seen=$(cargo run --quiet --manifest-path "$folder/Cargo.toml")
echo "$seen"
[ "$seen" = '2023-11-20T10:01:46.507405Z' ] || { echo 'the behaviour has changed' >&2; exit 1; }
