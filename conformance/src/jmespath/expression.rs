//! Converts expressions of the graph to those of the runtime, as generated code has them.

use smithereen::jmespath::{Comparison, Expression};
use smithereen_codegen::graph::{Comparison as Compared, JmespathNode as Node};

/// Returns the runtime's expression. Its parts are leaked: a run has some thousands of them.
pub(super) fn to_static(node: &Node) -> Expression {
    match node {
        Node::Current => Expression::Current,
        Node::Path(names) => Expression::Path(leak_all(names.iter().map(|name| leak_text(name)))),
        Node::Then(parts) => Expression::Then(two(parts)),
        Node::Index(list, index) => Expression::Index(one(list), *index),
        Node::Flatten(list) => Expression::Flatten(one(list)),
        Node::Each(parts) => Expression::Each(two(parts)),
        Node::Values(parts) => Expression::Values(two(parts)),
        Node::Filter(parts) => {
            Expression::Filter(leak((to_static(&parts.0), to_static(&parts.1), to_static(&parts.2))))
        }
        Node::Or(parts) => Expression::Or(two(parts)),
        Node::And(parts) => Expression::And(two(parts)),
        Node::Not(value) => Expression::Not(one(value)),
        Node::Compare(parts) => {
            Expression::Compare(leak((to_static(&parts.0), comparison(parts.1), to_static(&parts.2))))
        }
        Node::List(all) => Expression::List(leak_all(all.iter().map(to_static))),
        Node::Length(value) => Expression::Length(one(value)),
        Node::Contains(parts) => Expression::Contains(two(parts)),
        Node::Keys(value) => Expression::Keys(one(value)),
        Node::String(text) => Expression::String(leak_text(text)),
        Node::Number(number) => Expression::Number(*number),
        Node::Bool(value) => Expression::Bool(*value),
        Node::Null => Expression::Null,
    }
}

fn comparison(of: Compared) -> Comparison {
    match of {
        Compared::Equal => Comparison::Equal,
        Compared::NotEqual => Comparison::NotEqual,
        Compared::Less => Comparison::Less,
        Compared::LessOrEqual => Comparison::LessOrEqual,
        Compared::Greater => Comparison::Greater,
        Compared::GreaterOrEqual => Comparison::GreaterOrEqual,
    }
}

fn one(node: &Node) -> &'static Expression {
    leak(to_static(node))
}

fn two((left, right): &(Node, Node)) -> &'static (Expression, Expression) {
    leak((to_static(left), to_static(right)))
}

fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn leak_all<T>(values: impl Iterator<Item = T>) -> &'static [T] {
    Vec::leak(values.collect())
}

pub(super) fn leak_text(text: &str) -> &'static str {
    String::leak(text.to_owned())
}
