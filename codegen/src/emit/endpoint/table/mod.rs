//! Generates a large rule set as static tables, which the runtime evaluates.
//!
//! The code of such a rule set is most of a crate: of a crate with six operations of S3, two thirds of the text and a third of the
//! time to compile it. The tables are text because the formatter would spread each expression over several lines.

mod conditions;
mod expressions;
mod literals;
mod names;
mod properties;

use super::super::docs;
use crate::graph::rules::{Condition, Endpoint, Expr, Input, Outcome, Rule};
use literals::literal;
use names::Names;
use std::fmt::Write;

/// The number of conditions up to which rules are code, which is easier to step through. The tables of few rules are longer.
const MAX_CONDITIONS_OF_CODE: usize = 120;

/// The number of columns up to which the arguments of a rule are on one line.
const WIDTH: usize = 100;

/// Returns the tables of a large rule set. `None` if it is small, or uses a feature that tables do not have.
pub(super) fn items(rules: &[Rule], required: &[Input], sdk_id: &str) -> Option<Vec<String>> {
    if rules.iter().map(conditions).sum::<usize>() <= MAX_CONDITIONS_OF_CODE {
        return None;
    }
    let mut tables = Tables {
        names: Names::new(rules, required)?,
        conditions: Vec::new(),
        properties: Vec::new(),
        repeated: repeated(rules),
        shared: Vec::new(),
    };
    let mut table = String::new();
    tables.rules(rules, 1, &mut table)?;
    let Tables { names, conditions, properties, shared, .. } = tables;
    let conditions: String = conditions.iter().map(|one| one.text.as_str()).collect();
    let properties: String = properties.iter().map(|one| one.text.as_str()).collect();
    let shared: Vec<String> = shared.into_iter().map(|one| one.text).collect();
    let used = format!("{conditions}{properties}{}{table}", shared.concat());
    let has_partitions = used.contains("Expr::Partition(");
    let partitions = if has_partitions { "PARTITIONS" } else { "&[]" };
    let mut items = uses(&used, has_partitions);
    items.push(entry(sdk_id));
    items.push(names.table());
    items
        .extend([names.constants(&used), conditions, properties].into_iter().filter(|text| !text.is_empty()));
    items.extend(shared);
    items.push(format!("static RULES: RuleSet = RuleSet::new(NAMES, {partitions}, &[\n{table}]);\n"));
    Some(items)
}

/// The imports of the tables.
fn uses(used: &str, has_partitions: bool) -> Vec<String> {
    let partitions = has_partitions.then(|| "use super::super::partitions::PARTITIONS;\n".to_owned());
    let optional = [("Attribute", "Attribute::"), ("Condition", "Condition::")];
    let optional = optional.into_iter().filter(|(_, part)| used.contains(part)).map(|(name, _)| name);
    let types: Vec<_> = optional.chain(["Expr", "Name", "Properties", "Rule", "RuleSet"]).collect();
    let scheme = if used.contains("Scheme::") { ", Scheme" } else { "" };
    partitions
        .into_iter()
        .chain([
            "use smithereen::endpoint::Params;\n".to_owned(),
            format!("use smithereen::endpoint::rules::{{{}{scheme}}};\n", types.join(", ")),
            "use smithereen::{Endpoint, EndpointError};\n".to_owned(),
        ])
        .collect()
}

/// The public function. The runtime performs the checks that are not part of the rules.
fn entry(sdk_id: &str) -> String {
    let title = format!("The endpoint rules of {}.", docs::code(sdk_id));
    let errors = "Returns an error if the rules reject the parameters or the region is invalid.";
    let about = docs::outer(&[title, "# Errors".to_owned(), errors.to_owned()]);
    format!(
        "{about}pub fn endpoint(params: &Params<'_>) -> Result<Endpoint, EndpointError> {{\n    \
         params.resolve(|params| RULES.evaluate(params))\n}}\n"
    )
}

fn conditions(rule: &Rule) -> usize {
    let nested = match &rule.outcome {
        Outcome::Tree(rules) => rules.iter().map(conditions).sum(),
        Outcome::Endpoint(_) | Outcome::Error(_) => 0,
    };
    rule.conditions.len() + nested
}

/// Returns the lists of several nested rules that occur more than once.
fn repeated(rules: &[Rule]) -> Vec<Vec<Rule>> {
    fn collect<'r>(rules: &'r [Rule], once: &mut Vec<&'r [Rule]>, repeated: &mut Vec<Vec<Rule>>) {
        for rule in rules {
            let Outcome::Tree(rules) = &rule.outcome else { continue };
            if rules.len() > 1 && once.contains(&rules.as_slice()) {
                if !repeated.contains(rules) {
                    repeated.push(rules.clone());
                }
            } else {
                once.push(rules);
                collect(rules, once, repeated);
            }
        }
    }
    let mut repeated = Vec::new();
    collect(rules, &mut Vec::new(), &mut repeated);
    repeated
}

/// The tables while rules are written. Each condition, each list of properties and each list of nested rules is written once.
struct Tables {
    names: Names,
    conditions: Vec<Constant<Condition>>,
    properties: Vec<Constant<Endpoint>>,
    repeated: Vec<Vec<Rule>>,
    shared: Vec<Constant<Vec<Rule>>>,
}

/// A constant that rules refer to.
struct Constant<T> {
    of: T,
    name: String,
    text: String,
}

impl Tables {
    /// Writes rules with an indentation of `depth` levels.
    fn rules(&mut self, rules: &[Rule], depth: usize, table: &mut String) -> Option<()> {
        for rule in rules {
            let conditions: Option<Vec<String>> =
                rule.conditions.iter().map(|condition| self.condition(condition)).collect();
            let conditions = format!("&[{}]", conditions?.join(", "));
            match &rule.outcome {
                Outcome::Tree(rules) => {
                    if self.repeated.contains(rules) {
                        call("tree", &[conditions, self.shared(rules)?], depth, table);
                        continue;
                    }
                    let indent = "    ".repeat(depth);
                    let _ = writeln!(table, "{indent}Rule::tree({conditions}, &[");
                    self.rules(rules, depth + 1, table)?;
                    let _ = writeln!(table, "{indent}]),");
                }
                Outcome::Error(message) => {
                    call("error", &[conditions, self.expr(message)?], depth, table);
                }
                Outcome::Endpoint(endpoint) => {
                    let properties = format!("&{}", self.properties(endpoint)?);
                    call("endpoint", &[conditions, self.expr(&endpoint.url)?, properties], depth, table);
                }
            }
        }
        Some(())
    }

    /// Returns the static with rules that several trees have.
    fn shared(&mut self, rules: &Vec<Rule>) -> Option<String> {
        if let Some(known) = self.shared.iter().find(|known| known.of == *rules) {
            return Some(known.name.clone());
        }
        let mut table = String::new();
        self.rules(rules, 1, &mut table)?;
        let name = self.names.pick("SHARED_RULES");
        let text = format!("static {name}: &[Rule] = &[\n{table}];\n");
        self.shared.push(Constant { of: rules.clone(), name: name.clone(), text });
        Some(name)
    }

    /// Returns a value as an expression of the runtime.
    fn expr(&self, expr: &Expr) -> Option<String> {
        expressions::expr(expr, &self.names)
    }
}

/// Writes a rule, on one line if it is short.
fn call(function: &str, arguments: &[String], depth: usize, table: &mut String) {
    let indent = "    ".repeat(depth);
    let line = format!("{indent}Rule::{function}({}),", arguments.join(", "));
    if line.chars().count() <= WIDTH {
        table.push_str(&line);
    } else {
        let arguments: String = arguments.iter().map(|one| format!("{indent}    {one},\n")).collect();
        let _ = write!(table, "{indent}Rule::{function}(\n{arguments}{indent}),");
    }
    table.push('\n');
}
