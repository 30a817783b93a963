use aws::iot::{self, UpdateProvisioningTemplateInput as Update};
use aws::smithereen::client::{Fake, Recorder, SdkConfig};
use std::error::Error;

/// Calls the service, and records the calls.
pub async fn record(config: SdkConfig, path: &str) -> Result<(), Box<dyn Error>> {
    let recorder = Recorder::new(config.http_client().ok_or("no HTTP client")?).operation::<Update>();
    let config = config.into_builder().http_client(recorder.clone()).build();
    iot::Client::new(&config).update_provisioning_template(&Update::new("fleet").enabled(true)).await?;
    recorder.recording().save(path)?;
    Ok(())
}

#[tokio::test]
async fn the_recording_is_replayed() {
    let fake = Fake::replay("tests/recordings/fleet.json").unwrap();
    let client = iot::Client::new(&fake.config());
    client.update_provisioning_template(&Update::new("fleet").enabled(true)).await.unwrap();
    fake.verify().unwrap();
}
