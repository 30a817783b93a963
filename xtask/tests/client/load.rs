//! Calls as futures, and concurrent calls.

use super::{IOT, config, iot_at, package, transport};
use crate::loopback::sigv4::Account;
use crate::loopback::{CannedResponse, Server};
use aws_smithy_types::retry::RetryConfig;
use aws_types::region::Region;
use smithereen_aws::iot::{self, UpdateProvisioningTemplateInput};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

const CALLS: usize = 100;
const AT_ONCE: usize = 16;

/// A pseudorandom generator with a fixed seed (SplitMix64).
struct Random(u64);

impl Random {
    fn one_in(&mut self, count: u64) -> bool {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)).is_multiple_of(count)
    }
}

#[tokio::test]
async fn concurrent_calls_succeed_although_one_in_five_attempts_fails() {
    // The retry quota is shared by all clients of a service and region, so this test has a region of its own.
    let account = Account { region: "ap-south-1", ..IOT };
    let failed = Arc::new(AtomicUsize::new(0));
    let (counter, mut random) = (Arc::clone(&failed), Random(42));
    let server = Server::scripted(account, move |_| match random.one_in(5) {
        true => {
            counter.fetch_add(1, Ordering::Relaxed);
            CannedResponse::new(503, "")
        }
        false => CannedResponse::ok(),
    });
    let retries = RetryConfig::standard().with_initial_backoff(Duration::from_millis(1)).with_max_attempts(8);
    let config =
        config().endpoint_url(server.url()).retry_config(retries).region(Region::from_static(account.region));
    call_all(&iot::Client::new(&config.build())).await;

    let failed = failed.load(Ordering::Relaxed);
    let seen = server.requests();
    assert!((10..40).contains(&failed), "about one in five: {failed}");
    assert_eq!(seen.len(), CALLS + failed);
    let mut calls = HashMap::new();
    for attempt in seen {
        assert_eq!(attempt.fault, None);
        let id = attempt.header("amz-sdk-invocation-id").unwrap().to_owned();
        let first = calls.entry(id).or_insert_with(|| attempt.clone());
        assert_eq!((&attempt.target, &attempt.body), (&first.target, &first.body));
    }
    let mut paths: Vec<_> = calls.into_values().map(|call| call.target).collect();
    paths.sort();
    paths.dedup();
    assert_eq!(paths.len(), CALLS, "all calls are distinct");
}

/// Makes all calls, `AT_ONCE` at a time, each worker with a clone of the client.
async fn call_all(client: &iot::Client) {
    let next = Arc::new(AtomicUsize::new(0));
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..AT_ONCE {
        let (client, next) = (client.clone(), Arc::clone(&next));
        workers.spawn(async move {
            while let index @ 0..CALLS = next.fetch_add(1, Ordering::Relaxed) {
                let input =
                    UpdateProvisioningTemplateInput::new(format!("fleet {index}")).default_version_id(1);
                client
                    .update_provisioning_template(&input)
                    .await
                    .unwrap_or_else(|error| panic!("{index}: {error}"));
            }
        });
    }
    while let Some(ended) = workers.join_next().await {
        ended.unwrap();
    }
}

#[tokio::test]
async fn a_call_can_be_spawned_and_is_small() {
    fn is_send_and_owned<T: Send + 'static>(_: &T) {}
    let server = Server::responding(IOT, [CannedResponse::ok()]);
    let client = iot_at(&server);
    let call = client.update_package_configuration(&package());
    is_send_and_owned(&call);
    assert!(size_of_val(&call) <= 64, "{}", size_of_val(&call));
    drop(client);
    assert_eq!(server.connections(), 0, "nothing is sent before the call is awaited");
    tokio::spawn(call).await.unwrap().unwrap();
    server.only();
}

#[tokio::test]
async fn awaiting_a_call_again_is_an_error() {
    let server = Server::responding(IOT, [CannedResponse::ok()]);
    let mut call = iot_at(&server).update_package_configuration(&package());
    (&mut call).await.unwrap();
    let error = transport((&mut call).await);
    assert!(error.to_string().contains("awaited again"), "{error}");
    server.only();
}

/// For clients in a static or behind a lock.
#[test]
fn clients_are_send_and_sync() {
    fn is_shared<T: Clone + Send + Sync + 'static>() {}
    is_shared::<iot::Client>();
    is_shared::<smithereen_aws::iot_managed_integrations::Client>();
}
