//! The evaluation of a rule set.

use super::template::{Part, Placeholder, parts};
use super::value::{Computed, Kept, Value};
use super::{Attribute, Condition, Expr, Outcome, Properties, Rule, RuleSet, Scheme, Source};
use crate::endpoint::{
    Endpoint, EndpointAuthScheme, EndpointError, Params, is_valid_host_label, is_virtual_hostable_bucket,
    parse_arn, parse_url, partition, substring, uri_encode,
};

impl RuleSet {
    /// Returns the endpoint of the first rule that matches.
    ///
    /// # Errors
    /// Returns an error if a required parameter is unset, if a rule rejects the parameters, and if no rule matches.
    pub fn evaluate(&'static self, params: &Params<'_>) -> Result<Endpoint, EndpointError> {
        let kept = Kept::default();
        let values = self.names.iter().map(|name| name.value(params)).collect();
        let mut evaluation = Evaluation { set: self, values, kept: &kept };
        for (name, value) in self.names.iter().zip(&evaluation.values) {
            if name.is_required && value.is_none() {
                return Err(name.unset());
            }
        }
        let found = evaluation.first_match(self.rules);
        found.unwrap_or_else(|| Err(EndpointError::new("no endpoint rule matches these parameters")))
    }
}

struct Evaluation<'a> {
    set: &'static RuleSet,
    /// The values of the names. Those of an abandoned rule remain, and no other rule reads them.
    values: Vec<Option<Value<'a>>>,
    kept: &'a Kept<'a>,
}

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
        let value = self.value(condition.test);
        let Some(name) = condition.assigns else { return value == Some(Value::Flag(true)) };
        if let Some(slot) = self.values.get_mut(name) {
            *slot = value;
        }
        value.is_some()
    }

    /// Returns the value of an expression, or `None` if it is unset. The recursion is as deep as the expression.
    fn value(&self, expr: &Expr) -> Option<Value<'a>> {
        Some(match *expr {
            Expr::Name(index) => return self.values.get(index).copied().flatten(),
            Expr::Text(text) => Value::Text(text),
            Expr::Template(template) => return self.kept.keep(Computed::Text(self.template(template).ok()?)),
            Expr::Flag(flag) => Value::Flag(flag),
            Expr::IsSet(of) => Value::Flag(self.value(of).is_some()),
            Expr::Not(of) => match self.value(of)? {
                Value::Flag(flag) => Value::Flag(!flag),
                _ => return None,
            },
            Expr::Equals(one, other) => Value::Flag(self.value(one)? == self.value(other)?),
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
                let region = self.value(of).and_then(Value::text).unwrap_or_default();
                Value::Partition(partition(self.set.partitions, region)?)
            }
            Expr::ParseUrl(of) => return self.kept.keep(Computed::Url(parse_url(self.value(of)?.text()?)?)),
            Expr::ParseArn(of) => return self.kept.keep(Computed::Arn(parse_arn(self.value(of)?.text()?)?)),
            Expr::UriEncode(of) => {
                return self.kept.keep(Computed::Text(uri_encode(self.value(of)?.text()?)));
            }
            Expr::Substring(of, start, stop, reverse) => {
                Value::Text(substring(self.value(of)?.text()?, start, stop, reverse)?)
            }
            Expr::IsValidHostLabel(of, subdomains) => {
                Value::Flag(is_valid_host_label(self.value(of)?.text()?, subdomains))
            }
            Expr::IsVirtualHostableBucket(of, subdomains) => {
                Value::Flag(is_virtual_hostable_bucket(self.value(of)?.text()?, subdomains))
            }
        })
    }

    /// Returns the text of an outcome.
    ///
    /// # Errors
    /// Returns the error of a parameter that the text needs and that is unset.
    fn text(&self, expr: &Expr) -> Result<String, EndpointError> {
        if let Expr::Template(template) = *expr {
            return self.template(template);
        }
        let text = self.value(expr).and_then(Value::text);
        text.map(str::to_owned).ok_or_else(|| self.unset_in(expr))
    }

    fn template(&self, template: &'static str) -> Result<String, EndpointError> {
        let mut text = String::with_capacity(template.len() + 32);
        for part in parts(template) {
            match part {
                Part::Text(literal) => text.push_str(literal),
                Part::Value(_, placeholder) => self.push(placeholder, &mut text)?,
            }
        }
        Ok(text)
    }

    /// Appends the value of a placeholder.
    fn push(&self, placeholder: Placeholder<'_>, text: &mut String) -> Result<(), EndpointError> {
        let (Placeholder::Name(name) | Placeholder::Attribute(name, _) | Placeholder::UriEncoded(name)) =
            placeholder;
        let index = self.set.names.iter().position(|known| known.name == name);
        let value = index.and_then(|index| self.values.get(index).copied().flatten());
        let value = match placeholder {
            Placeholder::Attribute(_, attribute) => value.and_then(|value| value.attribute(attribute)),
            Placeholder::Name(_) | Placeholder::UriEncoded(_) => value,
        };
        match (value.and_then(Value::text), placeholder) {
            (Some(value), Placeholder::UriEncoded(_)) => text.push_str(&uri_encode(value)),
            (Some(value), _) => text.push_str(value),
            (None, _) => return Err(self.unset(index)),
        }
        Ok(())
    }

    fn unset(&self, name: Option<usize>) -> EndpointError {
        let name = name.and_then(|index| self.set.names.get(index));
        name.map_or_else(|| EndpointError::new("an endpoint rule uses an unknown name"), |name| name.unset())
    }

    fn unset_in(&self, expr: &Expr) -> EndpointError {
        match *expr {
            Expr::Name(index) => self.unset(Some(index)),
            Expr::Attribute(of, _) | Expr::UriEncode(of) => self.unset_in(of),
            _ => self.unset(None),
        }
    }

    fn endpoint(&self, url: &Expr, properties: &'static Properties) -> Result<Endpoint, EndpointError> {
        let mut endpoint = match *url {
            Expr::Template(template) => self.endpoint_of(template)?,
            _ => Endpoint::new(&self.text(url)?)?,
        };
        for scheme in properties.schemes {
            endpoint = endpoint.auth_scheme(self.scheme(scheme)?);
        }
        for (name, text) in properties.texts {
            endpoint = endpoint.property(name, self.text(text)?);
        }
        for (name, text) in properties.headers {
            endpoint = endpoint.header(name, &self.text(text)?)?;
        }
        Ok(endpoint)
    }

    /// Returns the endpoint with the URL of a template. Values in its host that a caller can choose are checked, because
    /// their characters could move the end of the host. The region is left out, because it is checked for each endpoint.
    fn endpoint_of(&self, template: &'static str) -> Result<Endpoint, EndpointError> {
        let (mut url, mut chosen) = (String::with_capacity(template.len() + 32), Vec::new());
        let (mut is_after_scheme, mut is_in_host) = (false, true);
        for (index, part) in parts(template).enumerate() {
            match part {
                Part::Text(text) => {
                    let rest = if is_after_scheme { Some(text) } else { after_scheme(text) };
                    is_after_scheme |= rest.is_some();
                    is_in_host &= !rest.is_some_and(|rest| rest.contains(['/', '?', '#']));
                    url.push_str(text);
                }
                Part::Value(inside, placeholder) => {
                    let start = url.len();
                    self.push(placeholder, &mut url)?;
                    match placeholder {
                        Placeholder::Attribute(_, Attribute::Path | Attribute::NormalizedPath) => {
                            is_in_host = false;
                        }
                        // The URL of the caller is parsed as a whole.
                        Placeholder::Name(name) if index == 0 && self.is_endpoint(name) => {
                            is_after_scheme = true;
                        }
                        _ if is_in_host && self.is_chosen(placeholder) => {
                            if chosen.iter().all(|(name, _)| *name != inside) {
                                chosen.push((inside, start..url.len()));
                            }
                        }
                        _ => {}
                    }
                }
            }
        }
        if chosen.is_empty() {
            return Endpoint::new(&url);
        }
        let texts: Vec<_> =
            chosen.iter().map(|(_, range)| url.get(range.clone()).unwrap_or_default()).collect();
        let values: Vec<(&str, &dyn AsRef<str>)> =
            chosen.iter().zip(&texts).map(|((name, _), text)| (*name, text as &dyn AsRef<str>)).collect();
        Endpoint::from_rules(&url, &values)
    }

    fn source(&self, name: &str) -> Option<Source> {
        self.set.names.iter().find(|known| known.name == name).map(|known| known.source)
    }

    fn is_endpoint(&self, name: &str) -> bool {
        self.source(name) == Some(Source::Endpoint)
    }

    /// Returns whether a caller chooses characters of the value. Parts of a parsed URL cannot change its host, the texts in
    /// the table of partitions are constants, and percent-encoded text contains no character that ends a host.
    fn is_chosen(&self, placeholder: Placeholder<'_>) -> bool {
        use Attribute::{ArnAccountId, ArnPartition, ArnRegion, ArnService};
        match placeholder {
            Placeholder::Name(name) => self.source(name) != Some(Source::Region),
            Placeholder::Attribute(_, attribute) => {
                matches!(attribute, ArnPartition | ArnService | ArnRegion | ArnAccountId)
            }
            Placeholder::UriEncoded(_) => false,
        }
    }

    fn scheme(&self, scheme: &'static Scheme) -> Result<EndpointAuthScheme, EndpointError> {
        let mut made = EndpointAuthScheme::new(scheme.name);
        if let Some(name) = &scheme.signing_name {
            made = match *name {
                Expr::Text(name) => made.signing_name(name),
                _ => made.signing_name(self.text(name)?),
            };
        }
        if let Some(region) = &scheme.signing_region {
            made = match *region {
                Expr::Text(region) => made.signing_region(region),
                _ => made.signing_region(self.text(region)?),
            };
        }
        for region in scheme.region_set {
            made = match *region {
                Expr::Text(region) => made.signing_region_in(region),
                _ => made.signing_region_in(self.text(region)?),
            };
        }
        made.disable_double_encoding |= scheme.disable_double_encoding;
        made.disable_normalize_path |= scheme.disable_normalize_path;
        Ok(made)
    }
}

fn after_scheme(text: &str) -> Option<&str> {
    text.split_once("://").map(|(_, rest)| rest)
}
