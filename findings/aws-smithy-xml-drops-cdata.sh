#!/usr/bin/env bash
# Package:     aws-smithy-xml 0.64.1 (Rust), with which the official clients read XML.
# Input:       `<a>1</a>`, `<a><![CDATA[1]]></a>` and `<a>1<![CDATA[2]]></a>`, read by `try_data`.
# Expectation: a CDATA section is character data (XML 1.0, section 2.7), so the texts are 1, 1 and 12.
# Behavior:    CDATA sections are dropped, without an error.
# Output seen: "1" "" "1"
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
aws-smithy-xml = "=0.64.1"
[workspace]
TOML
cat > "$folder/src/main.rs" <<'RUST'
use aws_smithy_xml::decode::{try_data, Document};
fn main() {
    let text = |xml: &str| {
        let mut document = Document::try_from(xml.as_bytes()).expect("it is UTF-8");
        let mut root = document.root_element().expect("it has a root");
        format!("{:?}", try_data(&mut root).expect("it has text"))
    };
    let bodies = ["<a>1</a>", "<a><![CDATA[1]]></a>", "<a>1<![CDATA[2]]></a>"];
    println!("{}", bodies.map(text).join(" "));
}
RUST
seen=$(cargo run --quiet --manifest-path "$folder/Cargo.toml")
echo "$seen"
[ "$seen" = '"1" "" "1"' ] || { echo 'the behaviour has changed' >&2; exit 1; }
