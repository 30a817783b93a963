//! Reads the functions of version 1.1 of the rules engine: `coalesce`, `ite` and `split`.

use super::reader::Reader;
use super::scope::{Kind, Scope, Value};
use crate::diagnostic::At;
use crate::graph::rules::Expr;
use crate::json::Node;
use crate::read::fields::string;

impl Reader<'_> {
    /// Reads `coalesce`, the first argument that is set. Arguments after one that is always set are dropped.
    pub(super) fn coalesce(&self, nodes: &[Node<'_>], at: &At<'_>, scope: &mut Scope<'_>) -> Option<Value> {
        let nodes = nodes.iter().enumerate();
        let values: Vec<_> = nodes.map(|(index, node)| self.value(node, &at.index(index), scope)).collect();
        let values: Vec<Value> = values.into_iter().collect::<Option<_>>()?;
        let kind = self.one_kind(&values, at)?;
        let (mut options, mut default) = (Vec::new(), None);
        for value in values {
            if !value.may_be_missing {
                default = Some(value.expr);
                break;
            }
            options.push(value.expr);
        }
        let may_be_missing = default.is_none();
        Some(match default {
            Some(expr) if options.is_empty() => Value { expr, kind, may_be_missing },
            default => Value { expr: Expr::Coalesce(options, default.map(Box::new)), kind, may_be_missing },
        })
    }

    /// Reads `ite`, a choice between two values.
    pub(super) fn if_else(
        &self,
        [condition, then, otherwise]: [&Node<'_>; 3],
        at: &At<'_>,
        scope: &mut Scope<'_>,
    ) -> Option<Value> {
        let condition = self.flag(condition, &at.index(0), scope);
        let (second, third) = (at.index(1), at.index(2));
        let (then, otherwise) = (self.value(then, &second, scope), self.value(otherwise, &third, scope));
        let (condition, then, otherwise) = (condition?, then?, otherwise?);
        for (value, at) in [(&then, &second), (&otherwise, &third)] {
            if value.may_be_missing {
                self.out.error(at, "a value of `ite` that may be missing is not supported yet");
                return None;
            }
        }
        let values = [then, otherwise];
        let kind = self.one_kind(&values, at)?;
        let [then, otherwise] = values.map(|value| Box::new(value.expr));
        let expr = Expr::IfElse { condition: Box::new(condition), then, otherwise };
        Some(Value { expr, kind, may_be_missing: false })
    }

    /// Returns the type of all values: strings or booleans.
    fn one_kind(&self, values: &[Value], at: &At<'_>) -> Option<Kind> {
        let first = values.first()?.kind;
        if values.iter().any(|value| value.kind != first) {
            self.out.error(at, "the values are of several types");
            return None;
        }
        if !matches!(first, Kind::String | Kind::Boolean) {
            self.out.error(at, format!("to choose {} is not supported yet", first.name()));
            return None;
        }
        Some(first)
    }

    pub(super) fn split(
        &self,
        [of, by, limit]: [&Node<'_>; 3],
        at: &At<'_>,
        scope: &mut Scope<'_>,
    ) -> Option<Value> {
        let of = self.text(of, &at.index(0), scope);
        let by = string(by, &at.index(1), self.out);
        let limit = self.small_number(limit, &at.index(2));
        let (of, by, limit) = (Box::new(of?), by?.to_owned(), limit?);
        if by.is_empty() || by.contains(['{', '}']) {
            self.out.error(&at.index(1), "expected a string literal that is not empty");
            return None;
        }
        Some(Value { expr: Expr::Split { of, by, limit }, kind: Kind::StringArray, may_be_missing: false })
    }
}
