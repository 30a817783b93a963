//! The three calls with the generated crate and the complete `aws-config`.

use smithereen_aws::{iot, iot_managed_integrations as things};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let config = aws_config::load_defaults(aws_config::BehaviorVersion::latest()).await;
    let client = iot::Client::new(&config);
    client.update_package_configuration(&iot::UpdatePackageConfigurationInput::default()).await?;
    let template = iot::UpdateProvisioningTemplateInput::new("fleet").enabled(true);
    client.update_provisioning_template(&template).await?;
    let thing = things::UpdateManagedThingInput::new("thing-1").owner("me");
    things::Client::new(&config).update_managed_thing(&thing).await?;
    Ok(())
}
