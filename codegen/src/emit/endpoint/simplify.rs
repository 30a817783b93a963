//! Removes conditions and rules that have no effect.
//!
//! The result has no constant conditions, no condition that repeats or contradicts one that holds already, no tree with
//! fewer than two rules or without conditions, and no rules after one without conditions.

use crate::graph::rules::{Condition, Diagram, Expr, Input, Outcome, Rule};

/// Removes conditions and rules without an effect from a tree. `required` are the parameters that are always set.
pub(super) fn simplify(rules: &[Rule], required: &[Input]) -> Vec<Rule> {
    let mut facts = required.iter().map(|input| Expr::IsSet(Box::new(Expr::Input(input.clone())))).collect();
    siblings(rules, &mut facts)
}

/// Simplifies the conditions of a diagram.
pub(super) fn diagram(diagram: &Diagram) -> Diagram {
    let mut diagram = diagram.clone();
    for test in &mut diagram.conditions {
        match &mut test.condition {
            Condition::Bind { value, .. } | Condition::Holds(value) => *value = fold(value),
        }
    }
    diagram
}

/// Simplifies sibling rules. `facts` are conditions that hold when the rules are evaluated.
fn siblings(rules: &[Rule], facts: &mut Vec<Expr>) -> Vec<Rule> {
    let (known, mut kept) = (facts.len(), Vec::new());
    for rule in rules {
        let outside = facts.len();
        let rule = simplified(rule, facts);
        facts.truncate(outside);
        match rule {
            None => continue,
            Some(Rule { conditions, outcome: Outcome::Tree(inner) }) if conditions.is_empty() => {
                kept.extend(inner)
            }
            Some(rule) => kept.push(rule),
        }
        if kept.last().is_some_and(|rule| rule.conditions.is_empty()) {
            break;
        }
        facts.extend(kept.last().and_then(excluded));
    }
    facts.truncate(known);
    kept
}

/// Simplifies a rule and adds its conditions to the facts. Returns `None` if the rule never applies.
fn simplified(rule: &Rule, facts: &mut Vec<Expr>) -> Option<Rule> {
    let mut conditions = Vec::new();
    for condition in &rule.conditions {
        match condition {
            Condition::Bind { name, value } => {
                conditions.push(Condition::Bind { name: name.clone(), value: fold(value) });
            }
            Condition::Holds(test) => {
                let test = fold(test);
                if test == Expr::Flag(false) || facts.contains(&negated(test.clone())) {
                    return None;
                }
                if test != Expr::Flag(true) && !facts.contains(&test) {
                    facts.push(test.clone());
                    conditions.push(Condition::Holds(test));
                }
            }
        }
    }
    let outcome = match &rule.outcome {
        Outcome::Tree(rules) => match <[Rule; 1]>::try_from(siblings(rules, facts)) {
            Ok([only]) => {
                conditions.extend(only.conditions);
                only.outcome
            }
            Err(rules) if rules.is_empty() => return None,
            Err(rules) => Outcome::Tree(rules),
        },
        outcome => outcome.clone(),
    };
    Some(Rule { conditions, outcome })
}

/// Returns the negated condition of a rule that has a single condition and always an outcome, because it holds in all
/// later rules. Presence tests are left out, because the code needs them to bind values to variables.
fn excluded(rule: &Rule) -> Option<Expr> {
    let is_final = match &rule.outcome {
        Outcome::Tree(rules) => rules.last().is_some_and(|rule| rule.conditions.is_empty()),
        Outcome::Endpoint(_) | Outcome::Error(_) => true,
    };
    match rule.conditions.as_slice() {
        [Condition::Holds(test)] if is_final => {
            Some(negated(test.clone())).filter(|fact| !matches!(fact, Expr::IsSet(_)))
        }
        _ => None,
    }
}

/// Simplifies an expression.
fn fold(expr: &Expr) -> Expr {
    match expr {
        Expr::Not(of) => negated(fold(of)),
        Expr::BooleanEquals(one, other) => agree(fold(one), fold(other)),
        Expr::StringEquals(one, other) => match (*one.clone(), *other.clone()) {
            (one, other) if one == other => Expr::Flag(true),
            (Expr::Text(_), Expr::Text(_)) => Expr::Flag(false),
            // The constant comes last, as in handwritten code.
            (one @ Expr::Text(_), other) => Expr::StringEquals(Box::new(other), Box::new(one)),
            (one, other) => Expr::StringEquals(Box::new(one), Box::new(other)),
        },
        Expr::IsValidHostLabel { label, subdomains } => {
            Expr::IsValidHostLabel { label: label.clone(), subdomains: Box::new(fold(subdomains)) }
        }
        Expr::IsVirtualHostableBucket { name, subdomains } => {
            Expr::IsVirtualHostableBucket { name: name.clone(), subdomains: Box::new(fold(subdomains)) }
        }
        Expr::Substring { of, start, stop, reverse } => {
            Expr::Substring { of: of.clone(), start: *start, stop: *stop, reverse: Box::new(fold(reverse)) }
        }
        other => other.clone(),
    }
}

/// Compares two booleans, without `==` where one is constant.
fn agree(one: Expr, other: Expr) -> Expr {
    match (one, other) {
        (Expr::Flag(true), test) | (test, Expr::Flag(true)) => test,
        (Expr::Flag(false), test) | (test, Expr::Flag(false)) => negated(test),
        (Expr::Not(one), other) | (other, Expr::Not(one)) => negated(agree(*one, other)),
        (one, other) if one == other => Expr::Flag(true),
        (one, other) => Expr::BooleanEquals(Box::new(one), Box::new(other)),
    }
}

fn negated(test: Expr) -> Expr {
    match test {
        Expr::Flag(value) => Expr::Flag(!value),
        Expr::Not(test) => *test,
        test => Expr::Not(Box::new(test)),
    }
}
