//! Requests of S3 that a client builds: for one bucket, whose endpoint it has in its cache, and for more buckets than the cache
//! holds.

use crate::measure::Candidate;
use crate::object::{EXPIRES, KEY, KEY_ID, REGION, SECRET};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_async::time::SystemTimeSource;
use aws_types::region::Region;
use smithereen::Operation;
use smithereen::client::Fake;
use smithereen::endpoint::Params;
use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

include!(concat!(env!("OUT_DIR"), "/smithereen.rs"));

use s3::{Client, GetObjectInput};

/// More buckets than the cache has entries.
const BUCKETS: usize = 16;

/// Returns the candidates that build requests, and drop them.
pub(crate) fn candidates() -> Vec<Candidate<'static>> {
    let (one, several) = (client(), client());
    let (input, mut inputs) = (inputs(1), inputs(BUCKETS).cycle());
    let mut input = input.cycle();
    let rules = next(&mut input);
    let params = Params::region(REGION);
    vec![
        Candidate::new("the rules alone", move || drop(black_box(rules.to_endpoint(&params)))),
        Candidate::new("a call, one bucket", move || drop(black_box(one.get_object(&next(&mut input))))),
        Candidate::new("a call, 16 buckets in turn", move || {
            drop(black_box(several.get_object(&next(&mut inputs))));
        }),
    ]
}

/// Returns the presigners.
pub(crate) fn presigners() -> Vec<Candidate<'static>> {
    let presigner = |buckets| {
        let (client, mut inputs) = (client(), inputs(buckets).cycle());
        move || {
            let presigned = client.caller().presign(&next(&mut inputs), EXPIRES);
            drop(black_box(run(presigned).expect("it is presigned")));
        }
    };
    vec![Candidate::new("one bucket", presigner(1)), Candidate::new("16 buckets in turn", presigner(BUCKETS))]
}

fn client() -> Client {
    let credentials = Credentials::new(KEY_ID, SECRET, None, None, "bench");
    let config = Fake::responding(http::StatusCode::OK, "").config().into_builder();
    let config = config
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .region(Region::new(REGION))
        .time_source(SystemTimeSource::new());
    Client::new(&config.build())
}

fn inputs(buckets: usize) -> impl Iterator<Item = GetObjectInput> + Clone {
    let inputs: Vec<_> =
        (0..buckets).map(|index| GetObjectInput::new(format!("bucket-{index:02}"), KEY)).collect();
    inputs.into_iter()
}

fn next(inputs: &mut impl Iterator<Item = GetObjectInput>) -> GetObjectInput {
    inputs.next().expect("it is endless")
}

/// Runs a future that never waits.
fn run<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("the credentials are there"),
    }
}
