//! Generates the module of DynamoDB with `Scan`.

fn main() -> Result<(), smithereen_build::Error> {
    smithereen_build::Builder::new("models/service-2.json")
        .endpoints("../../fixtures/protocols/models/dynamodb/endpoint-rule-set-1.json")
        .operations(["Scan"])
        .compile()
}
