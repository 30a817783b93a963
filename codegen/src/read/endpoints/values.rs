//! Reads values: literals, references, and templates.

use super::reader::Reader;
use super::scope::{Kind, Scope, Value};
use crate::diagnostic::At;
use crate::graph::rules::Expr;
use crate::json::Node;
use crate::read::fields::Fields;

impl Reader<'_> {
    /// Reads a string that is always set.
    pub(super) fn text(&self, node: &Node<'_>, at: &At<'_>, scope: &mut Scope<'_>) -> Option<Expr> {
        let value = self.value(node, at, scope)?;
        self.expect(value, Kind::String, at, scope)
    }

    /// Reads a boolean.
    pub(super) fn flag(&self, node: &Node<'_>, at: &At<'_>, scope: &mut Scope<'_>) -> Option<Expr> {
        let value = self.value(node, at, scope)?;
        self.expect(value, Kind::Boolean, at, scope)
    }

    pub(super) fn value(&self, node: &Node<'_>, at: &At<'_>, scope: &mut Scope<'_>) -> Option<Value> {
        match node {
            Node::Bool(value) => Some(Value::boolean(Expr::Flag(*value))),
            Node::String(text) => self.template(text, at, scope).map(Value::string),
            Node::Object(object) if object.get("ref").is_some() => {
                let mut fields = Fields::of(node, at, self.out)?;
                let name = fields.require_string("ref");
                fields.finish();
                self.reference(name?, &at.key("ref"), scope)
            }
            Node::Object(_) => {
                // A name that is bound inside of a value is reported as unknown, because only conditions can bind
                // names.
                self.call(Fields::of(node, at, self.out)?, at, scope)
            }
            other => {
                let problem = "expected a string, a boolean, a reference or a call";
                self.out.error(at, format!("{problem}, found {}", other.kind()));
                None
            }
        }
    }

    /// Checks the type of a value. A parameter that can be unset adds a presence condition to the rule, because some
    /// rules compare a region without a presence test.
    pub(super) fn expect(
        &self,
        value: Value,
        kind: Kind,
        at: &At<'_>,
        scope: &mut Scope<'_>,
    ) -> Option<Expr> {
        if value.kind != kind {
            self.out.error(at, format!("expected {}, found {}", kind.name(), value.kind.name()));
            return None;
        }
        match value.expr {
            Expr::Input(_) if value.may_be_missing => {
                scope.hold(Expr::IsSet(Box::new(value.expr.clone())));
            }
            _ if value.may_be_missing => {
                return self.assume(value, scope).map_or_else(|| self.missing(at), |value| Some(value.expr));
            }
            _ => {}
        }
        Some(value.expr)
    }

    /// Treats a value as set. In a diagram, a condition that reads an unset value does not hold.
    pub(super) fn assume(&self, value: Value, scope: &mut Scope<'_>) -> Option<Value> {
        let is_name = matches!(value.expr, Expr::Input(_) | Expr::Local(_));
        if value.may_be_missing && is_name && scope.is_diagram {
            scope.hold(Expr::IsSet(Box::new(value.expr.clone())));
            return Some(Value { may_be_missing: false, ..value });
        }
        (!value.may_be_missing).then_some(value)
    }

    pub(super) fn missing<T>(&self, at: &At<'_>) -> Option<T> {
        let help = "give it a name with `assign`, in a condition before this one";
        self.out.error_help(at, "this may be missing, but is used without a test", help);
        None
    }

    fn reference(&self, name: &str, at: &At<'_>, scope: &mut Scope<'_>) -> Option<Value> {
        if let Some(value) = scope.local(name) {
            let value = value.clone();
            let is_named = |value: &Value| matches!(value.expr, Expr::Local(_));
            if let Some(value) = value.as_ref().filter(|value| scope.is_diagram && !is_named(value)) {
                value
                    .expr
                    .needs()
                    .into_iter()
                    .for_each(|need| scope.hold(Expr::IsSet(Box::new(need.clone()))));
            }
            return value;
        }
        let Some(parameter) = scope.parameter(name) else {
            let problem = format!("`{name}` is neither a parameter nor assigned in a condition before this");
            self.out.error(at, problem);
            return None;
        };
        Some(scope.input(&parameter.input))
    }

    /// Reads a template: `{name}` and `{name#attribute}` are references, `{{` and `}}` are braces.
    fn template(&self, text: &str, at: &At<'_>, scope: &mut Scope<'_>) -> Option<Expr> {
        let (mut parts, mut literal, mut rest) = (Vec::new(), String::new(), text);
        while let Some((before, brace, after)) = split_at_brace(rest) {
            literal.push_str(before);
            if let Some(after) = after.strip_prefix(brace) {
                literal.push(brace);
                rest = after;
                continue;
            }
            let Some((inside, after)) = after.split_once('}').filter(|_| brace == '{') else {
                self.out.error_help(
                    at,
                    format!("a brace without its other in {text:?}"),
                    "`{{` stands for `{`",
                );
                return None;
            };
            if !literal.is_empty() {
                parts.push(Expr::Text(std::mem::take(&mut literal)));
            }
            parts.push(self.placeholder(inside, at, scope)?);
            rest = after;
        }
        literal.push_str(rest);
        if !literal.is_empty() || parts.is_empty() {
            parts.push(Expr::Text(literal));
        }
        match <[Expr; 1]>::try_from(parts) {
            Ok([only]) => Some(only),
            Err(parts) => Some(Expr::Template(parts)),
        }
    }

    fn placeholder(&self, inside: &str, at: &At<'_>, scope: &mut Scope<'_>) -> Option<Expr> {
        let value = match inside.split_once('#') {
            None => self.reference(inside, at, scope)?,
            Some((name, path)) => {
                let value = self.reference(name, at, scope)?;
                self.attribute(value, path, at, scope)?
            }
        };
        self.expect(value, Kind::String, at, scope)
    }
}

/// Splits a text at the first brace into the text before, the brace, and the text after it.
fn split_at_brace(text: &str) -> Option<(&str, char, &str)> {
    let (before, rest) = text.split_at(text.find(['{', '}'])?);
    let mut characters = rest.chars();
    let brace = characters.next()?;
    Some((before, brace, characters.as_str()))
}
