use aws::iot::{self, UpdateProvisioningTemplateInput};
use std::time::Duration;

async fn enable(client: &iot::Client) -> Result<(), Box<dyn std::error::Error>> {
    let input = UpdateProvisioningTemplateInput::new("fleet").enabled(true);
    let call = client.update_provisioning_template(&input);
    call.timeout(Duration::from_secs(10)).max_attempts(5).header("x-team", "blue").await?;

    let europe = client.with_region("eu-west-1");
    europe.update_provisioning_template(&input).timeout(Duration::from_secs(10)).await?;
    Ok(())
}
