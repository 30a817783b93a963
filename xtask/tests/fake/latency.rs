//! Latencies and timeouts on the clock of a fake, and on that of `tokio`.

use all_protocols::lambda::{
    self, GetFunctionConfigurationInput as Get, GetFunctionConfigurationOutput as Output,
};
use aws_smithy_async::rt::sleep::{SharedAsyncSleep, TokioSleep};
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::{TimeoutConfig, TimeoutConfigBuilder};
use smithereen::TransportKind;
use smithereen::client::{Fake, Reply};
use std::time::{Duration, Instant};

const fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

fn reply() -> Reply {
    Reply::output::<Get>(&Output::default())
}

fn client(fake: &Fake, timeouts: TimeoutConfigBuilder) -> lambda::Client {
    lambda::Client::new(&fake.config().into_builder().timeout_config(timeouts.build()).build())
}

/// Calls, and returns the kind of the transport error of a call that fails.
async fn call(client: &lambda::Client) -> Result<(), TransportKind> {
    match client.get_function_configuration(&Get::new("f")).await {
        Ok(_) => Ok(()),
        Err(smithereen::Error::Transport(error)) => Err(error.kind()),
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn a_latency_passes_on_the_clock_of_the_fake() {
    let begun = Instant::now();
    let fake = Fake::default();
    fake.on::<Get>().replies(reply().after(seconds(3600)).after(seconds(1)));
    assert_eq!(call(&lambda::Client::new(&fake.config())).await, Ok(()));
    assert_eq!(fake.elapsed(), seconds(3601));
    assert!(begun.elapsed() < seconds(5));
}

#[tokio::test]
async fn a_timeout_ends_a_call_whose_response_is_later() {
    let builder = TimeoutConfig::builder;
    let timeout = Err(TransportKind::Timeout);
    for (limits, latency, expected, elapsed) in [
        (builder().operation_timeout(seconds(5)), 6, timeout, Some(5)),
        (builder().operation_timeout(seconds(5)), 4, Ok(()), Some(4)),
        // With retries after delays.
        (builder().operation_attempt_timeout(seconds(5)), 6, timeout, None),
        (builder().operation_attempt_timeout(seconds(5)), 4, Ok(()), Some(4)),
        (builder().read_timeout(seconds(5)), 6, timeout, None),
        (builder().read_timeout(seconds(5)), 4, Ok(()), Some(4)),
        // The default limit of the wait for a response.
        (builder(), 1201, timeout, Some(1200)),
        (builder(), 1199, Ok(()), Some(1199)),
    ] {
        let fake = Fake::default();
        fake.on::<Get>().replies(reply().after(seconds(latency)));
        let shown = format!("{limits:?}, {latency} s");
        assert_eq!(call(&client(&fake, limits)).await, expected, "{shown}");
        match elapsed {
            Some(elapsed) => assert_eq!(fake.elapsed(), seconds(elapsed), "{shown}"),
            None => assert!(fake.elapsed() > seconds(15) && fake.requests().len() == 3, "{shown}"),
        }
    }
}

#[tokio::test]
async fn an_attempt_that_takes_too_long_is_repeated() {
    let fake = Fake::default();
    fake.on::<Get>().sequence([reply().after(seconds(60)), reply().after(seconds(2))]);
    let limits =
        TimeoutConfig::builder().operation_attempt_timeout(seconds(10)).operation_timeout(seconds(30));
    assert_eq!(call(&client(&fake, limits)).await, Ok(()));
    fake.verify().unwrap();
    let delay = fake.elapsed() - seconds(12);
    assert!(delay <= seconds(1), "the first retry follows after a random part of a second: {delay:?}");
}

#[tokio::test]
async fn delays_between_attempts_pass() {
    let fake = Fake::default();
    fake.on::<Get>().sequence([Reply::unavailable(seconds(7)), Reply::unavailable(Duration::ZERO), reply()]);
    assert_eq!(call(&lambda::Client::new(&fake.config())).await, Ok(()));
    let retry = fake.elapsed() - seconds(7);
    assert!(retry <= seconds(2), "{retry:?}");
}

#[tokio::test]
async fn the_shortest_of_concurrent_calls_ends_first() {
    let fake = Fake::default();
    fake.on::<Get>().replies_with(|input| reply().after(seconds(input.function_name.parse().unwrap())));
    let client = lambda::Client::new(&fake.config());
    let ended = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let calls = ["30", "10", "20"].map(|name| {
        let (client, fake, ended) = (client.clone(), fake.clone(), ended.clone());
        tokio::spawn(async move {
            client.get_function_configuration(&Get::new(name)).await.unwrap();
            ended.lock().unwrap().push((name, fake.elapsed().as_secs()));
        })
    });
    for call in calls {
        call.await.unwrap();
    }
    assert_eq!(*ended.lock().unwrap(), [("10", 10), ("20", 20), ("30", 30)]);
}

#[tokio::test(start_paused = true)]
async fn a_latency_passes_on_the_paused_clock_of_tokio() {
    let begun = tokio::time::Instant::now();
    let fake = Fake::default();
    fake.on::<Get>().replies(reply().after(seconds(20)));
    let limits = TimeoutConfig::builder().operation_timeout(seconds(10));
    let config = fake.config().into_builder().sleep_impl(SharedAsyncSleep::new(TokioSleep::new()));
    let config = config.timeout_config(limits.build()).retry_config(RetryConfig::disabled()).build();
    assert_eq!(call(&lambda::Client::new(&config)).await, Err(TransportKind::Timeout));
    assert_eq!((begun.elapsed(), fake.elapsed()), (seconds(10), Duration::ZERO));
}

#[tokio::test]
async fn the_clock_of_the_fake_is_that_of_signatures() {
    let fake = Fake::default();
    fake.on::<Get>().replies(reply());
    let client = lambda::Client::new(&fake.config());
    call(&client).await.unwrap();
    fake.advance(seconds(366 * 24 * 3600));
    call(&client).await.unwrap();
    let years = fake
        .requests()
        .iter()
        .map(|request| request.headers()["x-amz-date"].to_str().unwrap()[..4].parse::<u32>().unwrap())
        .collect::<Vec<_>>();
    assert_eq!(years[1], years[0] + 1);
}
