//! Invalid inputs are rejected before a connection is made, with an error that names the member.
//!
//! Headers, host labels, floats and unions are tested in `codegen/tests/compiled/`.

use crate::calls::{THINGS, things_at};
use crate::loopback::Server;
use serde_json::Value;
use smithereen::Error;
use smithereen_aws::iot_managed_integrations::{CapabilitySchemaItem, UpdateManagedThingInput};

/// Returns the member and the reason of the error for an input.
async fn rejection(input: &UpdateManagedThingInput) -> (String, String) {
    let server = Server::responding(THINGS, []);
    let result = things_at(&server).update_managed_thing(input).await;
    assert_eq!((server.connections(), server.requests().len()), (0, 0));
    match result {
        Err(Error::Build(error)) => (error.member().to_owned(), error.reason().to_owned()),
        other => panic!("{other:?}"),
    }
}

fn with_schema(levels: usize) -> UpdateManagedThingInput {
    let schema = (0..levels).fold(Value::Null, |inner, _| Value::Array(vec![inner]));
    let item = |schema| CapabilitySchemaItem::new("id@1.0", "1", 1, "AWS".into(), schema);
    UpdateManagedThingInput::new("t").capability_schemas([item(Value::Null), item(schema)])
}

#[tokio::test]
async fn an_empty_or_dot_label_is_rejected() {
    for label in ["", ".", ".."] {
        assert_eq!(rejection(&UpdateManagedThingInput::new(label)).await.0, "Identifier");
    }
}

#[tokio::test]
async fn a_document_that_is_nested_too_deeply_is_rejected_without_recursion() {
    for levels in [126, 1000, 100_000] {
        let input = with_schema(levels);
        let (member, reason) = rejection(&input).await;
        assert_eq!(member, "CapabilitySchemas[1].Schema");
        assert_eq!(reason, "nested deeper than 128 levels");
        // Dropping the value would overflow the stack.
        let last = input.capability_schemas.and_then(|mut schemas| schemas.pop());
        let mut rest = last.map(|item| item.schema_).unwrap_or_default();
        while let Value::Array(mut inner) = rest {
            rest = inner.pop().unwrap_or_default();
        }
    }
}

/// A URL has at most 64 KiB.
#[tokio::test]
async fn a_label_that_is_too_long_is_rejected_and_not_shown() {
    let (_, reason) = rejection(&UpdateManagedThingInput::new("x".repeat(70_000))).await;
    assert!(reason.len() < 200 && !reason.contains("xx"), "{reason}");
}
