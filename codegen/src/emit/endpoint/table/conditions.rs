//! The conditions of rules, each a constant with a readable name.

use super::super::names::readable;
use super::{Constant, Tables};
use crate::graph::rules::{Condition, Expr};
use heck::ToShoutySnakeCase;

/// The maximum number of characters of a text of the rules within the name of a constant.
const MAX_TEXT: usize = 30;

impl Tables {
    /// Returns the constant of a condition.
    pub(super) fn condition(&mut self, condition: &Condition) -> Option<String> {
        if let Some(known) = self.conditions.iter().find(|known| known.of == *condition) {
            return Some(known.name.clone());
        }
        let value = self.expr(condition.value())?;
        let (name, call) = match condition {
            Condition::Holds(test) => (name(test), format!("Condition::holds(&{value})")),
            Condition::Bind { name, value: of } => match self.names.constant(&Expr::Local(name.clone())) {
                Some(local) => (format!("LET_{local}"), format!("Condition::assigns({local}, &{value})")),
                None => (format!("HAS_{}", term(of)), format!("Condition::holds(&Expr::IsSet(&{value}))")),
            },
        };
        let name = self.names.pick(&name);
        let text = format!("const {name}: Condition = {call};\n");
        self.conditions.push(Constant { of: condition.clone(), name: name.clone(), text });
        Some(name)
    }
}

/// Returns a readable name for a test.
fn name(test: &Expr) -> String {
    match test {
        Expr::IsSet(of) => format!("HAS_{}", term(of)),
        Expr::StringEquals(one, other) => format!("{}_IS_{}", term(one), term(other)),
        Expr::BooleanEquals(one, other) => format!("{}_EQUALS_{}", term(one), term(other)),
        Expr::IsValidHostLabel { label, .. } => format!("{}_IS_HOST_LABEL", term(label)),
        Expr::IsVirtualHostableBucket { name, .. } => format!("{}_IS_HOSTABLE", term(name)),
        Expr::Not(of) => match &**of {
            Expr::IsSet(of) => format!("NO_{}", term(of)),
            Expr::StringEquals(one, other) => format!("{}_IS_NOT_{}", term(one), term(other)),
            Expr::Input(_) | Expr::Local(_) => format!("NOT_{}", term(of)),
            other => format!("NOT_{}", name(other)),
        },
        Expr::Input(_) | Expr::Local(_) => format!("WITH_{}", term(test)),
        other => term(other),
    }
}

/// Returns a readable name for a value.
fn term(of: &Expr) -> String {
    match of {
        Expr::Text(text) => text_name(text),
        Expr::Attribute(of, attribute) => {
            let attribute = format!("{attribute:?}").to_shouty_snake_case();
            format!("{}_{}", term(of), attribute.trim_start_matches("ARN_"))
        }
        Expr::ParseUrl(of) => format!("{}_AS_URL", term(of)),
        Expr::ParseArn(of) => format!("{}_AS_ARN", term(of)),
        Expr::Resource(of, index) => format!("{}_RESOURCE_{index}", term(of)),
        other => readable(other),
    }
}

fn text_name(text: &str) -> String {
    let plain: String = text.chars().take(MAX_TEXT).filter(|c| c.is_ascii()).collect();
    match plain.to_shouty_snake_case() {
        _ if text.is_empty() => "EMPTY".to_owned(),
        plain if plain.is_empty() => "TEXT".to_owned(),
        plain => plain,
    }
}
