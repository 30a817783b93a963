//! The sensitive shapes and members of a model, read from the model and independent of generated code.

use serde_json::{Map, Value, json};

/// The shapes of a model in botocore's format.
pub struct Model(Value);

impl Model {
    /// Parses a `service-2.json` or a Smithy JSON AST.
    pub fn parse(text: &str) -> Self {
        let model: Value = serde_json::from_str(text).unwrap();
        Self(if model["smithy"].is_null() { model } else { projected(&model) })
    }

    /// Returns the names of the operations.
    pub fn operations(&self) -> Vec<String> {
        self.0["operations"].as_object().unwrap().keys().cloned().collect()
    }

    /// Returns whether the shape itself is sensitive. `false` for types without a shape, such as error enums.
    pub fn hides_shape(&self, shape: &str) -> bool {
        self.0["shapes"][shape]["sensitive"] == true
    }

    /// Returns whether the member is sensitive: its target, or the elements of its list or map.
    pub fn hides_member(&self, shape: &str, member: &str) -> bool {
        self.0["shapes"][shape]["members"][member]["shape"].as_str().is_some_and(|target| self.hides(target))
    }

    fn hides(&self, shape: &str) -> bool {
        let found = &self.0["shapes"][shape];
        let of = |part: &str| found[part]["shape"].as_str().is_some_and(|target| self.hides(target));
        self.hides_shape(shape) || ["member", "key", "value"].into_iter().any(of)
    }
}

/// Converts the needed parts of a Smithy JSON AST to botocore's format.
fn projected(model: &Value) -> Value {
    let name = |id: &Value| id.as_str().unwrap_or_default().rsplit('#').next().unwrap().to_owned();
    let (mut operations, mut shapes) = (Map::new(), Map::new());
    for (id, shape) in model["shapes"].as_object().unwrap() {
        let id = name(&id.as_str().into());
        if shape["type"] == "operation" {
            operations.insert(id, json!({}));
            continue;
        }
        let target = |member: &Value| json!({ "shape": name(&member["target"]) });
        let members = shape["members"].as_object().into_iter().flatten();
        let members: Map<_, _> = members.map(|(name, member)| (name.clone(), target(member))).collect();
        let sensitive = shape["traits"].get("smithy.api#sensitive").is_some();
        let mut out = json!({ "sensitive": sensitive, "members": members });
        for part in ["member", "key", "value"] {
            out[part] = target(&shape[part]);
        }
        shapes.insert(id, out);
    }
    json!({ "operations": operations, "shapes": shapes })
}
