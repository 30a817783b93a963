//! Generates the module of S3 with the operations of the fixture.

fn main() -> Result<(), smithereen_build::Error> {
    smithereen_build::Builder::new("../../fixtures/protocols/models/s3/service-2.json")
        .all_operations()
        .compile()
}
