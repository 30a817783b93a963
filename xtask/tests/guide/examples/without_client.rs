use aws::smithereen::endpoint::Params;
use aws::smithereen::{Bytes, Request, Response};
use aws::{Operation, iot};

fn enable(
    template: &str,
    send: impl Fn(Request<Bytes>) -> Response<Vec<u8>>,
) -> Result<(), Box<dyn std::error::Error>> {
    let endpoint = iot::endpoint(&Params::region("eu-west-1"))?;
    let input = iot::UpdateProvisioningTemplateInput::new(template).enabled(true);
    let response = send(input.to_http(&endpoint)?);
    iot::UpdateProvisioningTemplateInput::parse(response)?;
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A real `send` signs the request and sends it.
    enable("fleet", |request| {
        println!("{} {}", request.method(), request.uri());
        Response::new(b"{}".to_vec())
    })
}
