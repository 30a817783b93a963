use aws::iot;
use aws::smithereen::StatusCode;
use aws::smithereen::client::Fake;

async fn enable(client: &iot::Client, template: &str) -> bool {
    let input = iot::UpdateProvisioningTemplateInput::new(template).enabled(true);
    client.update_provisioning_template(&input).await.is_ok()
}

#[tokio::test]
async fn enables_the_template() {
    let fake = Fake::responding(StatusCode::OK, "{}");
    assert!(enable(&iot::Client::new(&fake.config()), "fleet").await);

    let requests = fake.requests();
    assert_eq!(requests.len(), 1);
    assert_eq!(requests[0].method(), "PATCH");
    assert_eq!(requests[0].uri().path(), "/provisioning-templates/fleet");
    assert_eq!(&requests[0].body()[..], b"{\"enabled\":true}");
}
