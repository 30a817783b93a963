//! Reads trees of rules. The other files of this folder extend the [`Reader`] with the parts of rules.

use super::scope::Scope;
use crate::diagnostic::{At, Diagnostics};
use crate::graph::rules::{Outcome, Rule};
use crate::json::Node;
use crate::read::fields::Fields;

/// Reads rules and their parts. It continues after an error, so that all errors are reported.
pub(super) struct Reader<'a> {
    pub(super) out: &'a Diagnostics,
}

impl Reader<'_> {
    pub(super) fn rules(&self, node: &Node<'_>, at: &At<'_>, scope: &Scope<'_>) -> Option<Vec<Rule>> {
        let Node::Array(nodes) = node else {
            self.out.error(at, format!("expected an array, found {}", node.kind()));
            return None;
        };
        if nodes.is_empty() {
            self.out.error(at, "missing rules");
        }
        let rules = nodes.iter().enumerate();
        let rules: Vec<_> = rules.map(|(index, node)| self.rule(node, &at.index(index), scope)).collect();
        rules.into_iter().collect()
    }

    pub(super) fn rule(&self, node: &Node<'_>, at: &At<'_>, outer: &Scope<'_>) -> Option<Rule> {
        let mut fields = Fields::of(node, at, self.out)?;
        fields.ignore(&["documentation"]);
        let conditions = fields.array("conditions");
        let kind = fields.require_string("type")?;
        let key = match kind {
            "tree" => "rules",
            "endpoint" | "error" => kind,
            other => {
                let problem = format!("there are no rules of the type `{other}`");
                self.out.error_help(&at.key("type"), problem, "tree, endpoint and error are known");
                return None;
            }
        };
        let outcome = fields.require(key);
        fields.finish();
        let mut scope = outer.inner();
        let conditions = self.conditions(conditions, &at.key("conditions"), &mut scope);
        let outcome = self.outcome(outcome?, key, &at.key(key), &mut scope);
        conditions?;
        Some(Rule { conditions: scope.conditions, outcome: outcome? })
    }

    pub(super) fn outcome(
        &self,
        node: &Node<'_>,
        key: &str,
        at: &At<'_>,
        scope: &mut Scope<'_>,
    ) -> Option<Outcome> {
        if key == "rules" {
            return self.rules(node, at, scope).map(Outcome::Tree);
        }
        // Some rules use a region without a presence test. They do not apply if the region is unset.
        scope.assume_present();
        match key {
            "endpoint" => self.endpoint(node, at, scope).map(Outcome::Endpoint),
            _ => self.text(node, at, scope).map(Outcome::Error),
        }
    }
}
