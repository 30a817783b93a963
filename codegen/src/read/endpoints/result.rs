//! Reads endpoints.

use super::reader::Reader;
use super::scope::Scope;
use crate::diagnostic::At;
use crate::graph::rules::{Endpoint, EndpointAuthScheme, Expr, Property};
use crate::json::Node;
use crate::read::fields::Fields;
use crate::read::fields::object;

/// The authentication schemes and the other properties of an endpoint.
type Properties = (Vec<EndpointAuthScheme>, Vec<(String, Property)>);

impl Reader<'_> {
    pub(super) fn endpoint(&self, node: &Node<'_>, at: &At<'_>, scope: &mut Scope<'_>) -> Option<Endpoint> {
        let mut fields = Fields::of(node, at, self.out)?;
        let url = fields.require("url");
        let properties = fields.take("properties");
        let headers = fields.take("headers");
        fields.finish();
        let url = url.and_then(|node| self.text(node, &at.key("url"), scope));
        let found = match properties {
            Some(node) => self.properties(node, &at.key("properties"), scope),
            None => Some((Vec::new(), Vec::new())),
        };
        let headers = match headers {
            Some(node) => self.headers(node, &at.key("headers"), scope),
            None => Some(Vec::new()),
        };
        let (auth_schemes, properties) = found?;
        Some(Endpoint { url: url?, auth_schemes, headers: headers?, properties })
    }

    fn headers(
        &self,
        node: &Node<'_>,
        at: &At<'_>,
        scope: &mut Scope<'_>,
    ) -> Option<Vec<(String, Vec<Expr>)>> {
        let entries = &object(node, at, self.out)?.entries;
        let headers: Vec<_> = entries
            .iter()
            .map(|(name, node)| {
                let at = at.key(name);
                let values = self.strings(node, &at, scope);
                let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
                if name.is_empty() || !name.bytes().all(is_token) {
                    self.out.error(&at, format!("{name:?} is not a valid header name"));
                    return None;
                }
                Some((name.clone().into_owned(), values?))
            })
            .collect();
        headers.into_iter().collect()
    }

    fn strings(&self, node: &Node<'_>, at: &At<'_>, scope: &mut Scope<'_>) -> Option<Vec<Expr>> {
        let values: Vec<_> = self.elements(node, at)?.iter().enumerate().collect();
        let values: Vec<_> =
            values.into_iter().map(|(index, node)| self.text(node, &at.index(index), scope)).collect();
        values.into_iter().collect()
    }

    fn elements<'n, 't>(&self, node: &'n Node<'t>, at: &At<'_>) -> Option<&'n [Node<'t>]> {
        match node {
            Node::Array(elements) => Some(elements),
            other => {
                self.out.error(at, format!("expected an array, found {}", other.kind()));
                None
            }
        }
    }

    fn properties(&self, node: &Node<'_>, at: &At<'_>, scope: &mut Scope<'_>) -> Option<Properties> {
        let (mut schemes, mut properties) = (Some(Vec::new()), Some(Vec::new()));
        for (key, node) in &object(node, at, self.out)?.entries {
            let at = at.key(key);
            if key == "authSchemes" {
                schemes = self.auth_schemes(node, &at, scope);
                continue;
            }
            match (self.property(node, &at, scope), &mut properties) {
                (Some(found), Some(properties)) => properties.push((key.clone().into_owned(), found)),
                _ => properties = None,
            }
        }
        Some((schemes?, properties?))
    }

    fn property(&self, node: &Node<'_>, at: &At<'_>, scope: &mut Scope<'_>) -> Option<Property> {
        match node {
            Node::Bool(flag) => Some(Property::Flag(*flag)),
            Node::Array(nodes) => {
                let nodes = nodes.iter().enumerate();
                let all: Vec<_> =
                    nodes.map(|(index, node)| self.property(node, &at.index(index), scope)).collect();
                Some(Property::Array(all.into_iter().collect::<Option<_>>()?))
            }
            Node::String(_) => self.text(node, at, scope).map(Property::Text),
            other => {
                let problem = format!("{} in a property of an endpoint is not supported yet", other.kind());
                self.out.error_help(at, problem, "strings, booleans, and arrays of them are");
                None
            }
        }
    }

    /// Reads all schemes in order; a client selects the first that it supports.
    fn auth_schemes(
        &self,
        node: &Node<'_>,
        at: &At<'_>,
        scope: &mut Scope<'_>,
    ) -> Option<Vec<EndpointAuthScheme>> {
        let nodes = self.elements(node, at)?.iter().enumerate();
        let all: Vec<_> =
            nodes.map(|(index, node)| self.auth_scheme(node, &at.index(index), scope)).collect();
        all.into_iter().collect()
    }

    fn auth_scheme(&self, node: &Node<'_>, at: &At<'_>, scope: &mut Scope<'_>) -> Option<EndpointAuthScheme> {
        let mut fields = Fields::of(node, at, self.out)?;
        let scheme_name = fields.require("name");
        let mut scheme = EndpointAuthScheme::new("");
        scheme.disable_double_encoding = fields.flag("disableDoubleEncoding");
        scheme.disable_normalize_path = fields.flag("disableNormalizePath");
        let (name, region) = (fields.take("signingName"), fields.take("signingRegion"));
        let set = fields.take("signingRegionSet");
        fields.finish();
        (scheme.name, scheme.alternative) = self.scheme_name(scheme_name?, &at.key("name"), scope)?;
        // The outer `None` is for a scheme that could not be read.
        let name = name.map(|node| self.text(node, &at.key("signingName"), scope));
        let region = region.map(|node| self.text(node, &at.key("signingRegion"), scope));
        let set = set.map(|node| self.strings(node, &at.key("signingRegionSet"), scope));
        scheme.signing_name = name.map_or(Some(None), |name| name.map(Some))?;
        scheme.signing_region = region.map_or(Some(None), |region| region.map(Some))?;
        scheme.signing_region_set = set.unwrap_or_else(|| Some(Vec::new()))?;
        Some(scheme)
    }

    /// Reads the name of a scheme: a constant, or a choice between two.
    fn scheme_name(
        &self,
        node: &Node<'_>,
        at: &At<'_>,
        scope: &mut Scope<'_>,
    ) -> Option<(String, Option<(Expr, String)>)> {
        match self.text(node, at, scope)? {
            Expr::Text(name) => return Some((name, None)),
            Expr::IfElse { condition, then, otherwise } => {
                if let (Expr::Text(then), Expr::Text(otherwise)) = (*then, *otherwise) {
                    return Some((otherwise, Some((*condition, then))));
                }
            }
            _ => {}
        }
        self.out.error(at, "the name of an authentication scheme that is not constant is not supported yet");
        None
    }
}
