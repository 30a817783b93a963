//! The thing as structs with serde's derive macros. `D` is the type of documents.

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Thing<D> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) owner: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) capability_report: Option<Report>,
    #[serde(skip_serializing_if = "Option::is_none", default = "Option::default")]
    pub(crate) capability_schemas: Option<Vec<Schema<D>>>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Report {
    pub(crate) version: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) node_id: Option<String>,
    pub(crate) endpoints: Vec<Endpoint>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Endpoint {
    pub(crate) id: String,
    pub(crate) device_types: Vec<String>,
    pub(crate) capabilities: Vec<Capability>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub(crate) struct Capability {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) properties: Vec<String>,
    pub(crate) actions: Vec<String>,
    pub(crate) events: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Schema<D> {
    pub(crate) format: String,
    pub(crate) capability_id: String,
    pub(crate) extrinsic_id: String,
    pub(crate) extrinsic_version: i32,
    pub(crate) schema: D,
}

impl<D> Thing<D> {
    /// Converts the type of documents.
    pub(crate) fn map<E>(&self, document: impl Fn(&D) -> E) -> Thing<E> {
        let schema = |schema: &Schema<D>| Schema {
            format: schema.format.clone(),
            capability_id: schema.capability_id.clone(),
            extrinsic_id: schema.extrinsic_id.clone(),
            extrinsic_version: schema.extrinsic_version,
            schema: document(&schema.schema),
        };
        Thing {
            owner: self.owner.clone(),
            capability_report: self.capability_report.clone(),
            capability_schemas: self.capability_schemas.as_ref().map(|all| all.iter().map(schema).collect()),
        }
    }
}
