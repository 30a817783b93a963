//! What a model calls sensitive, read from the model itself and not from what was generated of it.

use serde_json::Value;

/// The shapes of a model of botocore's.
pub struct Model(Value);

impl Model {
    /// From the text of a `service-2.json`.
    pub fn parse(text: &str) -> Self {
        Self(serde_json::from_str(text).unwrap())
    }

    /// The names of its operations.
    pub fn operations(&self) -> Vec<String> {
        self.0["operations"].as_object().unwrap().keys().cloned().collect()
    }

    /// Whether the shape as a whole is sensitive; not for what the model does not have, such as an error enum.
    pub fn hides_shape(&self, shape: &str) -> bool {
        self.0["shapes"][shape]["sensitive"] == true
    }

    /// Whether the member is sensitive: its shape, or what it is a list or map of.
    pub fn hides_member(&self, shape: &str, member: &str) -> bool {
        self.0["shapes"][shape]["members"][member]["shape"].as_str().is_some_and(|target| self.hides(target))
    }

    fn hides(&self, shape: &str) -> bool {
        let found = &self.0["shapes"][shape];
        let of = |part: &str| found[part]["shape"].as_str().is_some_and(|target| self.hides(target));
        self.hides_shape(shape) || ["member", "key", "value"].into_iter().any(of)
    }
}
