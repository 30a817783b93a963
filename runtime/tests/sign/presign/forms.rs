//! Presigned requests with forms.

use super::{operation, options, presign, url};
use http::Method;
use smithereen::protocol::AwsQuery;
use smithereen::sign::PresignOptions;
use smithereen::{AuthScheme, Endpoint, Operation, Service};

static TOKENS: Service = Service::new("Tokens", &AwsQuery, |_| Endpoint::new("https://example.com"))
    .version("2011-06-15")
    .signing_name("sts")
    .auth(&[AuthScheme::SigV4]);

#[derive(Clone, Default, PartialEq)]
struct GetCallerIdentity {}

smithereen::structure!(GetCallerIdentity = "GetCallerIdentity" {});
operation!(GetCallerIdentity, TOKENS, "POST", "/");

#[derive(Clone, Default, PartialEq)]
struct Tag {
    key: Option<String>,
    value: Option<String>,
}

smithereen::structure!(Tag = "Tag" { 0 key => Member::new("Key"), 1 value => Member::new("Value") });

#[derive(Clone, Default, PartialEq)]
struct AssumeRole {
    arn: Option<String>,
    session: Option<String>,
    tags: Option<Vec<Tag>>,
}

smithereen::structure!(AssumeRole = "AssumeRole" {
    0 arn => Member::new("RoleArn"),
    1 session => Member::new("RoleSessionName"),
    2 tags => Member::new("Tags"),
});
operation!(AssumeRole, TOKENS, "POST", "/");

fn check<O: Operation>(input: &O, options: &PresignOptions, form: &str, signature: &str) {
    let presigned = presign(input, "https://sts.eu-central-1.amazonaws.com", None, options).unwrap();
    let head = format!("sts.eu-central-1.amazonaws.com/?{form}&");
    let tail = format!("X-Amz-Signature={signature}");
    assert_eq!(presigned.url(), url(&head, "sts", 3600, "host", &tail));
    assert!(presigned.headers().is_empty() && presigned.body().is_empty());
    assert_eq!(*presigned.method(), options.method.clone().unwrap_or(Method::POST));
}

#[test]
fn forms_become_the_query() {
    let caller = GetCallerIdentity {};
    let form = "Action=GetCallerIdentity&Version=2011-06-15";
    let signature = "31995d04bee2f0e23b375c7679b88cae2485af11e13e6e805e3129db33318ec1";
    check(&caller, &options(3600), form, signature);
    let signature = "d94e1f43b3b736352affba4116404513e655cb8c0607b9e3d047759ed6c5f253";
    check(&caller, &options(3600).method(Method::GET), form, signature);
    let assume = AssumeRole {
        arn: text("arn:aws:iam::123456789012:role/a b+*"),
        session: text("session"),
        tags: Some(vec![Tag { key: text("k"), value: text("v & w") }]),
    };
    let form = "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fa%20b%2B%2A\
        &RoleSessionName=session&Tags.member.1.Key=k&Tags.member.1.Value=v%20%26%20w";
    let signature = "f36489e4a7a427763129348aa0e97171ccc1372edd0af54374cd35ce882a36e8";
    check(&assume, &options(3600), form, signature);
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}
