use aws::iot::{
    self, UpdateProvisioningTemplateError as UpdateError, UpdateProvisioningTemplateInput as Update,
};
use aws::smithereen::StatusCode;
use aws::smithereen::client::{Fake, Reply};

/// Enables the templates, and returns the names of those that do not exist.
async fn enable_all<'a>(client: &iot::Client, names: &[&'a str]) -> Vec<&'a str> {
    let mut missing = Vec::new();
    for name in names {
        let input = Update::new(*name).enabled(true);
        match client.update_provisioning_template(&input).await {
            Err(error) if error.is_not_found() => missing.push(*name),
            result => assert!(result.is_ok(), "{result:?}"),
        }
    }
    missing
}

#[tokio::test]
async fn missing_templates_are_returned() {
    let fake = Fake::default();
    fake.on::<Update>().once().replies(Reply::new(StatusCode::SERVICE_UNAVAILABLE, "")); // retried
    fake.on::<Update>().when(|input| input.template_name == "fleet").returns(Default::default());
    let not_found = UpdateError::ResourceNotFoundException(Default::default());
    fake.on::<Update>().times(2).fails(StatusCode::NOT_FOUND, not_found);

    let client = iot::Client::new(&fake.config());
    assert_eq!(enable_all(&client, &["fleet", "old", "lost"]).await, ["old", "lost"]);
    fake.verify().unwrap();
    assert!(fake.inputs::<Update>().unwrap().iter().all(|input| input.enabled == Some(true)));
}
