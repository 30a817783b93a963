//! Authentication schemes, properties and headers of endpoints: each combination is a static.

use super::{Constant, Tables, literal};
use crate::graph::rules::{Endpoint, EndpointAuthScheme, Expr, Property};
use heck::ToShoutySnakeCase;

impl Tables {
    /// Returns the static with everything but the URL of an endpoint; `None` if tables do not have it.
    pub(super) fn properties(&mut self, endpoint: &Endpoint) -> Option<String> {
        let is_same = |known: &Endpoint| {
            (&known.auth_schemes, &known.properties, &known.headers)
                == (&endpoint.auth_schemes, &endpoint.properties, &endpoint.headers)
        };
        if let Some(known) = self.properties.iter().find(|known| is_same(&known.of)) {
            return Some(known.name.clone());
        }
        let mut value = "Properties::new()".to_owned();
        let schemes: Option<Vec<String>> = endpoint.auth_schemes.iter().map(|one| self.scheme(one)).collect();
        value.push_str(&part("schemes", &schemes?));
        let (mut texts, mut lists) = (Vec::new(), Vec::new());
        for (name, property) in &endpoint.properties {
            match property {
                Property::Text(text) if lists.is_empty() => texts.push(self.pair(name, text)?),
                Property::Array(elements) => lists.push(list(name, elements)?),
                Property::Text(_) | Property::Flag(_) => return None,
            }
        }
        value.push_str(&part("texts", &texts));
        value.push_str(&part("lists", &lists));
        let headers =
            endpoint.headers.iter().flat_map(|(name, texts)| texts.iter().map(move |text| (name, text)));
        let headers: Option<Vec<String>> = headers.map(|(name, text)| self.pair(name, text)).collect();
        value.push_str(&part("headers", &headers?));
        let name = self.names.pick(&name(endpoint));
        let text = format!("static {name}: Properties = {value};\n");
        self.properties.push(Constant { of: endpoint.clone(), name: name.clone(), text });
        Some(name)
    }

    fn pair(&self, name: &str, text: &Expr) -> Option<String> {
        Some(format!("({}, {})", literal(name), self.expr(text)?))
    }

    fn scheme(&self, scheme: &EndpointAuthScheme) -> Option<String> {
        if scheme.alternative.is_some() {
            return None;
        }
        let mut value = format!("Scheme::new({})", literal(&scheme.name));
        if let Some(name) = &scheme.signing_name {
            value.push_str(&format!(".signing_name({})", self.expr(name)?));
        }
        if let Some(region) = &scheme.signing_region {
            value.push_str(&format!(".signing_region({})", self.expr(region)?));
        }
        if !scheme.signing_region_set.is_empty() {
            let regions: Option<Vec<String>> =
                scheme.signing_region_set.iter().map(|one| self.expr(one)).collect();
            value.push_str(&format!(".region_set(&[{}])", regions?.join(", ")));
        }
        if scheme.disable_double_encoding {
            value.push_str(".disable_double_encoding()");
        }
        if scheme.disable_normalize_path {
            value.push_str(".disable_normalize_path()");
        }
        Some(value)
    }
}

/// Returns a list of string literals with its name; `None` for other elements.
fn list(name: &str, elements: &[Property]) -> Option<String> {
    let elements = elements.iter().map(|element| match element {
        Property::Text(Expr::Text(text)) => Some(literal(text)),
        _ => None,
    });
    let elements: Option<Vec<String>> = elements.collect();
    Some(format!("({}, &[{}])", literal(name), elements?.join(", ")))
}

/// Returns the call of a builder method, or nothing without elements.
fn part(method: &str, elements: &[String]) -> String {
    if elements.is_empty() {
        return String::new();
    }
    let elements: String = elements.iter().map(|one| format!("        {one},\n")).collect();
    format!("\n    .{method}(&[\n{elements}    ])")
}

/// Returns a readable name: the first authentication scheme and what it signs for.
fn name(endpoint: &Endpoint) -> String {
    let Some(scheme) = endpoint.auth_schemes.first() else { return "PROPERTIES".to_owned() };
    let signing_name = match &scheme.signing_name {
        Some(Expr::Text(name)) => format!("_{name}"),
        _ => String::new(),
    };
    let plain: String = format!("{}{signing_name}", scheme.name).chars().filter(char::is_ascii).collect();
    format!("AUTH_{}", plain.to_shouty_snake_case())
}
