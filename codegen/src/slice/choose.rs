//! Lists the services of a model file, and removes all services but one.

use super::filter::filter;
use super::parse::{is_smithy, parse};
use crate::Source;
use crate::diagnostic::{At, Diagnostic, Diagnostics};
use crate::json::{Node, Object};
use crate::near;
use heck::ToKebabCase;

/// Removes all services but one from the model's text. `name` is a shape id, with or without its namespace, or an SDK id.
/// All other shapes remain. In botocore's format, `name` has to be the model's `serviceId`.
///
/// # Errors
/// If the text is not a JSON object, if no service has that name, or if several do.
pub fn choose_service(source: &Source, name: &str) -> Result<String, Vec<Diagnostic>> {
    let out = Diagnostics::default();
    let file = At::file(&source.path);
    let Some(root) = parse(source, &file, &out) else { return Err(out.into_sorted()) };
    let services = find(&root);
    let matches: Vec<&ServiceRef<'_>> = services.iter().filter(|service| service.has_name(name)).collect();
    let chosen = match matches.as_slice() {
        [one] => one,
        [] => {
            let problem = format!("there is no service `{name}` in this model");
            let all_services = || match services.is_empty() {
                true => None,
                false => Some(format!("the model has {}", list_services(services.iter()))),
            };
            let known = services.iter().flat_map(|service| service.names());
            out.error_hint(&file, problem, near::help(name, known).or_else(all_services));
            return Err(out.into_sorted());
        }
        several => {
            let problem = format!("ambiguous service name `{name}`");
            let ids = list_services(several.iter().copied());
            out.error_help(&file, problem, format!("use an absolute shape id: {ids}"));
            return Err(out.into_sorted());
        }
    };
    if services.len() == 1 {
        return Ok(source.text.clone());
    }
    let is_other = |id: &str| services.iter().any(|other| other.id == id && other.id != chosen.id);
    Ok(filter(&source.text, &root, "", &|path, _| !matches!(path, ["shapes", id] if is_other(id))))
}

/// A service in a parsed model file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct ServiceRef<'n> {
    id: &'n str,
    sdk_id: Option<&'n str>,
    version: Option<&'n str>,
}

impl<'n> ServiceRef<'n> {
    /// Returns the names that select the service.
    fn names(&self) -> impl Iterator<Item = &'n str> + use<'n> {
        let without_namespace = self.id.split_once('#').map(|(_, name)| name);
        [Some(self.id), without_namespace, self.sdk_id].into_iter().flatten()
    }

    fn has_name(&self, name: &str) -> bool {
        self.names().any(|own| own == name)
    }

    /// Returns the name in `smithereen.toml`, see [`Service::key`].
    fn key(&self) -> String {
        let to_key = |id: &str| {
            let replace = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
            id.trim().chars().map(replace).collect::<String>()
        };
        match self.sdk_id.map(to_key).filter(|key| key.starts_with(|c: char| c.is_ascii_alphanumeric())) {
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
    /// The name in `smithereen.toml`: the SDK id in lower case, with `-` in place of each character that is no ASCII letter
    /// or digit, as in the names of botocore's folders. If there is no SDK id, or it starts with another character, the
    /// shape's name in kebab-case.
    pub key: String,
    /// The version of the API, commonly a date.
    pub version: Option<String>,
    /// Whether the model is a Smithy JSON AST.
    pub is_smithy: bool,
}

/// Returns the services of a model file in either format. The list is empty if the file is not a model.
///
/// # Errors
/// If the text is not a JSON object.
pub fn services(source: &Source) -> Result<Vec<Service>, Vec<Diagnostic>> {
    let out = Diagnostics::default();
    let file = At::file(&source.path);
    let Some(root) = parse(source, &file, &out) else { return Err(out.into_sorted()) };
    let is_smithy = is_smithy(&root);
    let owned = |service: ServiceRef<'_>| Service {
        id: service.id.to_owned(),
        key: service.key(),
        version: service.version.map(str::to_owned),
        is_smithy,
    };
    Ok(find(&root).into_iter().map(owned).collect())
}

fn list_services<'s, 'n: 's>(services: impl Iterator<Item = &'s ServiceRef<'n>>) -> String {
    services.map(|service| format!("`{}`", service.id)).collect::<Vec<_>>().join(", ")
}

fn find<'n>(root: &'n Node<'_>) -> Vec<ServiceRef<'n>> {
    let is_smithy = is_smithy(root);
    let Some(root) = root.as_object() else { return Vec::new() };
    if !is_smithy {
        let metadata = object(root, "metadata");
        let service = metadata.and_then(|metadata| {
            let id = string(metadata, "serviceId")?;
            Some(ServiceRef { id, sdk_id: Some(id), version: string(metadata, "apiVersion") })
        });
        return service.into_iter().collect();
    }
    let shapes = object(root, "shapes").into_iter().flat_map(|shapes| &shapes.entries);
    let services = shapes.filter_map(|(id, shape)| {
        let shape = shape.as_object()?;
        let traits = object(shape, "traits");
        let is_mixin = traits.is_some_and(|traits| traits.get("smithy.api#mixin").is_some());
        let is_service = string(shape, "type") == Some("service") && !is_mixin;
        let sdk_id = traits.and_then(|traits| object(traits, "aws.api#service"));
        let sdk_id = sdk_id.and_then(|service| string(service, "sdkId"));
        is_service.then_some(ServiceRef { id, sdk_id, version: string(shape, "version") })
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
