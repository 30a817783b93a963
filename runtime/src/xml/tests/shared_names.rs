//! Members with the same name in XML: requests have both, and responses set one of them, whatever the order of the elements.

use crate::codec::Checks;
use crate::reflect::Value;
use crate::schema::Member;
use crate::xml::{read_body, to_body};

#[derive(Clone, Default, PartialEq)]
struct Topic {
    event: Option<String>,
    events: Option<Vec<String>>,
    topic: Option<String>,
}

static SHARED: crate::schema::RareTraits = crate::schema::RareTraits::new().sent_only();

crate::structure!(Topic = "Topic" {
    0 event => Member::new("Event").rare(&SHARED),
    1 events => Member::new("Events").wire("Event").with(Flag::Flattened),
    2 topic => Member::new("Topic"),
});

fn events(names: &[&str]) -> Option<Vec<String>> {
    Some(names.iter().map(|name| (*name).to_owned()).collect())
}

#[test]
fn every_element_is_one_of_the_member_that_responses_set() {
    for text in [
        "<T><Event>a</Event><Event>b</Event><Topic>t</Topic></T>",
        "<T><Topic>t</Topic><Event>a</Event><Event>b</Event></T>",
        "<T><Event>a</Event><Topic>t</Topic><Event>b</Event></T>",
    ] {
        let mut topic = Topic::default();
        read_body(text.as_bytes(), topic.slot(), Member::ELEMENT, Checks::Required, &[]).unwrap();
        let expected = Topic { event: None, events: events(&["a", "b"]), topic: Some("t".to_owned()) };
        assert!(topic == expected, "{text}: {topic:?}");
    }
}

#[test]
fn both_members_are_sent() {
    let topic = Topic { event: Some("a".to_owned()), events: events(&["b"]), topic: None };
    let body = to_body(&topic, None).unwrap();
    assert_eq!(String::from_utf8(body).unwrap(), "<Topic><Event>a</Event><Event>b</Event></Topic>");
}
