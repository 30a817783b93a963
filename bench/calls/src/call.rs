//! Benchmarks an UpdateManagedThing call: built, signed and parsed without a client, and through both clients with an
//! in-memory connector.

use crate::clients::{REGION, clients, config, credentials};
use crate::connector::InMemory;
use crate::measure::{Candidate, compare};
use crate::thing;
use aws_sdk_iotmanagedintegrations::operation::update_managed_thing::builders::UpdateManagedThingInputBuilder;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4::SigningParams;
use aws_smithy_runtime_api::client::identity::Identity;
use smithereen_aws::iot_managed_integrations::{Client as Ours, UpdateManagedThingInput};
use smithereen_aws::{Endpoint, Operation};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;
use std::hint::black_box;
use std::time::SystemTime;
use tokio::runtime::{Builder, Runtime};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// The number of endpoints of a thing, and of its schemas.
const SIZES: [usize; 3] = [1, 10, 40];
/// The number of calls whose allocations are counted.
const COUNTED: usize = 100;

type Official = aws_sdk_iotmanagedintegrations::Client;

pub(crate) fn run() {
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let (ours, official) = clients(&config(InMemory, None));
    let by_hand = ByHand::new();
    for size in SIZES {
        let (thing, theirs) = (thing::ours(size, size), thing::official(size, size));
        let mut candidates = vec![
            Candidate::new("smithereen, sans-IO with aws-sigv4", || by_hand.call(&thing)),
            Candidate::new("smithereen, client", || ours_once(&runtime, &ours, &thing)),
            Candidate::new("official client", || official_once(&runtime, &official, &theirs)),
            Candidate::new("of it, the clone of its input", || drop(black_box(theirs.clone()))),
        ];
        for candidate in &mut candidates {
            count(&format!("call, {size} of each"), candidate);
        }
        compare(&format!("call, {size} of each"), candidates);
    }
}

/// Repeats one variant for a profiler.
pub(crate) fn profile(what: &str, endpoints: usize, schemas: usize, times: usize) {
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let (ours, official) = clients(&config(InMemory, None));
    let (thing, theirs) = (thing::ours(endpoints, schemas), thing::official(endpoints, schemas));
    let by_hand = ByHand::new();
    for _ in 0..times {
        match what {
            "call-sans-io" => by_hand.call(&thing),
            "call-ours" => ours_once(&runtime, &ours, &thing),
            "call-clone" => drop(black_box(theirs.clone())),
            "call-official" => official_once(&runtime, &official, &theirs),
            _ => crate::usage(),
        }
    }
}

fn ours_once(runtime: &Runtime, client: &Ours, thing: &UpdateManagedThingInput) {
    runtime.block_on(client.update_managed_thing(thing)).expect("a response");
}

/// The official client consumes its input, so it is cloned for each call.
fn official_once(runtime: &Runtime, client: &Official, thing: &UpdateManagedThingInputBuilder) {
    runtime.block_on(thing.clone().send_with(client)).expect("a response");
}

/// Prints the average allocations of a call.
fn count(what: &str, candidate: &mut Candidate<'_>) {
    (candidate.work)();
    let region = Region::new(ALLOCATOR);
    (0..COUNTED).for_each(|_| (candidate.work)());
    let change = region.change();
    let (times, bytes) = (change.allocations + change.reallocations, change.bytes_allocated);
    println!(
        "{what:<34} {:<34} {:>9} allocations, {} bytes",
        candidate.name,
        times / COUNTED,
        bytes / COUNTED
    );
}

/// Calls without a client, for which the caller sends the request.
struct ByHand {
    endpoint: Endpoint,
    identity: Identity,
}

impl ByHand {
    fn new() -> Self {
        let url = format!("https://api.{REGION}.iotmanagedintegrations.api.aws");
        Self { endpoint: Endpoint::new(&url).expect("a URL"), identity: credentials().into() }
    }

    /// Builds and signs a request, and parses a response.
    fn call(&self, thing: &UpdateManagedThingInput) {
        let mut request = thing.to_http(&self.endpoint).expect("it can be sent");
        let params = SigningParams::builder()
            .identity(&self.identity)
            .region(REGION)
            .name("iotmanagedintegrations")
            .time(SystemTime::now())
            .settings(SigningSettings::default())
            .build()
            .expect("nothing is missing")
            .into();
        let uri = request.uri().to_string();
        let headers =
            request.headers().iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap_or_default()));
        let signable = SignableRequest::new(
            request.method().as_str(),
            uri,
            headers,
            SignableBody::Bytes(request.body()),
        );
        let signed = sign(signable.expect("a request"), &params).expect("it can be signed");
        let (instructions, _) = signed.into_parts();
        instructions.apply_to_request_http1x(&mut request);
        black_box(&request);
        let response =
            smithereen::Response::builder().status(204).body(bytes::Bytes::new()).expect("a response");
        UpdateManagedThingInput::parse(response).expect("it is one");
    }
}
