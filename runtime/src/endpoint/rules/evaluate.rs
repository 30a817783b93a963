//! The evaluation of a rule set: conditions and expressions.

use super::value::{Computed, Kept, Value};
use super::{Condition, Expr, Outcome, Rule, RuleSet, Source};
use crate::endpoint::{
    Endpoint, EndpointError, Params, is_valid_host_label, is_virtual_hostable_bucket, parse_arn, parse_url,
    partition, substring, uri_encode,
};
use std::cell::Cell;

impl RuleSet {
    /// Returns the endpoint of the first rule that matches.
    ///
    /// # Errors
    /// Returns an error if a required parameter is unset, if a rule rejects the parameters, and if no rule matches.
    pub fn evaluate(&'static self, params: &Params<'_>) -> Result<Endpoint, EndpointError> {
        let kept = Kept::default();
        let values = self.names.iter().map(|name| name.value(params)).collect();
        let mut evaluation =
            Evaluation { set: self, values, kept: &kept, url: Cell::default(), partition: Cell::default() };
        for (name, value) in self.names.iter().zip(&evaluation.values) {
            if name.is_required && value.is_none() {
                return Err(name.unset());
            }
        }
        let found = evaluation.first_match(self.rules);
        found.unwrap_or_else(|| Err(EndpointError::new("no endpoint rule matches these parameters")))
    }
}

/// The evaluation for some parameters.
pub(super) struct Evaluation<'a> {
    pub(super) set: &'static RuleSet,
    /// The values of the names. Those of an abandoned rule remain, and no other rule reads them.
    pub(super) values: Vec<Option<Value<'a>>>,
    kept: &'a Kept<'a>,
    /// The URL and the partition of a parameter, which many rules compute.
    url: Memo<'a>,
    partition: Memo<'a>,
}

/// The last value that was computed of a parameter, with the index of the parameter.
type Memo<'a> = Cell<Option<(usize, Option<Value<'a>>)>>;

impl<'a> Evaluation<'a> {
    /// Returns the result of the first rule that matches. The recursion is as deep as the rules are nested.
    fn first_match(&mut self, rules: &'static [Rule]) -> Option<Result<Endpoint, EndpointError>> {
        for rule in rules {
            if !rule.conditions.iter().all(|condition| self.test(condition)) {
                continue;
            }
            match &rule.outcome {
                Outcome::Error(message) => {
                    return Some(Err(self.text(message).map_or_else(|error| error, EndpointError::new)));
                }
                Outcome::Endpoint(url, properties) => return Some(self.endpoint(url, properties)),
                Outcome::Tree(rules) => {
                    if let Some(found) = self.first_match(rules) {
                        return Some(found);
                    }
                }
            }
        }
        None
    }

    fn test(&mut self, condition: &Condition) -> bool {
        let Some(name) = condition.assigns else { return self.boolean(condition.test) == Some(true) };
        let value = self.value(condition.test);
        if let Some(slot) = self.values.get_mut(name) {
            *slot = value;
        }
        value.is_some()
    }

    /// Returns the value of a name, or `None` if it is unset.
    fn name(&self, index: usize) -> Option<Value<'a>> {
        self.values.get(index).copied().flatten()
    }

    /// Returns the value of an expression that is a boolean. Most conditions are, and need no [`Value`].
    fn boolean(&self, expr: &Expr) -> Option<bool> {
        match *expr {
            Expr::Flag(flag) => Some(flag),
            Expr::Name(index) => match self.values.get(index)? {
                Some(Value::Flag(flag)) => Some(*flag),
                _ => None,
            },
            Expr::IsSet(&Expr::Name(index)) => Some(self.values.get(index)?.is_some()),
            Expr::IsSet(of) => Some(self.value(of).is_some()),
            Expr::Not(of) => self.boolean(of).map(|flag| !flag),
            Expr::Equals(of, &Expr::Text(text)) => Some(self.str(of)? == text),
            Expr::Equals(one, other) => Some(self.value(one)? == self.value(other)?),
            Expr::IsValidHostLabel(of, subdomains) => Some(is_valid_host_label(self.str(of)?, subdomains)),
            Expr::IsVirtualHostableBucket(of, subdomains) => {
                Some(is_virtual_hostable_bucket(self.str(of)?, subdomains))
            }
            _ => match self.value(expr)? {
                Value::Flag(flag) => Some(flag),
                _ => None,
            },
        }
    }

    /// Returns the value of an expression that is a string.
    pub(super) fn str(&self, expr: &Expr) -> Option<&'a str> {
        match *expr {
            Expr::Text(text) => Some(text),
            Expr::Attribute(&Expr::Name(index), attribute) => self.name(index)?.attribute(attribute)?.text(),
            _ => self.value(expr)?.text(),
        }
    }

    /// Returns the value of an expression, or `None` if it is unset. The recursion is as deep as the expression.
    pub(super) fn value(&self, expr: &Expr) -> Option<Value<'a>> {
        Some(match *expr {
            Expr::Name(index) => return self.name(index),
            Expr::Text(text) => Value::Text(text),
            Expr::Template(template) => return self.kept.keep(Computed::Text(self.template(template).ok()?)),
            Expr::Attribute(of, attribute) => return self.value(of)?.attribute(attribute),
            Expr::Element(of, index) => match self.value(of)? {
                Value::List(texts) => Value::Text(texts.get(index).copied()?),
                _ => return None,
            },
            Expr::Resource(of, index) => match self.value(of)? {
                Value::Arn(arn) => Value::Text(arn.resource(index)?),
                _ => return None,
            },
            Expr::Partition(of) => {
                return self.memoized(&self.partition, of, || {
                    let region = self.str(of).unwrap_or_default();
                    partition(self.set.partitions, region).map(Value::Partition)
                });
            }
            Expr::ParseUrl(of) => {
                return self
                    .memoized(&self.url, of, || self.kept.keep(Computed::Url(parse_url(self.str(of)?)?)));
            }
            Expr::ParseArn(of) => return self.kept.keep(Computed::Arn(parse_arn(self.str(of)?)?)),
            Expr::UriEncode(of) => return self.kept.keep(Computed::Text(uri_encode(self.str(of)?))),
            Expr::Substring(of, start, stop, reverse) => {
                Value::Text(substring(self.str(of)?, start, stop, reverse)?)
            }
            Expr::Flag(_)
            | Expr::IsSet(_)
            | Expr::Not(_)
            | Expr::Equals(..)
            | Expr::IsValidHostLabel(..)
            | Expr::IsVirtualHostableBucket(..) => Value::Flag(self.boolean(expr)?),
        })
    }

    /// Computes a value of `of`, or returns that of the last time. Parameters keep their values; names that conditions assign do not.
    fn memoized(
        &self,
        memo: &Memo<'a>,
        of: &Expr,
        compute: impl FnOnce() -> Option<Value<'a>>,
    ) -> Option<Value<'a>> {
        let Expr::Name(index) = *of else { return compute() };
        if let Some((last, value)) = memo.get()
            && last == index
        {
            return value;
        }
        let value = compute();
        if self.set.names.get(index).is_some_and(|name| name.source != Source::Assigned) {
            memo.set(Some((index, value)));
        }
        value
    }
}
