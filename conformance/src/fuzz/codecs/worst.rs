//! Bodies that take the most memory for their length: short texts of large values.

use super::case::Expected;
use super::codec::{Codec, Format};

/// The number of elements. A list has grown for the last one, to twice as many, while its old elements remain.
const COUNT: usize = 16_385;

/// A body that takes much memory.
pub(super) struct Worst {
    pub(super) module: &'static str,
    pub(super) operation: &'static str,
    pub(super) headers: Vec<(&'static str, Vec<u8>)>,
    pub(super) body: Vec<u8>,
    pub(super) expected: Expected,
}

/// Returns the known bodies that take much memory.
pub(super) fn bodies(codec: Codec) -> Vec<Worst> {
    if codec == Codec::Http {
        return headers();
    }
    let modules: &[&str] = match codec {
        Codec::Json | Codec::Http => &["aws_json"],
        Codec::Cbor => &["rpc_cbor"],
        Codec::Xml => &["rest_xml"],
        Codec::Query => &["aws_query", "ec2_query"],
    };
    modules.iter().flat_map(|module| bodies_of(module, codec.format())).collect()
}

fn bodies_of(module: &'static str, format: Format) -> Vec<Worst> {
    let body = |(operation, start, part, end): Parts| {
        // In `awsQuery`, an element is named after the operation.
        let (root, close) = match module {
            "aws_query" => (format!("<r><{operation}Result>"), format!("</{operation}Result></r>")),
            "rest_xml" | "ec2_query" => ("<r>".to_owned(), "</r>".to_owned()),
            _ => (String::new(), String::new()),
        };
        let body = [root.as_bytes(), start, &part.repeat(COUNT), end, close.as_bytes()].concat();
        Worst { module, operation, headers: Vec::new(), body, expected: Expected::Output }
    };
    let mut bodies: Vec<Worst> = parts(format).into_iter().map(body).collect();
    if format == Format::Cbor {
        let body = stated_lengths();
        bodies.push(Worst {
            module,
            operation: "GetTree",
            headers: Vec::new(),
            body,
            expected: Expected::Error,
        });
    }
    bodies
}

/// Returns lists in headers, the shortest elements of each type.
fn headers() -> Vec<Worst> {
    let lists: [(&str, &[u8]); 4] =
        [("x-texts", b","), ("x-colors", b"a,"), ("x-numbers", b"1,"), ("x-times", b"1,")];
    let required = ("x-required", b"a".to_vec());
    let worst = |(name, part): (&'static str, &[u8])| Worst {
        module: "rest_json",
        operation: "GetHeaders",
        headers: vec![(name, part.repeat(COUNT)), required.clone()],
        body: b"{}".to_vec(),
        expected: Expected::Output,
    };
    lists.into_iter().map(worst).collect()
}

/// Returns nested lists, each of which states more elements than there are.
fn stated_lengths() -> Vec<u8> {
    let levels = b"\xa1\x65nodes\x99\x04\x00".repeat(60);
    [b"\xa1\x64root", &levels[..], &b"\xa0".repeat(1024)].concat()
}

/// An operation, and the parts of a body: its start, what is repeated, and its end.
type Parts = (&'static str, &'static [u8], &'static [u8], &'static [u8]);

fn parts(format: Format) -> Vec<Parts> {
    const COLLECTIONS: &str = "GetCollections";
    const TREE: &str = "GetTree";
    match format {
        Format::Json => vec![
            (COLLECTIONS, b"{\"wides\":[{}", b",{}", b"]}"),
            (COLLECTIONS, b"{\"tables\":[{}", b",{\"\":{}}", b"]}"),
            (COLLECTIONS, b"{\"groups\":{\"\":[]", b",\"\":[\"\"]", b"}}"),
            (COLLECTIONS, b"{\"choices\":[{}", b",{\"wide\":{}}", b"]}"),
            (COLLECTIONS, b"{\"matrix\":[[]", b",[1]", b"]}"),
            (COLLECTIONS, b"{\"texts\":[\"\"", b",\"\"", b"]}"),
            (TREE, b"{\"root\":{\"nodes\":[{}", b",{}", b"]}}"),
        ],
        Format::Xml => vec![
            (COLLECTIONS, b"<wides>", b"<a/>", b"</wides>"),
            (COLLECTIONS, b"", b"<flatWides/>", b""),
            (COLLECTIONS, b"<tables>", b"<a><b><key/><value/></b></a>", b"</tables>"),
            (COLLECTIONS, b"<choices>", b"<a><wide/></a>", b"</choices>"),
            (COLLECTIONS, b"<matrix>", b"<a><b>1</b></a>", b"</matrix>"),
            (COLLECTIONS, b"<texts>", b"<a/>", b"</texts>"),
            (TREE, b"<root><nodes>", b"<a/>", b"</nodes></root>"),
        ],
        Format::Text => Vec::new(),
        Format::Cbor => vec![
            (COLLECTIONS, b"\xa1\x65wides\x9f", b"\xa0", b"\xff"),
            (COLLECTIONS, b"\xa1\x66tables\x9f", b"\xa1\x60\xa0", b"\xff"),
            (COLLECTIONS, b"\xa1\x67choices\x9f", b"\xa1\x64wide\xa0", b"\xff"),
            (COLLECTIONS, b"\xa1\x66matrix\x9f", b"\x81\x01", b"\xff"),
            (COLLECTIONS, b"\xa1\x65texts\x9f", b"\x60", b"\xff"),
            (COLLECTIONS, b"\xa1\x67numbers\x9f", b"\x01", b"\xff"),
            (TREE, b"\xa1\x64root\xa1\x65nodes\x9f", b"\xa0", b"\xff"),
        ],
    }
}
