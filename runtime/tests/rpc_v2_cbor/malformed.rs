//! Bodies that are not CBOR, do not match the model, or state more than they hold.

use crate::responses::{member, read};
use crate::shapes::All;
use smithereen::cbor;

fn error(body: &str) -> String {
    read(body).unwrap_err()
}

#[test]
fn malformed_bodies_are_errors_with_a_path_and_a_position() {
    assert_eq!(error("a1 66737472696e67"), "string: not CBOR: the body ends too early at byte 8");
    assert_eq!(error("a1 66737472696e67 01"), "string: expected a string at byte 8");
    assert_eq!(error("a0 00"), "not CBOR: there is something after the value at byte 1");
    assert_eq!(error("80"), "expected a map at byte 0");
    assert_eq!(error("a1 01 02"), "expected a key that is a string at byte 1");
    assert_eq!(error("a1 67737472696e6773 82 6161 01"), "strings[1]: expected a string at byte 12");
    assert_eq!(error("a1 63 6d6170 a1 616b 6161"), "map[..]: expected an integer of 32 bits at byte 8");
    assert_eq!(
        error("bf 66737472696e67 ff"),
        "string: not CBOR: an item is missing before the end of its list or map at byte 8"
    );
    assert_eq!(error("a1 68 646f63756d656e74 01"), "document: documents are not supported by the protocol");
    let mut html = All::default();
    assert!(cbor::from_body(b"<html>503</html>", &mut html).is_err());
}

#[test]
fn stated_lengths_do_not_decide_how_much_memory_is_used() {
    for length in ["9a7fffffff", "9bffffffffffffffff", "9b00000000ffffffff"] {
        assert_eq!(
            member("strings", length).unwrap_err(),
            "strings: not CBOR: the body ends too early at byte ".to_owned()
                + &(9 + length.len() / 2).to_string()
        );
    }
    for value in
        ["bbffffffffffffffff", "ba7fffffff 616b 01", "5bffffffffffffffff 01", "7b7fffffffffffffff 61"]
    {
        for name in ["map", "blob", "string", "unknown"] {
            assert!(member(name, value).is_err(), "{name} {value}");
        }
    }
}

#[test]
fn nesting_is_bounded_also_in_unknown_members() {
    let nested = |levels: usize| format!("a1 6178 {} 00", "81".repeat(levels));
    assert!(read(&nested(127)).is_ok());
    assert_eq!(error(&nested(128)), "nested deeper than 128 levels");
    assert_eq!(error(&nested(1_000_000)), "nested deeper than 128 levels");
    let indefinite = format!("a1 6178 {}", "9f".repeat(1_000_000));
    assert_eq!(error(&indefinite), "nested deeper than 128 levels");
    assert!(read(&format!("a1 6178 {} 00", "c1".repeat(1_000_000))).is_ok());
    let members = format!("{} a0", "a1 666e6573746564".repeat(1000));
    assert!(error(&members).ends_with("nested deeper than 128 levels"));
}
