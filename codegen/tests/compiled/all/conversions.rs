//! Conversions: `From` for unions with one variant, `IntoIterator` for outputs with one list.

use fixtures::conversions::*;
use fixtures::smithereen::{Operation, Response};
use std::marker::PhantomData;

/// Parses an output from a body.
fn output<O: Operation>(body: &str) -> O::Output {
    O::parse(Response::new(body.to_owned())).unwrap()
}

/// Returns whether a type implements a trait, without requiring it: an inherent method is preferred to that of a trait.
macro_rules! implements {
    ($of:ty: $($bound:tt)+) => {{
        struct Probe<T: ?Sized>(PhantomData<T>);
        #[allow(dead_code, reason = "types with an implementation use the other method")]
        trait Otherwise {
            fn implements(&self) -> bool {
                false
            }
        }
        impl<T: ?Sized> Otherwise for Probe<T> {}
        impl<T: $($bound)+> Probe<T> {
            #[allow(dead_code, reason = "types without an implementation use the other method")]
            fn implements(&self) -> bool {
                true
            }
        }
        Probe::<$of>(PhantomData).implements()
    }};
}

#[test]
fn the_only_variant_of_a_union_is_created_from_its_value() {
    assert!(TextUnion::from("a".to_owned()) == TextUnion::Text("a".to_owned()));
    assert!(ListUnion::from(vec![Part::default()]) == ListUnion::Parts(vec![Part::default()]));
    let document = serde_json::json!({"a": [1]});
    assert!(DocumentUnion::from(document.clone()) == DocumentUnion::Any(document));
    assert!(EmptyUnion::from(Empty::default()) == EmptyUnion::Empty(Empty::default()));
    assert!(Events::from(PartEvent::default()) == Events::Part(PartEvent::default()));
}

#[test]
fn a_boxed_value_is_boxed_by_the_conversion() {
    let inner = Node::default().next(Node::default().into());
    let NodeUnion::Node(boxed) = NodeUnion::from(inner.clone()) else { unreachable!() };
    let boxed: Box<Node> = boxed;
    assert!(*boxed == inner);
}

#[test]
fn a_sensitive_value_stays_redacted() {
    let secret = SecretUnion::from("hunter2".to_owned());
    assert!(!format!("{secret:?}").contains("hunter2"), "{secret:?}");
}

#[test]
fn the_setter_takes_a_converted_value() {
    let input = PutInput::default().text("a".to_owned().into());
    assert!(input.text == Some(TextUnion::Text("a".to_owned())));
}

#[test]
fn outputs_with_one_list_are_iterated() {
    let page = output::<ListPartsInput>(r#"{"parts":[{"name":"a"},{"name":"b"}],"nextToken":"t","total":2}"#);
    let names: Vec<_> = (&page).into_iter().map(|part| part.name.as_deref()).collect();
    assert_eq!(names, [Some("a"), Some("b")]);
    let mut count = 0;
    for part in page {
        let _: Part = part;
        count += 1;
    }
    assert_eq!(count, 2);
}

#[test]
fn a_missing_list_has_no_elements() {
    let page = output::<ListPartsInput>(r#"{"nextToken":"t"}"#);
    assert_eq!((&page).into_iter().len(), 0);
    assert_eq!(page.into_iter().len(), 0);
    assert_eq!(output::<ListNamesInput>("{}").into_iter().len(), 0);
}

#[test]
fn elements_of_sparse_lists_are_optional() {
    let page = output::<ListNamesInput>(r#"{"names":["a",null]}"#);
    assert!((&page).into_iter().eq(&[Some("a".to_owned()), None]));
    assert!(page.into_iter().eq([Some("a".to_owned()), None]));
}

#[test]
fn other_types_have_no_conversion() {
    assert!(implements!(TextUnion: From<String>));
    assert!(!implements!(TwoUnion: From<String>) && !implements!(TwoUnion: From<Part>));
    assert!(!implements!(EndlessUnion: From<Box<EndlessUnion>>));
    assert!(implements!(ListPartsOutput: IntoIterator) && implements!(&'static ListPartsOutput: IntoIterator));
    assert!(!implements!(ListBothOutput: IntoIterator) && !implements!(&'static ListBothOutput: IntoIterator));
    assert!(!implements!(DescribePartOutput: IntoIterator));
    assert!(!implements!(WatchOutput: IntoIterator));
    assert!(!implements!(PutInput: IntoIterator));
}
