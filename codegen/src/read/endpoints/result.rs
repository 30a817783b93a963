//! The endpoint that a rule leads to.

use super::{Fields, Reader, Scope};
use crate::diagnostic::At;
use crate::graph::rules::{Endpoint, Expr};
use crate::json::Node;
use crate::read::fields::object;

/// The name and the region to sign for.
type Signing = (Option<Expr>, Option<Expr>);

impl Reader<'_> {
    pub(super) fn endpoint(&self, node: &Node<'_>, at: &At<'_>, scope: &mut Scope<'_>) -> Option<Endpoint> {
        let mut fields = Fields::of(node, at, self.out)?;
        let url = fields.require("url");
        let properties = fields.take("properties");
        let headers = fields.take("headers");
        fields.finish();
        let url = url.and_then(|node| self.text(node, &at.key("url"), scope));
        let signing = match properties {
            Some(node) => self.properties(node, &at.key("properties"), scope),
            None => Some((None, None)),
        };
        if let Some(node) = headers {
            self.no_headers(node, &at.key("headers"))?;
        }
        let (signing_name, signing_region) = signing?;
        Some(Endpoint { url: url?, signing_name, signing_region })
    }

    fn no_headers(&self, node: &Node<'_>, at: &At<'_>) -> Option<()> {
        let headers = object(node, at, self.out)?;
        if headers.entries.is_empty() {
            return Some(());
        }
        self.out.error(at, "headers of an endpoint are not supported yet");
        None
    }

    fn properties(&self, node: &Node<'_>, at: &At<'_>, scope: &mut Scope<'_>) -> Option<Signing> {
        let mut signing = Some((None, None));
        for (key, node) in &object(node, at, self.out)?.entries {
            let at = at.key(key);
            match key.as_ref() {
                "authSchemes" => signing = self.auth_schemes(node, &at, scope),
                // What clients add to their user agent for those who count; no request goes elsewhere for it.
                "metricValues" => {}
                _ => {
                    self.out.error(&at, format!("the property `{key}` of an endpoint is not supported yet"));
                    signing = None;
                }
            }
        }
        signing
    }

    /// The first scheme is the one to use; those after it are for clients that do not know the first.
    fn auth_schemes(&self, node: &Node<'_>, at: &At<'_>, scope: &mut Scope<'_>) -> Option<Signing> {
        let Node::Array(schemes) = node else {
            self.out.error(at, format!("expected an array, found {}", node.kind()));
            return None;
        };
        let Some(first) = schemes.first() else { return Some((None, None)) };
        let at = at.index(0);
        let mut fields = Fields::of(first, &at, self.out)?;
        let name = fields.require_string("name")?;
        if name != "sigv4" {
            let problem = format!("the auth scheme `{name}` is not supported yet");
            self.out.error_help(&at.key("name"), problem, "sigv4 is");
            return None;
        }
        let mut is_plain = true;
        for key in ["disableDoubleEncoding", "disableNormalizePath"] {
            if fields.flag(key) {
                self.out.error(&at.key(key), format!("`{key}` is not supported yet"));
                is_plain = false;
            }
        }
        let (name, region) = (fields.take("signingName"), fields.take("signingRegion"));
        fields.finish();
        // An outer nothing is for what is wrong.
        let name = name.map(|node| self.text(node, &at.key("signingName"), scope));
        let region = region.map(|node| self.text(node, &at.key("signingRegion"), scope));
        let signing =
            (name.map_or(Some(None), |name| name.map(Some))?, region.map_or(Some(None), |r| r.map(Some))?);
        is_plain.then_some(signing)
    }
}
