use aws::Error;
use aws::iot::{Client, UpdateProvisioningTemplateError, UpdateProvisioningTemplateInput};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let config = aws_config::load_defaults(aws_config::BehaviorVersion::latest()).await;
    let client = Client::new(&config);
    let input = UpdateProvisioningTemplateInput::new("fleet").enabled(true);
    match client.update_provisioning_template(&input).await {
        Ok(_) => println!("enabled"),
        Err(Error::Service(error)) => {
            println!("{:?} {:?} {:?}", error.code(), error.message(), error.request_id());
            if let UpdateProvisioningTemplateError::ResourceNotFoundException(_) = error.error() {
                println!("there is no such template");
            }
        }
        Err(other) => return Err(other.into()),
    }
    Ok(())
}
