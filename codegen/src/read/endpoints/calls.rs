//! Reads function calls, and conditions, which are function calls.

use super::reader::Reader;
use super::scope::{Kind, Scope, Value};
use crate::diagnostic::At;
use crate::graph::rules::{Condition, Expr};
use crate::json::Node;
use crate::read::fields::Fields;
use crate::read::fields::string;

/// The maximum number of conditions of nested rules. They can become one expression, and compilers need stack for each
/// operand.
const CONDITIONS: usize = 256;

/// The maximum number of operands of a bound value that is always present. Such a name is replaced by its value, which
/// can double in size with each name.
const SIZE: usize = 64;

/// The functions with their number of arguments; for `coalesce`, the minimum.
const FUNCTIONS: [(&str, usize); 15] = [
    ("isSet", 1),
    ("not", 1),
    ("booleanEquals", 2),
    ("stringEquals", 2),
    ("getAttr", 2),
    ("aws.partition", 1),
    ("parseURL", 1),
    ("substring", 4),
    ("isValidHostLabel", 2),
    ("uriEncode", 1),
    ("aws.parseArn", 1),
    ("aws.isVirtualHostableS3Bucket", 2),
    ("coalesce", 2),
    ("ite", 3),
    ("split", 3),
];

impl Reader<'_> {
    /// Reads the conditions of a rule into its scope.
    pub(super) fn conditions(&self, nodes: &[Node<'_>], at: &At<'_>, scope: &mut Scope<'_>) -> Option<()> {
        scope.count += nodes.len();
        if scope.count > CONDITIONS {
            self.out.error(at, format!("more than {CONDITIONS} conditions hold here at once"));
            return None;
        }
        let nodes = nodes.iter().enumerate();
        let all: Vec<_> = nodes.map(|(index, node)| self.condition(node, &at.index(index), scope)).collect();
        all.into_iter().collect()
    }

    pub(super) fn condition(&self, node: &Node<'_>, at: &At<'_>, scope: &mut Scope<'_>) -> Option<()> {
        let mut fields = Fields::of(node, at, self.out)?;
        let name = match fields.take("assign") {
            None => None,
            Some(node) => Some(string(node, &at.key("assign"), self.out)?),
        };
        let value = self.call(fields, at, scope);
        if let Some(name) = name {
            return self.assign(name, value, &at.key("assign"), scope);
        }
        match value? {
            Value { expr, may_be_missing: true, .. } => scope.hold(Expr::IsSet(Box::new(expr))),
            Value { expr, kind: Kind::Boolean, .. } => scope.hold(expr),
            // The value is never missing.
            _ => {}
        }
        Some(())
    }

    fn assign(&self, name: &str, value: Option<Value>, at: &At<'_>, scope: &mut Scope<'_>) -> Option<()> {
        let is_diagram = scope.is_diagram;
        if scope.local(name).is_some() || scope.parameter(name).is_some() {
            self.out.error_help(at, format!("the name `{name}` is taken here"), "assign to another name");
            return None;
        }
        let Some(mut value) = value else {
            scope.give(name, None);
            return None;
        };
        if value.may_be_missing {
            scope.conditions.push(Condition::Bind { name: name.to_owned(), value: value.expr });
            value = Value { expr: Expr::Local(name.to_owned()), may_be_missing: is_diagram, ..value };
        } else if value.kind == Kind::Boolean {
            scope.hold(std::mem::replace(&mut value.expr, Expr::Flag(true)));
        } else if value.expr.size() > SIZE {
            self.out.error(at, format!("`{name}` is made from more than {SIZE} values"));
            scope.give(name, None);
            return None;
        }
        scope.give(name, Some(value));
        Some(())
    }

    /// Reads a call of `fn` with `argv`.
    pub(super) fn call(
        &self,
        mut fields: Fields<'_, '_>,
        at: &At<'_>,
        scope: &mut Scope<'_>,
    ) -> Option<Value> {
        let function = fields.require_string("fn");
        let arguments = fields.require("argv").map(|_| fields.array("argv"));
        fields.finish();
        let (function, arguments) = (function?, arguments?);
        let Some((_, count)) = FUNCTIONS.iter().find(|(known, _)| *known == function) else {
            let names = FUNCTIONS.map(|(known, _)| known).join(", ");
            let problem = format!("the function `{function}` is not supported yet");
            self.out.error_help(&at.key("fn"), problem, format!("these are: {names}"));
            return None;
        };
        let fits = arguments.len() == *count || function == "coalesce" && arguments.len() > *count;
        if !fits {
            let problem = format!("arguments of `{function}`: expected {count}, found {}", arguments.len());
            self.out.error(&at.key("argv"), problem);
            return None;
        }
        self.apply(function, arguments, &at.key("argv"), scope)
    }

    fn apply(
        &self,
        function: &str,
        arguments: &[Node<'_>],
        at: &At<'_>,
        scope: &mut Scope<'_>,
    ) -> Option<Value> {
        let first = at.index(0);
        Some(match (function, arguments) {
            ("isSet", [of]) => match self.value(of, &first, scope)? {
                value if value.may_be_missing => Value::boolean(Expr::IsSet(Box::new(value.expr))),
                _ => Value::boolean(Expr::Flag(true)),
            },
            ("not", [of]) => Value::boolean(Expr::Not(self.flag(of, &first, scope).map(Box::new)?)),
            ("aws.partition", [region]) => Value::maybe(
                Expr::Partition(self.region(region, &first, scope).map(Box::new)?),
                Kind::Partition,
            ),
            ("parseURL", [url]) => {
                Value::maybe(Expr::ParseUrl(self.text(url, &first, scope).map(Box::new)?), Kind::Url)
            }
            ("aws.parseArn", [arn]) => {
                Value::maybe(Expr::ParseArn(self.text(arn, &first, scope).map(Box::new)?), Kind::Arn)
            }
            ("uriEncode", [of]) => {
                Value::string(Expr::UriEncode(self.text(of, &first, scope).map(Box::new)?))
            }
            ("coalesce", arguments) => return self.coalesce(arguments, at, scope),
            ("ite", [condition, then, otherwise]) => {
                return self.if_else([condition, then, otherwise], at, scope);
            }
            ("split", [of, by, limit]) => return self.split([of, by, limit], at, scope),
            (_, [one, other]) => return self.apply_two(function, one, other, at, scope),
            (_, [of, start, stop, reverse]) => return self.substring([of, start, stop, reverse], at, scope),
            _ => return None,
        })
    }

    fn apply_two(
        &self,
        function: &str,
        one: &Node<'_>,
        other: &Node<'_>,
        at: &At<'_>,
        scope: &mut Scope<'_>,
    ) -> Option<Value> {
        let (first, second) = (at.index(0), at.index(1));
        if function == "getAttr" {
            let of = self.value(one, &first, scope);
            let path = string(other, &second, self.out);
            return self.attribute(of?, path?, &second, scope);
        }
        let (one, other) = match function {
            "booleanEquals" => (self.flag(one, &first, scope), self.flag(other, &second, scope)),
            "stringEquals" => (self.text(one, &first, scope), self.text(other, &second, scope)),
            _ => (self.text(one, &first, scope), self.flag(other, &second, scope)),
        };
        let (one, other) = (Box::new(one?), Box::new(other?));
        Some(Value::boolean(match function {
            "booleanEquals" => Expr::BooleanEquals(one, other),
            "stringEquals" => Expr::StringEquals(one, other),
            "isValidHostLabel" => Expr::IsValidHostLabel { label: one, subdomains: other },
            _ => Expr::IsVirtualHostableBucket { name: one, subdomains: other },
        }))
    }

    /// Reads the region whose partition is looked up. An unset region is treated like an unknown one: both give the
    /// first partition.
    fn region(&self, node: &Node<'_>, at: &At<'_>, scope: &mut Scope<'_>) -> Option<Expr> {
        match self.value(node, at, scope)? {
            Value { expr: Expr::Input(input), kind: Kind::String, .. } => Some(Expr::Input(input)),
            value => self.expect(value, Kind::String, at, scope),
        }
    }

    fn substring(&self, arguments: [&Node<'_>; 4], at: &At<'_>, scope: &mut Scope<'_>) -> Option<Value> {
        let [of, start, stop, reverse] = arguments;
        let of = self.text(of, &at.index(0), scope);
        let (start, stop) = (self.small_number(start, &at.index(1)), self.small_number(stop, &at.index(2)));
        let reverse = self.flag(reverse, &at.index(3), scope);
        let (of, reverse) = (Box::new(of?), Box::new(reverse?));
        Some(Value::maybe(Expr::Substring { of, start: start?, stop: stop?, reverse }, Kind::String))
    }

    pub(super) fn small_number(&self, node: &Node<'_>, at: &At<'_>) -> Option<u16> {
        let number = match node {
            Node::Number(number) => number.as_u64().and_then(|number| u16::try_from(number).ok()),
            _ => None,
        };
        if number.is_none() {
            self.out.error(at, "expected a whole number from 0 to 65535");
        }
        number
    }
}
