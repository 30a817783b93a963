//! Reduces a Smithy model with several services to one of them.

use super::filter::filter;
use super::parse::{is_smithy, parse};
use crate::Source;
use crate::diagnostic::{At, Diagnostic, Diagnostics};
use crate::json::{Node, Object};
use crate::near;
use heck::ToKebabCase;

/// Returns the text of a model with one of its services. `name` is a shape id, with or without its namespace, or an SDK id.
/// All other shapes remain. In botocore's format, `name` has to be the model's `serviceId`.
///
/// # Errors
/// If the text is not a JSON object, or the number of services with that name is not one.
pub fn choose_service(source: &Source, name: &str) -> Result<String, Vec<Diagnostic>> {
    let out = Diagnostics::default();
    let file = At::file(&source.path);
    let Some(root) = parse(source, &file, &out) else { return Err(out.into_sorted()) };
    let services = find(&root);
    let matches: Vec<&Found<'_>> = services.iter().filter(|service| service.has_name(name)).collect();
    let found = match matches.as_slice() {
        [one] => one,
        [] => {
            let problem = format!("there is no service `{name}` in this model");
            let listed = || match services.is_empty() {
                true => None,
                false => Some(format!("the model has {}", list(services.iter()))),
            };
            let known = services.iter().flat_map(|service| service.names());
            out.error_hint(&file, problem, near::help(name, known).or_else(listed));
            return Err(out.into_sorted());
        }
        several => {
            let problem = format!("ambiguous service name `{name}`");
            let ids = list(several.iter().copied());
            out.error_help(&file, problem, format!("use an absolute shape id: {ids}"));
            return Err(out.into_sorted());
        }
    };
    if services.len() == 1 {
        return Ok(source.text.clone());
    }
    let is_other = |id: &str| services.iter().any(|other| other.id == id && other.id != found.id);
    Ok(filter(&source.text, &root, "", &|path, _| !matches!(path, ["shapes", id] if is_other(id))))
}

/// A service that a model file contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Found<'n> {
    id: &'n str,
    sdk_id: Option<&'n str>,
    version: Option<&'n str>,
}

impl<'n> Found<'n> {
    /// Returns the names that select the service.
    fn names(&self) -> impl Iterator<Item = &'n str> + use<'n> {
        let plain = self.id.split_once('#').map(|(_, name)| name);
        [Some(self.id), plain, self.sdk_id].into_iter().flatten()
    }

    fn has_name(&self, name: &str) -> bool {
        self.names().any(|own| own == name)
    }

    /// Returns the SDK id in kebab-case, as in the names of botocore's folders; without one, the shape's name.
    fn key(&self) -> String {
        let hyphenated = |id: &str| {
            let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
            id.trim().chars().map(plain).collect::<String>()
        };
        match self.sdk_id.map(hyphenated).filter(|key| key.starts_with(|c: char| c.is_ascii_alphanumeric())) {
            Some(key) => key,
            None => self.id.split_once('#').map_or(self.id, |(_, name)| name).to_kebab_case(),
        }
    }
}

/// A service that a model file contains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// The shape id; in botocore's format, the `serviceId`.
    pub id: String,
    /// The name in `smithereen.toml`: the SDK id in kebab-case, or else the shape's name in kebab-case.
    pub key: String,
    /// The version of the API, commonly a date.
    pub version: Option<String>,
    /// Whether the model is a Smithy JSON AST.
    pub is_smithy: bool,
}

/// Returns the services of a model file in either format; none if the file is no model.
///
/// # Errors
/// If the text is not a JSON object.
pub fn services(source: &Source) -> Result<Vec<Service>, Vec<Diagnostic>> {
    let out = Diagnostics::default();
    let file = At::file(&source.path);
    let Some(root) = parse(source, &file, &out) else { return Err(out.into_sorted()) };
    let is_smithy = is_smithy(&root);
    let owned = |found: Found<'_>| Service {
        id: found.id.to_owned(),
        key: found.key(),
        version: found.version.map(str::to_owned),
        is_smithy,
    };
    Ok(find(&root).into_iter().map(owned).collect())
}

fn list<'s, 'n: 's>(services: impl Iterator<Item = &'s Found<'n>>) -> String {
    services.map(|service| format!("`{}`", service.id)).collect::<Vec<_>>().join(", ")
}

fn find<'n>(root: &'n Node<'_>) -> Vec<Found<'n>> {
    let is_smithy = is_smithy(root);
    let Some(root) = root.as_object() else { return Vec::new() };
    if !is_smithy {
        let metadata = object(root, "metadata");
        let found = metadata.and_then(|metadata| {
            let id = string(metadata, "serviceId")?;
            Some(Found { id, sdk_id: Some(id), version: string(metadata, "apiVersion") })
        });
        return found.into_iter().collect();
    }
    let shapes = object(root, "shapes").into_iter().flat_map(|shapes| &shapes.entries);
    let services = shapes.filter_map(|(id, shape)| {
        let shape = shape.as_object()?;
        let traits = object(shape, "traits");
        let is_mixin = traits.is_some_and(|traits| traits.get("smithy.api#mixin").is_some());
        let is_service = string(shape, "type") == Some("service") && !is_mixin;
        let sdk_id = traits.and_then(|traits| object(traits, "aws.api#service"));
        let sdk_id = sdk_id.and_then(|found| string(found, "sdkId"));
        is_service.then_some(Found { id, sdk_id, version: string(shape, "version") })
    });
    services.collect()
}

fn object<'n, 't>(holder: &'n Object<'t>, key: &str) -> Option<&'n Object<'t>> {
    holder.get(key)?.as_object()
}

fn string<'n>(holder: &'n Object<'_>, key: &str) -> Option<&'n str> {
    match holder.get(key)? {
        Node::String(text) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = r#"{"smithy":"2.0","shapes":{
  "a#Weather":{"type":"service","version":"1"},
  "a#Mixed":{"type":"service","traits":{"smithy.api#mixin":{}}},
  "a#Get":{"type":"operation"},
  "b#Weather":{"type":"service","traits":{"aws.api#service":{"sdkId":"Forecast Two"}}},
  "b#Tides":{"type":"service"}
}}"#;

    fn chosen(text: &str, name: &str) -> Result<String, String> {
        let source = Source { path: "model.json".to_owned(), text: text.to_owned() };
        choose_service(&source, name).map_err(|found| found.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn only_the_other_services_are_removed() {
        for (name, id) in [
            ("a#Weather", "a#Weather"),
            ("b#Weather", "b#Weather"),
            ("Forecast Two", "b#Weather"),
            ("Tides", "b#Tides"),
        ] {
            let text = chosen(TWO, name).unwrap();
            let root = Node::parse(&text).unwrap();
            let left: Vec<&str> = find(&root).iter().map(|service| service.id).collect();
            assert_eq!(left, [id], "{name}");
            assert!(text.contains("a#Get") && text.contains("a#Mixed"));
        }
    }

    #[test]
    fn unknown_and_ambiguous_names_are_rejected() {
        for (name, problem) in [
            (
                "Weather",
                "ambiguous service name `Weather`\n  help: use an absolute shape id: `a#Weather`, `b#Weather`",
            ),
            ("Tide", "there is no service `Tide` in this model\n  help: did you mean `Tides` or `b#Tides`?"),
            (
                "Zebra",
                "there is no service `Zebra` in this model\n  help: the model has `a#Weather`, `b#Weather`, `b#Tides`",
            ),
        ] {
            assert_eq!(chosen(TWO, name).unwrap_err(), format!("error: model.json: {problem}"));
        }
    }

    #[test]
    fn a_botocore_model_is_selected_by_its_service_id() {
        let text = r#"{"metadata":{"serviceId":"Things"},"operations":{}}"#;
        assert_eq!(chosen(text, "Things").unwrap(), text);
        assert!(chosen(text, "Thinks").unwrap_err().contains("did you mean `Things`?"));
        assert!(chosen("{}", "Things").unwrap_err().contains("there is no service `Things`"));
    }
}
