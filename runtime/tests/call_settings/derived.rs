//! Callers with another region, endpoint or credentials than the one that they come from.

use super::services::{BOXES, Enter, Get, ROOMS, TABLES, credentials, fake, put, sent};
use super::{List, NOTES, run};
use aws_credential_types::provider::SharedCredentialsProvider;
use smithereen::client::{Caller, Fake};
use smithereen::{Service, StatusCode};
use std::time::Duration;

fn caller(service: &'static Service, fake: &Fake) -> Caller {
    let provider = SharedCredentialsProvider::new(credentials("AKIDA", "s3cret"));
    Caller::new(service, &fake.config().into_builder().credentials_provider(provider).build())
}

#[test]
fn a_caller_of_another_region_signs_and_resolves_endpoints_for_it() {
    let fake = fake();
    let caller = caller(&TABLES, &fake);
    let europe = caller.with_region("eu-west-1");
    run(europe.call(&Get {}).timeout(Duration::from_secs(5))).unwrap();
    run(caller.call(&Get {})).unwrap();
    assert_eq!(
        sent(&fake),
        ["AKIDA 111111111111.eu-west-1.example.com", "AKIDA 111111111111.us-east-1.example.com"]
    );
    let scopes = ["/eu-west-1/tables/aws4_request", "/us-east-1/tables/aws4_request"];
    for (request, scope) in fake.requests().iter().zip(scopes) {
        let authorization = request.headers()["authorization"].to_str().unwrap();
        assert!(authorization.contains(scope), "{authorization}");
    }
    let presigned =
        run(europe.with_endpoint_url("https://local.example.com").presign(&Get {}, Duration::from_secs(60)));
    assert!(presigned.unwrap().url().contains("%2Feu-west-1%2Ftables%2F"));
}

#[test]
fn a_caller_of_another_endpoint_uses_it() {
    let fake = fake();
    let caller = caller(&ROOMS, &fake);
    let local = caller.with_endpoint_url("http://localhost:8000");
    run(local.call(&Enter {})).unwrap();
    assert_eq!(fake.requests()[0].uri(), "http://localhost:8000/", "nothing is discovered");
    let invalid = caller.with_endpoint_url("no url");
    assert!(run(invalid.call(&Enter {})).unwrap_err().to_string().starts_with("Enter: "));
    assert_eq!(fake.requests().len(), 1);
}

#[test]
fn nothing_that_was_loaded_for_another_configuration_is_shared() {
    let fake = fake();
    let caller = caller(&BOXES, &fake);
    run(caller.call(&put())).unwrap();
    run(caller.with_region("eu-west-1").call(&put())).unwrap();
    let other = caller.with_credentials(credentials("AKIDB", "s3cret"));
    run(other.call(&put())).unwrap();
    run(other.call(&put())).unwrap();
    run(caller.call(&put())).unwrap();
    assert_eq!(
        sent(&fake),
        [
            "AKIDA blue.us-east-1.example.com",
            "AKIDA-session blue.us-east-1.example.com",
            "AKIDA blue.eu-west-1.example.com",
            "AKIDA-session blue.eu-west-1.example.com",
            "AKIDB blue.us-east-1.example.com",
            "AKIDB-session blue.us-east-1.example.com",
            "AKIDB-session blue.us-east-1.example.com",
            "AKIDA-session blue.us-east-1.example.com",
        ]
    );
}

#[test]
fn endpoints_are_discovered_for_each_configuration() {
    let fake = fake();
    let caller = caller(&ROOMS, &fake);
    run(caller.call(&Enter {})).unwrap();
    run(caller.with_credentials(credentials("AKIDB", "s3cret")).call(&Enter {})).unwrap();
    run(caller.with_region("eu-west-1").call(&Enter {})).unwrap();
    assert_eq!(
        sent(&fake),
        [
            "AKIDA rooms.example.com",
            "AKIDA akida.example.com",
            "AKIDB rooms.example.com",
            "AKIDB akidb.example.com",
            "AKIDA rooms.example.com",
            "AKIDA akida.example.com",
        ]
    );
}

#[test]
fn the_account_id_is_that_of_the_other_credentials() {
    let fake = fake();
    let caller = caller(&TABLES, &fake);
    run(caller.call(&Get {})).unwrap();
    run(caller.with_credentials(credentials("AKIDB", "s3cret")).call(&Get {})).unwrap();
    run(caller.with_credentials(credentials("AKIDB", "s3cret")).with_region("eu-west-1").call(&Get {}))
        .unwrap();
    run(caller.call(&Get {})).unwrap();
    assert_eq!(
        sent(&fake),
        [
            "AKIDA 111111111111.us-east-1.example.com",
            "AKIDB 222222222222.us-east-1.example.com",
            "AKIDB 222222222222.eu-west-1.example.com",
            "AKIDA 111111111111.us-east-1.example.com",
        ]
    );
}

/// A quota has 500 tokens, and a retry takes 5 of them or more. Clients of other tests have other services or regions.
#[test]
fn the_retry_quota_is_that_of_the_service_and_the_region() {
    let fake = Fake::responding(StatusCode::SERVICE_UNAVAILABLE, "{}");
    let caller = caller(&NOTES, &fake).with_region("quota-1");
    let attempts = |caller: &Caller, attempts: u32| {
        let before = fake.requests().len();
        assert!(run(caller.call(&List::default()).max_attempts(attempts)).is_err());
        fake.requests().len() - before
    };
    assert!(attempts(&caller, 1000) < 102, "the quota is used up");
    for same in [
        caller.clone(),
        caller.with_credentials(credentials("AKIDB", "s3cret")),
        caller.with_endpoint_url("https://local.example.com"),
    ] {
        assert_eq!(attempts(&same, 3), 1);
    }
    assert_eq!(attempts(&caller.with_region("quota-2"), 3), 3);
}

#[test]
fn debug_shows_no_credentials() {
    let fake = fake();
    let caller = caller(&ROOMS, &fake).with_credentials(credentials("AKIDB", "s3cret"));
    let call = caller.call(&Enter {}).credentials(credentials("AKIDC", "s3cret")).header("x-team", "bl-ue");
    let shown = format!("{caller:?}{call:?}");
    assert!(!shown.contains("AKID") && !shown.contains("s3cret") && !shown.contains("bl-ue"), "{shown}");
}
