//! The three calls with the official crates and the complete `aws-config`.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let config = aws_config::load_defaults(aws_config::BehaviorVersion::latest()).await;
    let iot = aws_sdk_iot::Client::new(&config);
    let things = aws_sdk_iotmanagedintegrations::Client::new(&config);
    iot.update_package_configuration().send().await?;
    iot.update_provisioning_template().template_name("fleet").enabled(true).send().await?;
    things.update_managed_thing().identifier("thing-1").owner("me").send().await?;
    Ok(())
}
