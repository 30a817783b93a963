//! Bad input is refused before anything is sent: the service sees no connection, and the error names the member.
//!
//! That a label cannot be empty or dots is proved in `client/signature.rs`, and for a generated crate that has
//! headers, hosts, floats and unions in `codegen/tests/compiled/`.

use crate::calls::{THINGS, things_at};
use crate::loopback::Server;
use serde_json::Value;
use smithereen::Error;
use smithereen_aws::iot_managed_integrations::{CapabilitySchemaItem, UpdateManagedThingInput};

/// Refuses the input with a client that could send it; the member, and why.
async fn refusal(input: &UpdateManagedThingInput) -> (String, String) {
    let server = Server::answering(THINGS, []);
    let result = things_at(&server).update_managed_thing(input).await;
    assert_eq!((server.connections(), server.seen().len()), (0, 0));
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
async fn a_label_without_a_path() {
    for label in ["", ".", ".."] {
        assert_eq!(refusal(&UpdateManagedThingInput::new(label)).await.0, "Identifier");
    }
}

/// A document without end, as deep as memory goes: the stack is not asked.
#[tokio::test]
async fn a_document_that_is_too_deep() {
    for levels in [126, 1000, 100_000] {
        let input = with_schema(levels);
        let (member, reason) = refusal(&input).await;
        assert_eq!(member, "CapabilitySchemas[1].Schema");
        assert_eq!(reason, "nested deeper than 128 levels");
        // Taken apart by hand: dropping it would overflow the stack.
        let last = input.capability_schemas.and_then(|mut schemas| schemas.pop());
        let mut rest = last.map(|item| item.schema_).unwrap_or_default();
        while let Value::Array(mut inner) = rest {
            rest = inner.pop().unwrap_or_default();
        }
    }
}

/// A URL of more than 64 kilobytes is none, and is not shown.
#[tokio::test]
async fn a_label_that_is_too_long() {
    let (_, reason) = refusal(&UpdateManagedThingInput::new("x".repeat(70_000))).await;
    assert!(reason.len() < 200 && !reason.contains("xx"), "{reason}");
}
