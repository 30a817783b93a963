//! Endpoint parameters that operations set.

use super::rules::ParameterValue;

/// An endpoint parameter with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContextParam {
    /// The name of the parameter in the rules.
    pub name: String,
    /// The value.
    pub value: ContextValue,
}

/// The value of an endpoint parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContextValue {
    /// A constant (`staticContextParams`).
    Static(ParameterValue),
    /// The result of a path over the input (`operationContextParams`).
    Path(Vec<Step>),
}

/// A step of a path, in the subset of JMESPath that the trait allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The member of a structure, or the value at a key of a map.
    Member(String),
    /// Each element of a list: `[*]`. The steps up to the next [`Step::Flatten`] apply to each element.
    Each,
    /// Each value of a map: `.*`. The steps up to the next [`Step::Flatten`] apply to each value.
    Values,
    /// Flattens the result by one level of lists: `[]`. The following steps apply to each element.
    Flatten,
    /// The keys of a map: `keys(..)`.
    Keys,
    /// A multi-select list: the results of these paths, `[a, b]`.
    All(Vec<Vec<Step>>),
}

/// Returns the JMESPath expression of a path.
pub fn expression(path: &[Step]) -> String {
    let mut text = String::new();
    for step in path {
        let dot = if text.is_empty() { "" } else { "." };
        match step {
            Step::Member(name) => text.extend([dot, &identifier(name)]),
            Step::Each => text.push_str("[*]"),
            Step::Values => text.extend([dot, "*"]),
            Step::Flatten => text.push_str("[]"),
            // The path to the map is the argument, unless it contains a projection.
            Step::Keys if text.contains(['[', '*']) => text.extend([dot, "keys(@)"]),
            Step::Keys if text.is_empty() => text.push_str("keys(@)"),
            Step::Keys => text = format!("keys({text})"),
            Step::All(paths) => {
                let paths: Vec<String> = paths.iter().map(|path| expression(path)).collect();
                text.extend([dot, "[", &paths.join(", "), "]"]);
            }
        }
    }
    if text.is_empty() { "@".to_owned() } else { text }
}

/// Returns a name as a JMESPath identifier, quoted if necessary.
fn identifier(name: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    match !name.is_empty() && !name.starts_with(|c: char| c.is_ascii_digit()) && name.bytes().all(is_plain) {
        true => name.to_owned(),
        false => serde_json::Value::from(name).to_string(),
    }
}
