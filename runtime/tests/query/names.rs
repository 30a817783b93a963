//! Names of parameters.

use crate::query::shapes::{Choice, Collections, Node, Values, aws, ec2, map, texts};
use smithereen::Timestamp;

fn plain(text: &str) -> Node {
    Node { plain: Some(text.to_owned()), ..Node::default() }
}

#[test]
fn elements_of_lists_have_a_name_and_a_number() {
    let lists = Collections {
        list: Some(texts(&["foo", "bar"])),
        items: Some(texts(&["a"])),
        times: Some(vec![Timestamp::new(7, 0)]),
        ..Collections::default()
    };
    let expected = "List.member.1=foo&List.member.2=bar&Items.item.1=a&Times.member.1=7";
    assert_eq!(aws(&lists), expected);
    // No element has a name, whatever the model states.
    assert_eq!(ec2(&lists), "List.1=foo&List.2=bar&Items.1=a&Times.1=7");
}

#[test]
fn elements_of_flattened_lists_have_a_number() {
    let lists = Collections { flat: Some(texts(&["A", "B"])), ..Collections::default() };
    assert_eq!(aws(&lists), "Hi.1=A&Hi.2=B");
    assert_eq!(ec2(&lists), "Hi.1=A&Hi.2=B");
}

#[test]
fn elements_are_numbered_beyond_nine() {
    let lists = Collections { flat: Some(vec![String::new(); 12]), ..Collections::default() };
    assert!(aws(&lists).ends_with("&Hi.9=&Hi.10=&Hi.11=&Hi.12="));
}

#[test]
fn lists_in_lists_have_both_names() {
    let lists = Collections { nested: Some(vec![vec![1, 2], vec![], vec![3]]), ..Collections::default() };
    assert_eq!(
        aws(&lists),
        "Nested.member.1.n.1=1&Nested.member.1.n.2=2&Nested.member.2=&Nested.member.3.n.1=3"
    );
    assert_eq!(ec2(&lists), "Nested.1.1=1&Nested.1.2=2&Nested.3.1=3");
}

#[test]
fn an_empty_list_is_a_name_without_a_value_in_aws_query_alone() {
    let lists = Collections {
        list: Some(vec![]),
        flat: Some(vec![]),
        values: Some(vec![]),
        ..Collections::default()
    };
    assert_eq!(aws(&lists), "List=&Hi=&Values=");
    assert_eq!(ec2(&lists), "");
}

#[test]
fn nulls_of_a_list_are_left_out() {
    let sparse = |values: &[Option<&str>]| {
        let values = values.iter().map(|value| value.map(str::to_owned)).collect();
        Collections { sparse: Some(values), ..Collections::default() }
    };
    assert_eq!(aws(&sparse(&[None, Some("a"), None, Some("b")])), "Sparse.member.1=a&Sparse.member.2=b");
    assert_eq!(aws(&sparse(&[None])), "Sparse=");
    assert_eq!(ec2(&sparse(&[None, Some("a")])), "Sparse.1=a");
}

#[test]
fn structures_are_named_by_their_path() {
    let node = Node {
        inner: Some(Box::new(Node { inner: Some(Box::new(plain("baz"))), ..plain("foo") })),
        nodes: Some(vec![plain("a"), Node { inner: Some(Box::new(plain("b"))), ..Node::default() }]),
        choice: Some(Choice::Node(Box::new(plain("c")))),
        ..plain("first")
    };
    assert_eq!(
        aws(&node),
        "plain=first&Inner.plain=foo&Inner.Inner.plain=baz&nodeSet.item.1.plain=a&nodeSet.item.2.Inner.plain=b\
         &choice.node.plain=c"
    );
    assert_eq!(
        ec2(&node),
        "Plain=first&Inner.Plain=foo&Inner.Inner.Plain=baz&NodeSet.1.Plain=a&NodeSet.2.Inner.Plain=b\
         &Choice.Node.Plain=c"
    );
}

#[test]
fn empty_structures_have_no_parameter() {
    let node = Node {
        inner: Some(Box::default()),
        nodes: Some(vec![Node::default(), plain("a")]),
        ..Node::default()
    };
    assert_eq!(aws(&node), "nodeSet.item.2.plain=a");
    assert_eq!(ec2(&node), "NodeSet.2.Plain=a");
}

#[test]
fn unions_are_structures_with_one_member() {
    let node = Node { choice: Some(Choice::Text("t".to_owned())), ..Node::default() };
    assert_eq!(aws(&node), "choice.text=t");
}

#[test]
fn members_of_ec2_query_have_their_own_name_or_a_capital() {
    let text = || Some("v".to_owned());
    let node = Node { plain: text(), wire: text(), query_name: text(), both: text(), ..Node::default() };
    assert_eq!(ec2(&node), "Plain=v&XmlName=v&ec2Name=v&ec2Both=v");
    assert_eq!(aws(&node), "plain=v&xmlName=v&QueryName=v&xmlBoth=v");
}

#[test]
fn members_outside_of_the_body_have_no_parameter() {
    let node = Node { header: Some("h".to_owned()), ..plain("a") };
    assert_eq!(aws(&node), "plain=a");
}

#[test]
fn entries_of_maps_have_a_number_and_names_for_key_and_value() {
    let maps = Collections {
        map: Some(map(&[("foo", "Foo".to_owned()), ("bar", "B r".to_owned())])),
        named: Some(map(&[("a", "A".to_owned())])),
        ..Collections::default()
    };
    assert_eq!(
        aws(&maps),
        "Map.entry.1.key=bar&Map.entry.1.value=B%20r&Map.entry.2.key=foo&Map.entry.2.value=Foo\
         &Named.entry.1.K=a&Named.entry.1.V=A"
    );
}

#[test]
fn entries_of_flattened_maps_have_no_name() {
    let maps = Collections {
        flat_map: Some(map(&[("bar", "Bar".to_owned()), ("f&o", "Foo".to_owned())])),
        flat_named: Some(map(&[("a", "A".to_owned())])),
        ..Collections::default()
    };
    assert_eq!(
        aws(&maps),
        "FlatMap.1.key=bar&FlatMap.1.value=Bar&FlatMap.2.key=f%26o&FlatMap.2.value=Foo&Hi.1.K=a&Hi.1.V=A"
    );
}

#[test]
fn values_of_maps_can_be_lists_and_structures() {
    let maps = Collections {
        lists: Some(map(&[("a", texts(&["x", "y"])), ("b", vec![])])),
        structures: Some(map(&[
            ("c", Values { flag: Some(true), ..Values::default() }),
            ("d", Values::default()),
        ])),
        ..Collections::default()
    };
    assert_eq!(
        aws(&maps),
        "Lists.entry.1.key=a&Lists.entry.1.value.item.1=x&Lists.entry.1.value.item.2=y\
         &Lists.entry.2.key=b&Lists.entry.2.value=\
         &Structures.entry.1.key=c&Structures.entry.1.value.flag=true&Structures.entry.2.key=d"
    );
}

#[test]
fn empty_maps_and_entries_without_a_value_have_no_parameter() {
    let maps = Collections {
        map: Some(map(&[])),
        flat_map: Some(map(&[])),
        sparse_map: Some(map(&[("a", None), ("b", Some("B".to_owned()))])),
        ..Collections::default()
    };
    assert_eq!(aws(&maps), "SparseMap.entry.1.key=b&SparseMap.entry.1.value=B");
}
