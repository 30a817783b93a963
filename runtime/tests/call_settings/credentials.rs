//! Credentials of one call sign its requests and never enter the client's caches.

use super::services::{BOXES, Enter, Get, MAIL, ROOMS, Send, TABLES, credentials, fake, put, sent};
use super::{SlowCredentials, run};
use aws_credential_types::Credentials;
use aws_credential_types::provider::future::ProvideCredentials as Provided;
use aws_credential_types::provider::token::SharedTokenProvider;
use aws_credential_types::provider::{
    ProvideCredentials, SharedCredentialsProvider, error::CredentialsError,
};
use smithereen::client::{Caller, Fake, SdkConfig};
use smithereen::{Error, Service, StatusCode, TransportKind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

fn config(fake: &Fake) -> SdkConfig {
    let provider = SharedCredentialsProvider::new(credentials("AKIDA", "s3cret"));
    fake.config().into_builder().credentials_provider(provider).build()
}

fn caller(service: &'static Service, fake: &Fake) -> Caller {
    Caller::new(service, &config(fake))
}

fn other() -> Credentials {
    credentials("AKIDB", "another secret")
}

/// A provider that counts how often it is called.
#[derive(Clone, Debug, Default)]
struct Counting(Arc<AtomicUsize>);

impl ProvideCredentials for Counting {
    fn provide_credentials<'a>(&'a self) -> Provided<'a>
    where
        Self: 'a,
    {
        let count = self.0.fetch_add(1, Ordering::Relaxed);
        Provided::ready(Ok(credentials(["AKIDB", "AKIDC", "AKIDD"][count], "s3cret")))
    }
}

#[test]
fn the_account_id_is_that_of_the_credentials() {
    let fake = fake();
    let caller = caller(&TABLES, &fake);
    run(caller.call(&Get {})).unwrap();
    run(caller.call(&Get {}).credentials(other())).unwrap();
    run(caller.call(&Get {})).unwrap();
    let (own, others) =
        ("AKIDA 111111111111.us-east-1.example.com", "AKIDB 222222222222.us-east-1.example.com");
    assert_eq!(sent(&fake), [own, others, own]);
}

#[test]
fn credentials_without_an_account_id_do_not_get_that_of_the_client() {
    let fake = fake();
    let caller = caller(&TABLES, &fake);
    run(caller.call(&Get {})).unwrap();
    let plain = Credentials::new("AKIDB", "another secret", None, None, "test");
    let error = run(caller.call(&Get {}).credentials(plain)).unwrap_err();
    assert_eq!(error.to_string(), "Get: no account ID");
    assert_eq!(fake.requests().len(), 1);
}

#[test]
fn endpoints_are_discovered_with_the_credentials_of_the_call() {
    let fake = fake();
    let caller = caller(&ROOMS, &fake);
    run(caller.call(&Enter {})).unwrap();
    for _ in 0..2 {
        run(caller.call(&Enter {}).credentials(other())).unwrap();
    }
    run(caller.call(&Enter {})).unwrap();
    assert_eq!(
        sent(&fake),
        [
            "AKIDA rooms.example.com",
            "AKIDA akida.example.com",
            "AKIDB rooms.example.com",
            "AKIDB akidb.example.com",
            "AKIDB akidb.example.com",
            "AKIDA akida.example.com",
        ]
    );
}

#[test]
fn sessions_are_created_with_the_credentials_of_the_call() {
    let fake = fake();
    let caller = caller(&BOXES, &fake);
    run(caller.call(&put())).unwrap();
    for _ in 0..2 {
        run(caller.call(&put()).credentials(other())).unwrap();
    }
    run(caller.call(&put())).unwrap();
    let ids = ["AKIDA", "AKIDA-session", "AKIDB", "AKIDB-session", "AKIDB-session", "AKIDA-session"];
    assert_eq!(sent(&fake), ids.map(|id| format!("{id} blue.us-east-1.example.com")));
}

/// Who knows the ID of an access key does not get the session of its owner.
#[test]
fn a_session_needs_the_secret_key_that_it_was_created_with() {
    let fake = fake();
    let caller = caller(&BOXES, &fake);
    run(caller.call(&put())).unwrap();
    run(caller.call(&put()).credentials(credentials("AKIDA", "s3cret"))).unwrap();
    run(caller.call(&put()).credentials(credentials("AKIDA", "guessed"))).unwrap();
    let ids = ["AKIDA", "AKIDA-session"].repeat(3);
    let ids: Vec<_> = ids.into_iter().map(|id| format!("{id} blue.us-east-1.example.com")).collect();
    assert_eq!(sent(&fake), ids, "each has a session of its own");
}

#[test]
fn the_credentials_are_loaded_once_for_a_call() {
    let busy = Fake::responding(StatusCode::SERVICE_UNAVAILABLE, "{}");
    let provider = Counting::default();
    assert!(run(caller(&TABLES, &busy).call(&Get {}).credentials(provider.clone())).is_err());
    assert_eq!(provider.0.load(Ordering::Relaxed), 1);
    assert_eq!(sent(&busy), vec!["AKIDB 222222222222.us-east-1.example.com"; 3]);
    // Nothing is kept for the next call.
    let fake = fake();
    let caller = caller(&TABLES, &fake);
    run(caller.call(&Get {}).credentials(provider.clone())).unwrap();
    run(caller.call(&Get {}).credentials(provider)).unwrap();
    assert_eq!(
        sent(&fake),
        ["AKIDC 333333333333.us-east-1.example.com", "AKIDD 444444444444.us-east-1.example.com"]
    );
}

#[test]
fn a_client_without_credentials_makes_the_calls_that_have_them() {
    let fake = fake();
    let mut config = config(&fake).into_builder();
    config.set_credentials_provider(None);
    let caller = Caller::new(&ROOMS, &config.build()).with_endpoint_url("https://local.example.com");
    let error = run(caller.call(&Enter {})).unwrap_err();
    assert_eq!(error.to_string(), "no credentials available: the configuration has no credentials provider");
    run(caller.call(&Enter {}).credentials(other())).unwrap();
    run(caller.with_credentials(other()).call(&Enter {})).unwrap();
    assert_eq!(sent(&fake), ["AKIDB local.example.com"; 2]);
}

#[test]
fn a_token_does_not_take_the_place_of_the_credentials() {
    let fake = fake();
    let token = SharedTokenProvider::new(aws_credential_types::Token::new("tok", None));
    let config = config(&fake).into_builder().token_provider(token).build();
    let caller = Caller::new(&MAIL, &config);
    run(caller.call(&Send {})).unwrap();
    run(caller.call(&Send {}).credentials(other())).unwrap();
    assert_eq!(sent(&fake), ["Bearer tok mail.example.com", "AKIDB mail.example.com"]);
}

#[derive(Debug)]
struct Failing;

impl ProvideCredentials for Failing {
    fn provide_credentials<'a>(&'a self) -> Provided<'a>
    where
        Self: 'a,
    {
        Provided::ready(Err(CredentialsError::not_loaded("the vault is closed")))
    }
}

#[test]
fn credentials_that_cannot_be_loaded_are_an_error_of_their_kind() {
    let fake = Fake::responding(StatusCode::OK, "{}");
    for call in [
        caller(&TABLES, &fake).call(&Get {}),
        // Without an account ID, they are loaded for the signature only.
        caller(&TABLES, &fake).with_endpoint_url("https://local.example.com").call(&Get {}),
    ] {
        let Error::Transport(error) = run(call.credentials(Failing)).unwrap_err() else {
            panic!("no transport error")
        };
        assert_eq!(error.kind(), TransportKind::Credentials);
        assert!(error.to_string().contains("the vault is closed"), "{error}");
    }
    assert!(fake.requests().is_empty());
}

/// The credentials are loaded before the request is sent, so that no timeout of the runtime has begun.
#[test]
fn a_timeout_covers_what_is_loaded_before_the_request() {
    let fake = fake();
    let limit = Duration::from_secs(7);
    let of_account = run(caller(&TABLES, &fake).call(&Get {}).credentials(SlowCredentials).timeout(limit));
    let discovered = run(caller(&ROOMS, &fake).call(&Enter {}).credentials(SlowCredentials).timeout(limit));
    assert!(of_account.unwrap_err().is_timeout() && discovered.unwrap_err().is_timeout());
    let call = caller(&BOXES, &fake).call(&put()).credentials(SlowCredentials).timeout(limit);
    let error = run(call).unwrap_err().to_string();
    assert!(error.contains("the call with all its attempts took longer than 7s"), "{error}");
    assert!(fake.requests().is_empty());
}
