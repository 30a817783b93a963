//! What the README and the guide show compiles, and is what they show.
#![allow(
    dead_code,
    unused_variables,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "as the README has it"
)]

mod client {
    use smithereen_aws::Error;
    use smithereen_aws::iot::{Client, UpdateProvisioningTemplateError, UpdateProvisioningTemplateInput};

    async fn switch_on(config: &aws_types::SdkConfig) -> Result<(), Error<UpdateProvisioningTemplateError>> {
        let client = Client::new(config);
        let input = UpdateProvisioningTemplateInput::new("fleet").enabled(true);
        match client.update_provisioning_template(&input).await {
            Ok(_) => Ok(()),
            Err(Error::Service(error)) => {
                println!("{:?} {:?} {:?}", error.code(), error.message(), error.request_id());
                if let UpdateProvisioningTemplateError::ResourceNotFoundException(gone) = error.error() {
                    println!("no such template: {:?}", gone.message);
                }
                Err(Error::Service(error))
            }
            Err(other) => Err(other),
        }
    }
}

mod sans_io {
    use smithereen_aws::smithereen::{Bytes, Request, Response, endpoint::Params};
    use smithereen_aws::{Operation, iot};

    fn by_hand(send: impl Fn(Request<Bytes>) -> Response<Vec<u8>>) -> Result<(), Box<dyn std::error::Error>> {
        let endpoint = iot::endpoint(&Params::region("eu-west-1"))?;
        let request = iot::UpdateProvisioningTemplateInput::new("fleet").enabled(true).to_http(&endpoint)?;
        let _output = iot::UpdateProvisioningTemplateInput::parse(send(request))?; // signing is up to `send`
        Ok(())
    }
}

mod in_tests {
    use smithereen_aws::smithereen::{StatusCode, client::Fake};

    async fn it_asks_for_the_fleet() {
        let fake = Fake::responding(StatusCode::OK, "{}");
        let client = smithereen_aws::iot::Client::new(&fake.config());
        // .. what is tested calls the client ..
        assert_eq!(fake.requests()[0].uri().path(), "/provisioning-templates/fleet");
    }
}

mod build_script {
    fn main() -> Result<(), smithereen_build::Error> {
        smithereen_build::Builder::new("models/thing.json").operations(["GetThing", "PutThing"]).compile()
    }
}

/// Each block of Rust in the README and the guide stands in this file too, but for its indentation.
#[test]
fn the_readme_shows_what_is_compiled_here() {
    let shown = concat!(include_str!("../../README.md"), include_str!("../../docs/guide.md"));
    let here: Vec<&str> =
        include_str!("readme.rs").lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let blocks: Vec<&str> =
        shown.split("```rust\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert_eq!(blocks.len(), 4);
    for block in blocks {
        let block: Vec<&str> = block.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        assert!(
            here.windows(block.len()).any(|lines| lines == block),
            "not compiled here:\n{}",
            block.join("\n")
        );
    }
}
