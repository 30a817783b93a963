//! Signatures that are rejected, and the fields of errors.

use crate::setup::{Setup, refused};
use crate::steps::{Step, say};
use aws_config::Region;
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use server_calls::Error;
use server_calls::s3::*;

pub(crate) async fn steps(setup: &Setup) {
    let id = std::env::var("AWS_ACCESS_KEY_ID").unwrap_or_default();
    let other = client(setup, &id, "not-the-secret");
    let get = GetObjectInput::new(&setup.bucket, "text");
    say("errors: another secret", refused(other.get_object(&get).await, 403, "SignatureDoesNotMatch"));
    let head = other.head_object(&HeadObjectInput::new(&setup.bucket, "text")).await;
    say("errors: a head with another secret", refused(head, 403, "-"));
    let put = other.put_object(&PutObjectInput::new(&setup.bucket, "text").body("another text")).await;
    say("errors: a put with another secret", refused(put, 403, "SignatureDoesNotMatch"));
    let unknown = client(setup, "AKIDUNKNOWN", "not-the-secret").get_object(&get).await;
    say("errors: an unknown key", refused(unknown, 403, "InvalidAccessKeyId"));
    let elsewhere = setup.config.to_builder().region(Region::new("us-west-2")).build();
    let elsewhere = Client::new(&elsewhere).endpoint_param("ForcePathStyle", true).get_object(&get).await;
    say("errors: signed for another region", refused(elsewhere, 400, "AuthorizationHeaderMalformed"));
    say("errors: request ID and message", fields(setup).await);
}

fn client(setup: &Setup, id: &str, secret: &str) -> Client {
    let credentials = Credentials::new(id, secret, None, None, "steps");
    let config = setup.config.to_builder().credentials_provider(SharedCredentialsProvider::new(credentials)).build();
    Client::new(&config).endpoint_param("ForcePathStyle", true)
}

async fn fields(setup: &Setup) -> Step {
    let missing = setup.client.get_object(&GetObjectInput::new(&setup.bucket, "missing")).await;
    match missing {
        Err(Error::Service(error)) if error.request_id().is_some() && error.message().is_some() => {
            Ok(format!("{}, {}", error.request_id().unwrap_or_default(), error.message().unwrap_or_default()))
        }
        result => Err(format!("should have an ID and a message, and is {result:?}")),
    }
}
