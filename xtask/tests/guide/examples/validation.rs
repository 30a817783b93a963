use aws::iot::{self, UpdateProvisioningTemplateInput};
use aws::smithereen::Validation;

async fn update(client: &iot::Client) -> Result<(), Box<dyn std::error::Error>> {
    let input = UpdateProvisioningTemplateInput::new("fleet").enabled(true);
    client.update_provisioning_template(&input).validation(Validation::Strict).await?;
    Ok(())
}
