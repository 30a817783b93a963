use aws::{iot, lambda};
use aws_config::BehaviorVersion;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let config = aws_config::load_defaults(BehaviorVersion::latest()).await;

    let input = iot::UpdateProvisioningTemplateInput::new("fleet").enabled(true);
    iot::Client::new(&config).update_provisioning_template(&input).await?;
    println!("the template is enabled");

    let input = lambda::InvokeInput::new("greet").payload("{\"name\": \"Ada\"}");
    let output = lambda::Client::new(&config).invoke(&input).await?;
    println!("the function returned {:?}", output.payload);
    Ok(())
}
