use aws::iot::{self, UpdateProvisioningTemplateInput as Update};
use aws::smithereen::StatusCode;
use aws::smithereen::client::{Fake, Reply};
use std::time::Duration;

#[tokio::test]
async fn a_call_survives_two_faults() {
    let fake = Fake::default();
    fake.on::<Update>().sequence([
        Reply::unavailable(Duration::from_secs(2)),
        Reply::new(StatusCode::OK, "{}").reset_after(1),
        Reply::new(StatusCode::OK, "{}"),
    ]);
    let client = iot::Client::new(&fake.config());
    client.update_provisioning_template(&Update::new("fleet")).await.unwrap();
    assert_eq!(fake.requests().len(), 3);
}
