//! The output of `GetItem` as types with serde's derive macros.

use crate::cases::{Case, Message};
use crate::measure::Candidate;
use crate::ours::Outcome;
use base64::{Engine, engine::general_purpose::STANDARD};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;

/// The cases that are measured with derived types as well.
const CASES: [&str; 2] = ["awsJson1_0_GetItemOutput_L", "awsJson1_0_GetItemOutputBinary_L"];

#[derive(Deserialize, Serialize)]
struct GetItemOutput {
    #[serde(rename = "Item")]
    item: Option<BTreeMap<String, AttributeValue>>,
    #[serde(rename = "ConsumedCapacity")]
    consumed_capacity: Option<ConsumedCapacity>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
struct ConsumedCapacity {
    #[serde(skip_serializing_if = "Option::is_none")]
    table_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    capacity_units: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    read_capacity_units: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    write_capacity_units: Option<f64>,
}

#[derive(Deserialize, Serialize)]
enum AttributeValue {
    S(String),
    N(String),
    B(Blob),
    #[serde(rename = "SS")]
    Ss(Vec<String>),
    #[serde(rename = "NS")]
    Ns(Vec<String>),
    #[serde(rename = "BS")]
    Bs(Vec<Blob>),
    M(BTreeMap<String, Self>),
    L(Vec<Self>),
    #[serde(rename = "NULL")]
    Null(bool),
    #[serde(rename = "BOOL")]
    Bool(bool),
}

/// Bytes in base64.
struct Blob(Vec<u8>);

impl<'de> Deserialize<'de> for Blob {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // `sonic-rs` and `serde_json` borrow strings without escapes.
        let text = <&str>::deserialize(deserializer)?;
        STANDARD.decode(text).map(Self).map_err(D::Error::custom)
    }
}

impl Serialize for Blob {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(&self.0))
    }
}

/// Creates the candidates with derived types for the cases that have them.
pub(crate) fn candidates(case: &Case, ours: &Outcome) -> Vec<Candidate> {
    let (Message::Response { response, .. }, Outcome::Output(ours)) = (&case.message, ours) else {
        return Vec::new();
    };
    if !CASES.contains(&&*case.id) {
        return Vec::new();
    }
    let (first, second) = (response.body().clone(), response.body().clone());
    let serde_json = move |()| serde_json::from_slice::<GetItemOutput>(&first).ok();
    let sonic = move |()| sonic_rs::from_slice::<GetItemOutput>(&second).ok();
    for read in [serde_json(()), sonic(())] {
        let read = read.unwrap_or_else(|| panic!("{}: the derived types do not match", case.id));
        assert_eq!(serde_json::to_value(read).expect("it can be written"), *ours, "{}", case.id);
    }
    vec![
        Candidate::new("serde_json, derived", || (), serde_json),
        Candidate::new("sonic-rs, derived", || (), sonic),
    ]
}
