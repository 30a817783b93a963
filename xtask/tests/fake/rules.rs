//! The selection of the rule that replies to a call, and the reports about rules.

use all_protocols::lambda::{
    self, GetFunctionConfigurationInput as Get, GetFunctionConfigurationOutput as Output,
};
use all_protocols::{kms, s3};
use smithereen::client::{Fake, Reply};
use smithereen::{Error, StatusCode};

fn named(name: &str) -> Output {
    Output { function_name: Some(name.to_owned()), ..Output::default() }
}

async fn get(
    client: &lambda::Client,
    name: &str,
) -> Result<Option<String>, Error<lambda::GetFunctionConfigurationError>> {
    client.get_function_configuration(&Get::new(name)).await.map(|output| output.function_name)
}

#[tokio::test]
async fn the_first_rule_that_matches_replies() {
    let fake = Fake::default();
    fake.on::<Get>().when(|input| input.function_name == "a").once().returns(named("one"));
    fake.on::<Get>().when(|input| input.function_name == "a").returns(named("two"));
    fake.on::<Get>().sequence([named("three"), named("four")].map(|output| Reply::output::<Get>(&output)));
    fake.on::<Get>()
        .when_request(|request| request.uri().path().contains("/d/"))
        .times(2)
        .returns(named("five"));
    let client = lambda::Client::new(&fake.config());
    for (name, expected) in
        [("a", "one"), ("a", "two"), ("b", "three"), ("a", "two"), ("c", "four"), ("d", "five")]
    {
        assert_eq!(get(&client, name).await.unwrap().as_deref(), Some(expected), "{name}");
    }
    let unused = fake.verify().unwrap_err().to_string();
    assert!(
        unused.starts_with("not all of the fake was used: 4. `GetFunctionConfiguration` at "),
        "{unused}"
    );
    assert!(unused.ends_with(": used 1 of 2 times") && !unused.contains(';'), "{unused}");
    assert_eq!(get(&client, "d").await.unwrap().as_deref(), Some("five"));
    fake.verify().unwrap();
}

#[tokio::test]
async fn a_call_without_a_rule_is_an_error_that_lists_the_rules() {
    let fake = Fake::default();
    let client = lambda::Client::new(&fake.config());
    let error = get(&client, "f").await.unwrap_err().to_string();
    assert!(
        error.contains("no rule for this request of `GetFunctionConfiguration`, and no rules at all"),
        "{error}"
    );

    fake.on::<kms::EncryptInput>().returns(kms::EncryptOutput::default());
    fake.on::<Get>().when(|_| false).returns(named("never"));
    fake.on::<Get>().once().returns(named("once"));
    get(&client, "f").await.unwrap();
    let error = get(&client, "f").await.unwrap_err();
    assert!(matches!(&error, Error::Transport(_)));
    let (error, file) = (error.to_string(), file!());
    for part in [
        "the fake has no rule for this request of `GetFunctionConfiguration`: ",
        &format!("1. `Encrypt` at {file}:"),
        ": another operation; ",
        &format!("2. `GetFunctionConfiguration` at {file}:"),
        ": a condition is not met; ",
        ": used 1 times already",
    ] {
        assert!(error.contains(part), "{part}: {error}");
    }
    assert_eq!(fake.requests().len(), 3, "a missing rule is not retried");
}

#[tokio::test]
async fn other_responses_follow_the_rules() {
    let fake = Fake::responding(StatusCode::OK, r#"{"FunctionName": "default"}"#);
    fake.on::<Get>().when(|input| input.function_name == "a").returns(named("rule"));
    let client = lambda::Client::new(&fake.config());
    assert_eq!(get(&client, "a").await.unwrap().as_deref(), Some("rule"));
    assert_eq!(get(&client, "b").await.unwrap().as_deref(), Some("default"));
}

#[tokio::test]
async fn one_fake_serves_several_services_and_knows_their_operations() {
    let fake = Fake::default();
    fake.on::<kms::EncryptInput>().returns(kms::EncryptOutput::default().clone());
    fake.on::<s3::HeadObjectInput>().returns(s3::HeadObjectOutput::default());
    fake.on::<s3::DeleteObjectInput>().returns(s3::DeleteObjectOutput::default());
    // The path of the endpoint does not matter.
    let config = fake.config().into_builder().endpoint_url("http://localhost/a/path").build();
    let client = s3::Client::new(&config);
    client.head_object(&s3::HeadObjectInput::new("b", "k")).await.unwrap();
    client.delete_object(&s3::DeleteObjectInput::new("b", "k")).await.unwrap();
    kms::Client::new(&config).encrypt(&kms::EncryptInput::new("k", "text")).await.unwrap();
    let requests = fake.requests();
    let names: Vec<_> = requests.iter().map(|request| Fake::operation_of(request).unwrap().name).collect();
    assert_eq!(names, ["HeadObject", "DeleteObject", "Encrypt"]);
    assert!(fake.inputs::<kms::EncryptInput>().unwrap()[0].plaintext == "text");
    assert!(Fake::operation_of(&smithereen::Request::new(smithereen::Bytes::new())).is_none());
}

#[tokio::test]
async fn a_request_that_cannot_be_parsed_is_an_error_without_its_value() {
    let fake = Fake::default();
    // An endpoint of another form than that of the operation: the label has no place in the path.
    fake.on::<Get>().when(|_| true).returns(named("never"));
    let client = lambda::Client::new(&fake.config());
    let other = fake.config().into_builder().http_client(Rewriting(fake.clone())).build();
    assert!(get(&client, "f").await.is_ok());
    let error = get(&lambda::Client::new(&other), "secret").await.unwrap_err().to_string();
    assert!(error.contains("the request cannot be parsed: the path is not that of the operation"), "{error}");
    assert!(!error.contains("secret"), "{error}");
}

/// An HTTP client that changes the paths of requests.
#[derive(Clone, Debug)]
struct Rewriting(Fake);

use aws_smithy_runtime_api::client::connector_metadata::ConnectorMetadata;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;

#[derive(Debug)]
struct RewritingConnector(SharedHttpConnector);

impl HttpClient for Rewriting {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(RewritingConnector(self.0.http_connector(settings, components)))
    }
    fn connector_metadata(&self) -> Option<ConnectorMetadata> {
        self.0.connector_metadata()
    }
}

impl HttpConnector for RewritingConnector {
    fn call(&self, mut request: HttpRequest) -> HttpConnectorFuture {
        request.set_uri("https://localhost/elsewhere").unwrap();
        self.0.call(request)
    }
}
