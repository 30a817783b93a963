use aws::Error;
use aws::iot::{Client, UpdateProvisioningTemplateError, UpdateProvisioningTemplateInput};

async fn enable(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
    let input = UpdateProvisioningTemplateInput::new("fleet").enabled(true);
    match client.update_provisioning_template(&input).await {
        Ok(_) => println!("enabled"),
        Err(Error::Service(error)) => match error.error() {
            UpdateProvisioningTemplateError::ResourceNotFoundException(_) => println!("no such template"),
            _ => return Err(error.into()),
        },
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
