//! The outcomes of rules: endpoints and errors.

use super::evaluate::Evaluation;
use super::template::{Part, Placeholder, parts};
use super::value::Value;
use super::{Attribute, Expr, Properties, Scheme, Source};
use crate::endpoint::{Endpoint, EndpointAuthScheme, EndpointError, uri_encode};
use std::ops::Range;

impl Evaluation<'_> {
    /// Returns the text of an outcome.
    ///
    /// # Errors
    /// Returns the error of a parameter that the text needs and that is unset.
    pub(super) fn text(&self, expr: &Expr) -> Result<String, EndpointError> {
        if let Expr::Template(template) = *expr {
            return self.template(template);
        }
        self.str(expr).map(str::to_owned).ok_or_else(|| self.unset_in(expr))
    }

    pub(super) fn template(&self, template: &'static str) -> Result<String, EndpointError> {
        let mut text = String::with_capacity(template.len() + 32);
        for part in parts(template) {
            match part {
                Part::Text(literal) => text.push_str(literal),
                Part::Value(_, placeholder) => {
                    self.push(placeholder, &mut text)?;
                }
            }
        }
        Ok(text)
    }

    /// Appends the value of a placeholder, and returns the source of its name.
    fn push(&self, placeholder: Placeholder<'_>, text: &mut String) -> Result<Source, EndpointError> {
        let (Placeholder::Name(name) | Placeholder::Attribute(name, _) | Placeholder::UriEncoded(name)) =
            placeholder;
        let mut names = self.set.names.iter().zip(&self.values);
        let Some((name, value)) = names.find(|(known, _)| known.name == name) else {
            return Err(self.unset(None));
        };
        let value = match placeholder {
            Placeholder::Attribute(_, attribute) => value.and_then(|value| value.attribute(attribute)),
            Placeholder::Name(_) | Placeholder::UriEncoded(_) => *value,
        };
        match (value.and_then(Value::text), placeholder) {
            (Some(value), Placeholder::UriEncoded(_)) => text.push_str(&uri_encode(value)),
            (Some(value), _) => text.push_str(value),
            (None, _) => return Err(name.unset()),
        }
        Ok(name.source)
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

    pub(super) fn endpoint(
        &self,
        url: &Expr,
        properties: &'static Properties,
    ) -> Result<Endpoint, EndpointError> {
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
        for (name, texts) in properties.lists {
            endpoint = endpoint.property(name, texts.to_vec());
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
                    is_in_host &= !rest.is_some_and(|rest| rest.bytes().any(|byte| b"/?#".contains(&byte)));
                    url.push_str(text);
                }
                Part::Value(inside, placeholder) => {
                    let start = url.len();
                    let source = self.push(placeholder, &mut url)?;
                    match placeholder {
                        Placeholder::Attribute(_, Attribute::Path | Attribute::NormalizedPath) => {
                            is_in_host = false;
                        }
                        // The URL of the caller is parsed as a whole.
                        Placeholder::Name(_) if index == 0 && source == Source::Endpoint => {
                            is_after_scheme = true;
                        }
                        _ if is_in_host
                            && is_chosen(placeholder, source)
                            && chosen.iter().all(|(name, _)| *name != inside) =>
                        {
                            chosen.push((inside, start..url.len()));
                        }
                        _ => {}
                    }
                }
            }
        }
        if chosen.is_empty() {
            return Endpoint::new(&url);
        }
        let value = |range: &Range<usize>| url.get(range.clone()).unwrap_or_default();
        Endpoint::with_values(&url, chosen.iter().map(|(name, range)| (*name, value(range))))
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

/// Returns whether a caller chooses characters of the value. Parts of a parsed URL cannot change its host, the texts in the
/// table of partitions are constants, and percent-encoded text contains no character that ends a host.
fn is_chosen(placeholder: Placeholder<'_>, source: Source) -> bool {
    use Attribute::{ArnAccountId, ArnPartition, ArnRegion, ArnService};
    match placeholder {
        Placeholder::Name(_) => source != Source::Region,
        Placeholder::Attribute(_, attribute) => {
            matches!(attribute, ArnPartition | ArnService | ArnRegion | ArnAccountId)
        }
        Placeholder::UriEncoded(_) => false,
    }
}

fn after_scheme(text: &str) -> Option<&str> {
    // Nearly all templates begin so, which is faster to find.
    text.strip_prefix("https://").or_else(|| text.split_once("://").map(|(_, rest)| rest))
}
