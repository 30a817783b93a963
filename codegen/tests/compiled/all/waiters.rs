//! Waiters: the next step after the result of a call, and the waiters of clients.

use fixtures::smithereen::wait::{Progress, State};
use fixtures::smithereen::{Error, ErrorMeta, Operation, Response, ServiceError, StatusCode, Waiter};
use fixtures::{waitable, waiters::*};
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

/// Returns the next step after a response.
fn after<O: Operation>(waiter: Waiter<O>, input: &O, status: u16, body: &str) -> Progress {
    let mut response = Response::new(body.to_owned());
    *response.status_mut() = StatusCode::from_u16(status).unwrap();
    waiter.start(MINUTE).without_jitter().observe(input, &O::parse(response), Duration::ZERO)
}

fn rooms(waiter: Waiter<DescribeRoomsInput>, body: &str) -> Progress {
    after(waiter, &DescribeRoomsInput::default(), 200, body)
}

fn error(waiter: Waiter<DescribeRoomsInput>, code: &str) -> Progress {
    after(waiter, &DescribeRoomsInput::default(), 400, &format!(r#"{{"__type":"{code}"}}"#))
}

#[test]
fn the_first_acceptor_that_matches_counts() {
    let waiter = DescribeRoomsInput::ROOMS_READY;
    for (body, expected) in [
        (r#"{"rooms":[{"state":"READY"},{"state":"READY"}]}"#, Progress::Done),
        (r#"{"rooms":[{"state":"READY"},{"state":"OTHER"}]}"#, Progress::Retry(Duration::from_secs(5))),
        (r#"{"rooms":[{"state":"READY"},{"state":"BROKEN"}]}"#, Progress::Failed),
        (r#"{"rooms":[]}"#, Progress::Retry(Duration::from_secs(5))),
        ("{}", Progress::Retry(Duration::from_secs(5))),
    ] {
        assert_eq!(rooms(waiter, body), expected, "{body}");
    }
}

#[test]
fn errors_match_by_their_code_also_if_the_operation_does_not_have_them() {
    let waiter = DescribeRoomsInput::ROOMS_READY;
    assert_eq!(error(waiter, "RoomNotFound"), Progress::Retry(Duration::from_secs(5)));
    assert_eq!(error(waiter, "NotInTheModel"), Progress::Failed);
    // An error that no acceptor names.
    assert_eq!(error(waiter, "Busy"), Progress::Failed);
    assert_eq!(error(DescribeRoomsInput::ROOMS_GONE, "RoomNotFound"), Progress::Done);
}

#[test]
fn the_length_of_something_absent_does_not_match() {
    let waiter = DescribeRoomsInput::ROOMS_GONE;
    assert_eq!(rooms(waiter, r#"{"rooms":[]}"#), Progress::Done);
    assert_eq!(rooms(waiter, "{}"), Progress::Retry(Duration::from_secs(2)));
    assert_eq!(rooms(waiter, r#"{"rooms":[{}]}"#), Progress::Retry(Duration::from_secs(2)));
}

#[test]
fn filters_lists_of_booleans_and_all_errors() {
    let waiter = DescribeRoomsInput::DOORS_CLOSED;
    // A room with one door that is not ready is left out by the filter.
    let one = r#"{"rooms":[{"state":"BROKEN","doors":[{"state":"x"}]}]}"#;
    assert_eq!(rooms(waiter, one), Progress::Retry(MINUTE), "the delay of 300 s is longer than the time");
    assert_eq!(rooms(waiter, r#"{"rooms":[{"state":"READY","doors":[{"state":"x"}]}]}"#), Progress::Done);
    assert_eq!(rooms(waiter, r#"{"rooms":[{"lights":[false,false]}]}"#), Progress::Done);
    assert_eq!(rooms(waiter, r#"{"rooms":[{"lights":[false,true]}]}"#), Progress::Retry(MINUTE));
    assert_eq!(error(waiter, "Anything"), Progress::Failed);
}

#[test]
fn a_status_matches_outputs_and_errors() {
    let input = HeadDoorInput::new("d");
    assert_eq!(after(HeadDoorInput::DOOR_EXISTS, &input, 200, ""), Progress::Done);
    assert_eq!(after(HeadDoorInput::DOOR_EXISTS, &input, 404, ""), Progress::Retry(Duration::from_secs(5)));
    assert_eq!(after(HeadDoorInput::DOOR_EXISTS, &input, 403, ""), Progress::Failed);
}

#[test]
fn the_input_can_be_part_of_an_expression() {
    let input = waitable::GetRoomsInput::default().names(["a".to_owned(), "b".to_owned()]);
    let waiter = waitable::GetRoomsInput::ROOMS_COUNTED;
    assert_eq!(after(waiter, &input, 200, r#"{"rooms":[{},{}]}"#), Progress::Done);
    assert_eq!(after(waiter, &input, 200, r#"{"rooms":[{}]}"#), Progress::Retry(Duration::from_secs(2)));
    assert_eq!(after(waiter, &input, 400, r#"{"__type":"Gone"}"#), Progress::Failed);
    assert_eq!(after(waiter, &input, 400, r#"{"__type":"Other"}"#), Progress::Retry(Duration::from_secs(2)));
}

#[test]
fn calls_are_counted_and_delays_grow() {
    let input = DescribeRoomsInput::default();
    let mut wait = DescribeRoomsInput::ROOMS_READY.start(MINUTE).without_jitter();
    let (mut elapsed, mut delays) = (Duration::ZERO, Vec::new());
    let progress = loop {
        let output = DescribeRoomsInput::parse(Response::new("{}".to_owned()));
        match wait.observe(&input, &output, elapsed) {
            Progress::Retry(delay) => {
                delays.push(delay.as_secs());
                elapsed += delay;
            }
            progress => break progress,
        }
    };
    // After another 40 s no time would be left, so the last call is made at the end of the minute.
    assert_eq!((progress, delays, wait.attempts()), (Progress::TimedOut, vec![5, 10, 20, 25], 5));
}

#[test]
fn jitter_stays_within_its_bounds() {
    let input = DescribeRoomsInput::default();
    for _ in 0..100 {
        let mut wait = DescribeRoomsInput::ROOMS_READY.start(MINUTE * 60);
        for longest in [5, 10, 20] {
            let output = DescribeRoomsInput::parse(Response::new("{}".to_owned()));
            let Progress::Retry(delay) = wait.observe(&input, &output, Duration::ZERO) else {
                panic!("no retry")
            };
            assert!((5..=longest).contains(&delay.as_secs()), "{delay:?}");
        }
    }
}

#[test]
fn an_error_of_the_service_can_be_made_by_hand() {
    let meta = ErrorMeta { code: Some("RoomNotFound".to_owned()), ..ErrorMeta::default() };
    let unknown = DescribeRoomsError::Unknown("RoomNotFound".to_owned());
    let result = Err(Error::Service(ServiceError::new(unknown, StatusCode::NOT_FOUND, meta)));
    let mut wait = DescribeRoomsInput::ROOMS_GONE.start(MINUTE);
    assert_eq!(wait.observe(&DescribeRoomsInput::default(), &result, Duration::ZERO), Progress::Done);
    assert_eq!(wait.accepted().map(|acceptor| acceptor.state), Some(State::Success));
}

#[cfg(feature = "client")]
mod client {
    use super::*;
    use fixtures::smithereen::client::{Fake, WaitErrorKind};
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn run<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
    }

    /// A service that gives these responses, and the last one for all further requests.
    fn responding(responses: &'static [(u16, &'static str)]) -> Fake {
        let next = AtomicUsize::new(0);
        Fake::new(move |_| {
            let index = next.fetch_add(1, Ordering::Relaxed).min(responses.len() - 1);
            let mut response = Response::new(responses[index].1.into());
            *response.status_mut() = StatusCode::from_u16(responses[index].0).unwrap();
            response
        })
    }

    #[test]
    fn calls_are_repeated_until_the_state_is_reached() {
        let fake = responding(&[
            (200, "{}"),
            (404, r#"{"__type":"RoomNotFound"}"#),
            (200, r#"{"rooms":[{"state":"READY"}]}"#),
        ]);
        let input = DescribeRoomsInput::default().names(["n".to_owned()]);
        let waited = run(Client::new(&fake.config()).wait_until_rooms_ready(&input, MINUTE)).unwrap();
        assert_eq!(waited.attempts(), 3);
        assert_eq!(
            waited.output().unwrap().rooms.as_ref().unwrap()[0].state,
            Some(fixtures::waiters::State::Ready)
        );
        let bodies: Vec<_> = fake.requests().into_iter().map(|request| request.into_body()).collect();
        assert_eq!(bodies, [r#"{"names":["n"]}"#; 3]);
    }

    #[test]
    fn an_error_can_be_the_state() {
        let fake = responding(&[(200, r#"{"rooms":[{}]}"#), (404, r#"{"__type":"RoomNotFound"}"#)]);
        let client = Client::new(&fake.config());
        let waited = run(client.wait_until_rooms_gone(&DescribeRoomsInput::default(), MINUTE)).unwrap();
        assert!(waited.output().is_none());
        assert_eq!(waited.into_result().unwrap_err().code(), Some("RoomNotFound"));
    }

    #[test]
    fn a_failure_says_what_was_found() {
        let fake = responding(&[(200, "{}"), (200, r#"{"rooms":[{"state":"BROKEN"}]}"#)]);
        let client = Client::new(&fake.config());
        let error = run(client.wait_until_rooms_ready(&DescribeRoomsInput::default(), MINUTE)).unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (WaitErrorKind::Failed, 2));
        assert!(error.output().is_some());
        assert_eq!(
            error.to_string(),
            "RoomsReady cannot be reached any more, after 2 calls of DescribeRooms: `rooms[].state` is `BROKEN` in one case"
        );
    }

    #[test]
    fn an_error_that_nobody_names_ends_waiting() {
        let fake = responding(&[(403, r#"{"__type":"AccessDenied","message":"no"}"#)]);
        let client = Client::new(&fake.config());
        let error = run(client.wait_until_rooms_ready(&DescribeRoomsInput::default(), MINUTE)).unwrap_err();
        assert_eq!(error.kind(), WaitErrorKind::Call);
        assert_eq!(error.error().unwrap().code(), Some("AccessDenied"));
        assert_eq!(
            error.to_string(),
            "RoomsReady: a call failed, after 1 call of DescribeRooms: AccessDenied: no (status 403)"
        );
        assert!(std::error::Error::source(&error).is_some());
    }

    #[test]
    fn waiting_ends_with_the_time() {
        let fake = responding(&[(200, "{}")]);
        let client = Client::new(&fake.config());
        let waiting = client.wait_until_rooms_ready(&DescribeRoomsInput::default(), MINUTE);
        let error = run(waiting.without_jitter()).unwrap_err();
        assert!(error.is_timeout() && error.output().is_some());
        assert_eq!(
            error.to_string(),
            "RoomsReady was not reached within 60s, after 5 calls of DescribeRooms"
        );
        assert_eq!(fake.requests().len(), 5);
    }

    #[test]
    fn nothing_is_sent_before_it_is_awaited() {
        let fake = responding(&[(200, "{}")]);
        drop(Client::new(&fake.config()).wait_until_rooms_ready(&DescribeRoomsInput::default(), MINUTE));
        assert_eq!(fake.requests().len(), 0);
    }
}
