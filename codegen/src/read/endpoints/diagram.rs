//! Reads endpoint rules in the form of a binary decision diagram.

use super::nodes::Nodes;
use super::parameters;
use super::reader::Reader;
use super::scope::Scope;
use crate::diagnostic::{At, Diagnostics};
use crate::graph::rules::{Condition, Diagram, Expr, Leaf, Logic, Outcome, Rule, RuleSet, Test};
use crate::json::Node;
use crate::read::fields::Fields;

/// The maximum number of conditions, since each is read in a scope with the names of all before it.
const CONDITIONS: usize = 1024;

/// Reads all fields but the version.
pub(super) fn read(mut fields: Fields<'_, '_>, at: &At<'_>, out: &Diagnostics) -> Option<RuleSet> {
    let found = ["parameters", "conditions", "results"].map(|key| fields.require(key));
    let numbers = ["root", "nodeCount"].map(|key| (key, fields.require(key)));
    let text = fields.require_string("nodes");
    fields.finish();
    let [parameters, conditions, results] = found;
    let parameters = parameters::read(parameters?, &at.key("parameters"), out)?;
    let (conditions, results) = (conditions?, results?);
    let reader = Reader { out };
    let mut scope = Scope::new(&parameters);
    scope.is_diagram = true;
    let conditions = reader.tests(conditions, &at.key("conditions"), &mut scope);
    let outcomes = reader.leaves(results, &at.key("results"), &scope);
    let [root, count] = numbers.map(|(key, node)| reader.integer(node?, &at.key(key)));
    let (conditions, outcomes) = (conditions?, outcomes?);
    let nodes = Nodes { conditions: &conditions, outcomes: outcomes.len(), at, out };
    let (branches, root) = nodes.read(text?, root?, count?)?;
    Some(RuleSet { logic: Logic::Diagram(Diagram { conditions, outcomes, branches, root }), parameters })
}

impl Reader<'_> {
    fn integer(&self, node: &Node<'_>, at: &At<'_>) -> Option<i32> {
        let number = match node {
            Node::Number(number) => number.as_i64().and_then(|number| i32::try_from(number).ok()),
            _ => None,
        };
        if number.is_none() {
            self.out.error(at, "expected a whole number of 32 bits");
        }
        number
    }

    /// Reads the conditions. The names that they bind stay in `scope`.
    fn tests(&self, node: &Node<'_>, at: &At<'_>, scope: &mut Scope<'_>) -> Option<Vec<Test>> {
        let Node::Array(nodes) = node else {
            self.out.error(at, format!("expected an array, found {}", node.kind()));
            return None;
        };
        if nodes.len() > CONDITIONS {
            self.out.error(at, format!("there are more than {CONDITIONS} conditions"));
            return None;
        }
        let nodes = nodes.iter().enumerate();
        let tests: Vec<_> = nodes.map(|(index, node)| self.test(node, &at.index(index), scope)).collect();
        tests.into_iter().collect()
    }

    fn test(&self, node: &Node<'_>, at: &At<'_>, scope: &mut Scope<'_>) -> Option<Test> {
        // A condition that holds does not imply anything for the next one.
        let mut own = scope.inner();
        let read = self.condition(node, at, &mut own);
        let mut conditions = std::mem::take(&mut own.conditions);
        scope.take_names(own);
        read?;
        let needs = needs(&mut conditions);
        let condition = conditions.pop().unwrap_or(Condition::Holds(Expr::Flag(true)));
        Some(Test { needs, condition })
    }

    fn leaves(&self, node: &Node<'_>, at: &At<'_>, scope: &Scope<'_>) -> Option<Vec<Leaf>> {
        let Node::Array(nodes) = node else {
            self.out.error(at, format!("expected an array, found {}", node.kind()));
            return None;
        };
        let nodes = nodes.iter().enumerate();
        let leaves: Vec<_> = nodes.map(|(index, node)| self.leaf(node, &at.index(index), scope)).collect();
        leaves.into_iter().collect()
    }

    fn leaf(&self, node: &Node<'_>, at: &At<'_>, scope: &Scope<'_>) -> Option<Leaf> {
        let Rule { mut conditions, outcome } = self.rule(node, at, scope)?;
        let needs = needs(&mut conditions);
        if !conditions.is_empty() || matches!(outcome, Outcome::Tree(_)) {
            self.out.error(at, "a result of a decision diagram has no conditions and no rules");
            return None;
        }
        Some(Leaf { needs, outcome })
    }
}

/// Removes the conditions that inputs and names are present, unless such a condition is the last one.
fn needs(conditions: &mut Vec<Condition>) -> Vec<Expr> {
    let mut needs: Vec<Expr> = Vec::new();
    conditions.retain(|condition| match condition {
        Condition::Holds(Expr::IsSet(of)) if matches!(**of, Expr::Input(_) | Expr::Local(_)) => {
            if !needs.contains(of) {
                needs.push((**of).clone());
            }
            false
        }
        _ => true,
    });
    needs
}
