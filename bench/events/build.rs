//! Generates the module of Kinesis with the operations of the fixture.

fn main() -> Result<(), smithereen_build::Error> {
    smithereen_build::Builder::new("../../fixtures/protocols/models/kinesis/service-2.json")
        .all_operations()
        .compile()
}
