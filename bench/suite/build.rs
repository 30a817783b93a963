//! Generates a module for each service of the suite.

fn main() -> Result<(), smithereen_build::Error> {
    for service in ["aws_json_1_0", "aws_query", "rest_json_1", "rest_xml", "rpc_v2_cbor"] {
        let model = format!("data/models/{service}.json");
        smithereen_build::Builder::new(model)
            .all_operations()
            .without_client()
            .module(service)
            .name(service)
            .compile()?;
    }
    Ok(())
}
