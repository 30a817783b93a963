use aws::iot::{self, UpdateProvisioningTemplateInput as Update};
use aws::smithereen::StatusCode;
use aws::smithereen::client::{Fake, Reply};
use aws_smithy_types::timeout::TimeoutConfig;
use std::time::Duration;

#[tokio::test]
async fn a_slow_attempt_is_repeated() {
    let fake = Fake::default();
    let reply = Reply::new(StatusCode::OK, "{}");
    fake.on::<Update>().sequence([reply.clone().after(Duration::from_secs(60)), reply]);

    let timeouts = TimeoutConfig::builder().operation_attempt_timeout(Duration::from_secs(5)).build();
    let config = fake.config().into_builder().timeout_config(timeouts).build();
    iot::Client::new(&config).update_provisioning_template(&Update::new("fleet")).await.unwrap();

    fake.verify().unwrap();
    let elapsed = fake.elapsed().as_secs_f64();
    assert!((5.0..=6.0).contains(&elapsed), "the timeout, and the delay before the second attempt");
}
