//! Bodies that are not CBOR, do not match the model, or state more than they hold.

use crate::rpc_v2_cbor::hex;
use crate::rpc_v2_cbor::responses::{member, read};
use crate::rpc_v2_cbor::shapes::All;
use smithereen::cbor;
use smithereen::reflect::{List, Shape, Slot, ValueRef};
use smithereen::schema::{Member, Schema};
use std::cell::Cell;
use std::rc::Rc;

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

/// A list of lists that counts the elements that it and its elements have reserved room for.
#[derive(Debug, Default)]
struct Nested {
    inner: Vec<Nested>,
    reserved: Rc<Cell<usize>>,
}

impl Shape for Nested {
    fn schema(&self) -> &'static Schema {
        static MEMBERS: [Member; 1] = [Member::new("a")];
        static SCHEMA: Schema = Schema::structure("Nested", &MEMBERS);
        &SCHEMA
    }
    fn get(&self, _: usize) -> ValueRef<'_> {
        ValueRef::None
    }
    fn slot(&mut self, _: usize) -> Slot<'_> {
        Slot::List(self)
    }
}

impl List for Nested {
    fn len(&self) -> usize {
        self.inner.len()
    }
    fn get(&self, _: usize) -> ValueRef<'_> {
        ValueRef::None
    }
    fn clear(&mut self) {
        self.inner.clear();
    }
    fn reserve(&mut self, additional: usize) {
        self.reserved.set(self.reserved.get() + additional);
    }
    fn push(&mut self) -> Slot<'_> {
        self.inner.push(Self { inner: Vec::new(), reserved: Rc::clone(&self.reserved) });
        self.inner.last_mut().map_or(Slot::Skip, |inner| Slot::Shape(inner))
    }
    fn push_null(&mut self) -> bool {
        false
    }
}

#[test]
fn nested_lists_reserve_no_more_than_the_body_can_hold() {
    let reserved = |body: &[u8]| {
        let mut list = Nested::default();
        let read = cbor::from_body(body, &mut list);
        (read.is_ok(), list.reserved.get())
    };
    // Each of 50 lists states the 1,000 elements that follow the innermost.
    let levels = hex("a1 6161 9903e8").repeat(50);
    let body = [levels, vec![0xa0; 1000]].concat();
    assert_eq!(reserved(&body), (false, body.len()));
    // Lists that state their true lengths reserve room for all elements.
    let body = hex("a1 6161 83 a1 6161 82 a0 a0 a0 a0");
    assert_eq!(reserved(&body), (true, 5));
}
