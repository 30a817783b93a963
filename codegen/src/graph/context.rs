//! What an operation tells the endpoint rules.

use super::rules::Constant;

/// A parameter of the rules that an operation gives a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContextParam {
    /// Its name in the rules.
    pub name: String,
    /// What it is.
    pub value: ContextValue,
}

/// What an operation tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContextValue {
    /// The same in each call (`staticContextParams`).
    Constant(Constant),
    /// What is found in the input, step by step (`operationContextParams`).
    Path(Vec<Step>),
}

/// A step into an input: the part of JMESPath that the trait allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The member of a structure, or the value at a key of a map.
    Member(String),
    /// Each element of a list: `[*]`. The steps up to the next [`Step::Flatten`] are taken from each.
    Each,
    /// Each value of a map: `.*`. The steps up to the next [`Step::Flatten`] are taken from each.
    Values,
    /// The elements of all that was found so far, with one level of lists less: `[]`. The steps after it are taken
    /// from each.
    Flatten,
    /// The keys of a map: `keys(..)`.
    Keys,
    /// What each of these paths finds, as a list: `[a, b]`.
    All(Vec<Vec<Step>>),
}

/// The JMESPath expression of a path.
pub fn expression(path: &[Step]) -> String {
    let mut text = String::new();
    for step in path {
        let dot = if text.is_empty() { "" } else { "." };
        match step {
            Step::Member(name) => text.extend([dot, &identifier(name)]),
            Step::Each => text.push_str("[*]"),
            Step::Values => text.extend([dot, "*"]),
            Step::Flatten => text.push_str("[]"),
            // The path that leads to the map is the argument, as far as it goes through no list.
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

/// A name as JMESPath has it: in quotes where it is no identifier.
fn identifier(name: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    match !name.is_empty() && !name.starts_with(|c: char| c.is_ascii_digit()) && name.bytes().all(is_plain) {
        true => name.to_owned(),
        false => serde_json::Value::from(name).to_string(),
    }
}
