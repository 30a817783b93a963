//! Settings of each call that a paginator or a waiter makes.

use super::{Counter, List, caller, header, ok, run};
use http::StatusCode;
use smithereen::Waiter;
use smithereen::client::Fake;
use std::sync::atomic::Ordering;
use std::time::Duration;

#[test]
fn each_page_has_the_settings() {
    let pages = ["a", "b"].map(|token| Fake::response(StatusCode::OK, format!(r#"{{"token":"{token}"}}"#)));
    let busy = Fake::response(StatusCode::SERVICE_UNAVAILABLE, "{}");
    let responses = pages.into_iter().chain([busy.clone(), busy]);
    let fake = Fake::sequence(responses);
    let counter = Counter::default();
    let pages = caller(&fake).paginate(&List::default()).header("x-team", "blue").max_attempts(2);
    let mut pages = pages.interceptor(counter.clone());
    for _ in 0..2 {
        run(pages.next()).unwrap().unwrap();
    }
    run(pages.next()).unwrap().unwrap_err();
    let requests = fake.requests();
    assert_eq!((requests.len(), counter.0.load(Ordering::Relaxed)), (4, 4));
    assert!(requests.iter().all(|request| header(request, "x-team") == Some("blue")));
    let invalid = caller(&ok()).paginate(&List::default()).header("host", "here");
    let error = run(invalid.try_collect()).err().unwrap();
    assert_eq!(error.to_string(), "List: header `host`: only the client can set it");
}

#[test]
fn each_call_of_a_waiter_has_the_settings() {
    let fake = Fake::responding(StatusCode::OK, "{}");
    let waiter = Waiter::<List>::new("NoteExists", &[]).delays(1, 1);
    let waiting = caller(&fake).wait(&List::default(), waiter, Duration::from_secs(3));
    assert!(run(waiting.header("x-team", "blue").without_jitter()).is_err(), "no acceptor matches");
    let requests = fake.requests();
    assert!(requests.len() > 1);
    assert!(requests.iter().all(|request| header(request, "x-team") == Some("blue")));
}
