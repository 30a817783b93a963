//! The names that rules use, and the identifiers of constants.

use super::super::host;
use super::super::names::readable;
use super::literal;
use crate::graph::rules::{Expr, Input, ParameterType, ParameterValue, Rule, Source};
use std::collections::HashSet;
use std::fmt::Write;

/// The parameters and assigned values of a rule set.
pub(super) struct Names {
    all: Vec<Name>,
    taken: HashSet<String>,
}

struct Name {
    of: Expr,
    /// The name in the rules.
    name: String,
    /// The name of the constant.
    constant: String,
    is_required: bool,
}

impl Names {
    /// Collects the names, the most frequent in templates first, because the runtime searches them in this order. `None` if a
    /// name cannot be written in a template, or if two have the same name.
    pub(super) fn new(rules: &[Rule], required: &[Input]) -> Option<Self> {
        let (mut found, mut count) = (Vec::new(), Vec::new());
        for rule in rules {
            collect(rule, &mut |expr, is_in_template| {
                let index = found.iter().position(|known| known == expr).unwrap_or_else(|| {
                    found.push(expr.clone());
                    count.push(0);
                    found.len() - 1
                });
                if let Some(count) = count.get_mut(index) {
                    *count += usize::from(is_in_template);
                }
            });
        }
        let mut found: Vec<(Expr, usize)> = found.into_iter().zip(count).collect();
        found.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let unused = required.iter().map(|input| Expr::Input(input.clone()));
        let unused: Vec<Expr> =
            unused.filter(|input| found.iter().all(|(known, _)| known != input)).collect();
        let mut names = Self { all: Vec::new(), taken: HashSet::new() };
        for of in found.into_iter().map(|(expr, _)| expr).chain(unused) {
            names.add(of, required)?;
        }
        Some(names)
    }

    fn add(&mut self, of: Expr, required: &[Input]) -> Option<()> {
        let name = host::name(&of);
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if name.is_empty() || !name.chars().all(is_plain) || self.all.iter().any(|known| known.name == name) {
            return None;
        }
        let is_required = matches!(&of, Expr::Input(input) if required.contains(input));
        let constant = self.pick(&readable(&of));
        self.all.push(Name { of, name, constant, is_required });
        Some(())
    }

    /// Returns an identifier of a constant close to `name` that no other constant has.
    pub(super) fn pick(&mut self, name: &str) -> String {
        let name = name.to_ascii_uppercase();
        let names =
            std::iter::once(name.clone()).chain((2..=u32::MAX).map(|number| format!("{name}_{number}")));
        let free = names.into_iter().find(|name| !self.taken.contains(name)).unwrap_or(name);
        self.taken.insert(free.clone());
        free
    }

    fn find(&self, of: &Expr) -> Option<&Name> {
        self.all.iter().find(|name| name.of == *of)
    }

    /// Returns the constant of a parameter or an assigned value.
    pub(super) fn constant(&self, of: &Expr) -> Option<&str> {
        self.find(of).map(|name| name.constant.as_str())
    }

    /// Returns the name of a parameter or an assigned value in templates.
    pub(super) fn in_template(&self, of: &Expr) -> Option<&str> {
        self.find(of).map(|name| name.name.as_str())
    }

    /// Returns the table of names.
    pub(super) fn table(&self) -> String {
        let rows: String = self.all.iter().map(|name| format!("    {},\n", name.row())).collect();
        format!("/// The names in expressions and templates.\nstatic NAMES: &[Name] = &[\n{rows}];\n")
    }

    /// Returns the constants that occur in `used`.
    pub(super) fn constants(&self, used: &str) -> String {
        let mut text = String::new();
        let words: HashSet<&str> = used.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect();
        for (index, name) in self.all.iter().enumerate() {
            if words.contains(name.constant.as_str()) {
                let _ = writeln!(text, "const {}: Expr = Expr::Name({index});", name.constant);
            }
        }
        text
    }
}

impl Name {
    fn row(&self) -> String {
        let name = literal(&self.name);
        let Expr::Input(input) = &self.of else { return format!("Name::assigned({name})") };
        let constructor = match (&input.source, input.kind) {
            (Source::Region, _) => "region",
            (Source::UseFips, _) => "use_fips",
            (Source::UseDualStack, _) => "use_dual_stack",
            (Source::Endpoint, _) => "endpoint",
            (Source::AccountId, _) => "account_id",
            (Source::AccountIdEndpointMode, _) => "account_id_endpoint_mode",
            (Source::Named(_), ParameterType::String) => "string",
            (Source::Named(_), ParameterType::Boolean) => "boolean",
            (Source::Named(_), ParameterType::StringArray) => "string_array",
        };
        let default = match &input.default {
            Some(ParameterValue::String(text)) => format!(".default_string({})", literal(text)),
            Some(ParameterValue::Boolean(flag)) => format!(".default_boolean({flag})"),
            Some(ParameterValue::StringArray(_)) | None => String::new(),
        };
        let required = if self.is_required { ".required()" } else { "" };
        format!("Name::{constructor}({name}){default}{required}")
    }
}

/// Calls `found` for each parameter and each assigned value that is read, with whether it is part of a template.
fn collect(rule: &Rule, found: &mut dyn FnMut(&Expr, bool)) {
    for condition in &rule.conditions {
        collect_expr(condition.value(), false, found);
    }
    match &rule.outcome {
        crate::graph::rules::Outcome::Tree(rules) => rules.iter().for_each(|rule| collect(rule, found)),
        outcome => outcome.values().into_iter().for_each(|value| collect_expr(value, false, found)),
    }
}

fn collect_expr(expr: &Expr, is_in_template: bool, found: &mut dyn FnMut(&Expr, bool)) {
    match expr {
        Expr::Input(_) | Expr::Local(_) => found(expr, is_in_template),
        other => {
            let is_template = is_in_template || matches!(other, Expr::Template(_));
            other.parts().into_iter().for_each(|part| collect_expr(part, is_template, found));
        }
    }
}
