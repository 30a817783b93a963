//! Pages of results: the input for the next page, and the pages and items of clients.

use fixtures::paginators::*;
use fixtures::smithereen::{Document, PageItems, PageToken, Paginated, Response};
use std::collections::BTreeMap;

/// Parses an output from a body.
fn page<O: Paginated>(body: &str) -> O::Output {
    O::parse(Response::new(body.to_owned())).unwrap()
}

/// Returns the input for the page that follows, which has to exist.
fn next<O: Paginated>(input: &O, body: &str) -> O {
    input.next_page(&page::<O>(body)).unwrap().unwrap()
}

/// Returns whether the page is the last one.
fn is_last<O: Paginated>(input: &O, body: &str) -> bool {
    input.next_page(&page::<O>(body)).unwrap().is_none()
}

#[test]
fn the_token_is_that_of_the_page_and_other_members_stay() {
    let input = ListThingsInput::default().max_results(2).kind(Kind::B);
    let second = next(&input, r#"{"things":["a"],"nextToken":"t"}"#);
    assert!(second == ListThingsInput::default().max_results(2).kind(Kind::B).next_token("t"));
    let third = next(&second, r#"{"nextToken":"u"}"#);
    assert_eq!(third.next_token.as_deref(), Some("u"));
    for body in ["{}", r#"{"nextToken":""}"#, r#"{"nextToken":null}"#] {
        assert!(is_last(&second, body), "{body}");
    }
}

#[test]
fn a_token_that_repeats_is_an_error() {
    let input = ListThingsInput::default().next_token("t");
    let error = input.next_page(&page::<ListThingsInput>(r#"{"nextToken":"t"}"#)).unwrap_err();
    assert_eq!((error.operation(), error.member()), ("ListThings", "nextToken"));
    assert_eq!(
        error.to_string(),
        "ListThings: the page has the token in `nextToken` that it was requested with, so it would be the next page again"
    );
}

#[test]
fn pages_end_where_no_more_are_said_to_follow() {
    let input = ListPartsInput::new("u");
    let second = next(&input, r#"{"parts":[1],"nextMarker":1,"isTruncated":true}"#);
    assert_eq!((second.upload.as_str(), second.marker), ("u", Some(1)));
    for body in [
        r#"{"nextMarker":2,"isTruncated":false}"#,
        r#"{"nextMarker":2}"#,
        r#"{"nextMarker":0,"isTruncated":true}"#,
    ] {
        assert!(is_last(&second, body), "{body}");
    }
}

#[test]
fn a_map_is_a_token() {
    let input = ScanInput::default().table("t");
    let second = next(&input, r#"{"lastEvaluatedKey":{"id":{"numbers":[1,2]},"sort":{"text":"x"}}}"#);
    let key = BTreeMap::from([
        ("id".to_owned(), Attribute::Numbers(vec![1, 2])),
        ("sort".to_owned(), Attribute::Text("x".to_owned())),
    ]);
    assert!(second == ScanInput::default().table("t").exclusive_start_key(key));
    assert!(is_last(&second, r#"{"lastEvaluatedKey":{}}"#));
    assert!(
        second
            .next_page(&page::<ScanInput>(
                r#"{"lastEvaluatedKey":{"id":{"numbers":[1,2]},"sort":{"text":"x"}}}"#
            ))
            .is_err()
    );
    let third = next(&second, r#"{"lastEvaluatedKey":{"id":{"numbers":[1]},"sort":{"text":"x"}}}"#);
    assert!(third != second);
}

#[test]
fn several_tokens_are_set_and_unset_together() {
    let input = ListRecordsInput::default().max_items("10");
    let second = next(&input, r#"{"list":{"hasMore":true,"nextName":"n","nextKind":"A"}}"#);
    assert!(second == ListRecordsInput::default().max_items("10").start_name("n").start_kind(Kind::A));
    let third = next(&second, r#"{"list":{"hasMore":true,"nextName":"o"}}"#);
    assert!(third == ListRecordsInput::default().max_items("10").start_name("o"));
    // One of two tokens is the same.
    let fourth = next(&second, r#"{"list":{"hasMore":true,"nextName":"n","nextKind":"B"}}"#);
    assert_eq!(fourth.start_kind, Some(Kind::B));
    assert!(
        second
            .next_page(&page::<ListRecordsInput>(
                r#"{"list":{"hasMore":true,"nextName":"n","nextKind":"A"}}"#
            ))
            .is_err()
    );
    assert!(is_last(&second, r#"{"list":{"nextName":"z"}}"#));
}

#[test]
fn the_last_element_is_the_token_where_there_is_no_other() {
    let input = ListFilesInput::default();
    let files = r#""files":[{"key":"a"},{"key":"b"}],"isTruncated":true"#;
    assert_eq!(next(&input, &format!("{{{files}}}")).marker.as_deref(), Some("b"));
    assert_eq!(next(&input, &format!(r#"{{"nextMarker":"m",{files}}}"#)).marker.as_deref(), Some("m"));
    assert!(is_last(&input, r#"{"files":[],"isTruncated":true}"#));
}

#[test]
fn items_are_the_elements_of_the_first_result() {
    let files =
        ListFilesInput::into_items(page::<ListFilesInput>(r#"{"files":[{"key":"a"}],"folders":["f"]}"#));
    assert_eq!(files[0].key.as_deref(), Some("a"));
    assert_eq!(
        ListRecordsInput::into_items(page::<ListRecordsInput>(r#"{"list":{"records":["r"]}}"#)),
        ["r"]
    );
    assert!(ListRecordsInput::into_items(page::<ListRecordsInput>("{}")).is_empty());
    let prices = ListPricesInput::into_items(page::<ListPricesInput>(r#"{"page":{"prices":{"a":1}}}"#));
    assert_eq!(prices, BTreeMap::from([("a".to_owned(), 1)]));
}

#[test]
fn a_page_token_is_stored_and_read() {
    let input = ScanInput::default().table("t");
    let second = next(&input, r#"{"lastEvaluatedKey":{"id":{"text":"secret"}}}"#);
    let text = second.to_page_token().to_string();
    assert_eq!(text, r#"{"tokens":{"exclusiveStartKey":{"id":{"text":"secret"}}}}"#);
    let token: PageToken = text.parse().unwrap();
    assert!(input.clone().with_page_token(&token).unwrap() == second);
    assert!(second.with_page_token(&input.to_page_token()).unwrap() == input);
    assert_eq!(format!("{token:?}"), "PageToken { skipped: 0, .. }");
    let error = ListThingsInput::default().with_page_token(&token).map(drop).unwrap_err();
    assert_eq!(error.to_string(), "`exclusiveStartKey` is no token of ListThings");
    let wrong: PageToken = r#"{"tokens":{"nextToken":1}}"#.parse().unwrap();
    let error = ListThingsInput::default().with_page_token(&wrong).map(drop).unwrap_err();
    assert_eq!(error.to_string(), "the value of `nextToken` is no token of ListThings");
    for text in
        ["", "{}", "[]", r#"{"tokens":[]}"#, r#"{"tokens":{},"skipped":-1}"#, r#"{"tokens":{},"x":1}"#]
    {
        assert!(text.parse::<PageToken>().is_err(), "{text}");
    }
}

#[test]
fn every_value_can_be_copied() {
    // `with_page_token` copies all members but the tokens.
    let text = r#"{"startName":"n","startKind":"B","maxItems":"3"}"#;
    let input: ListRecordsInput = serde_json::from_str(text).unwrap();
    let copy = input.clone().with_page_token(&input.to_page_token()).unwrap();
    assert_eq!(serde_json::to_value(&copy).unwrap(), serde_json::from_str::<Document>(text).unwrap());
}

#[cfg(feature = "client")]
mod client {
    use super::*;
    use fixtures::smithereen::client::Fake;
    use fixtures::smithereen::{Error, StatusCode};

    fn run<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
    }

    /// A service with ten things, three to a page. The token is the number of the first thing. After `fails_at`, it returns an error.
    fn ten_things(fails_at: Option<usize>) -> Fake {
        Fake::new(move |request| {
            let query = request.uri().query().unwrap_or_default();
            let found = query.split('&').find_map(|pair| pair.strip_prefix("nextToken="));
            let first: usize = found.map_or(0, |text| text.parse().unwrap());
            let size = query.split('&').find_map(|pair| pair.strip_prefix("maxResults="));
            let last = (first + size.map_or(3, |text| text.parse().unwrap())).min(10);
            if fails_at.is_some_and(|fails_at| first >= fails_at) {
                let mut response = Response::new(r#"{"__type":"Broken"}"#.into());
                *response.status_mut() = StatusCode::BAD_REQUEST;
                return response;
            }
            let things: Vec<String> = (first..last).map(|number| format!("\"{number}\"")).collect();
            let token = if last < 10 { format!(r#","nextToken":"{last}""#) } else { String::new() };
            Response::new(format!(r#"{{"things":[{}]{token}}}"#, things.join(",")).into())
        })
    }

    fn numbers(range: std::ops::Range<usize>) -> Vec<String> {
        range.map(|number| number.to_string()).collect()
    }

    #[test]
    fn pages_follow_each_other() {
        let fake = ten_things(None);
        let client = Client::new(&fake.config());
        let pages =
            run(client.list_things_paginator(&ListThingsInput::default().kind(Kind::A)).try_collect())
                .unwrap();
        assert_eq!(
            pages.iter().map(|page| page.things.as_ref().unwrap().len()).collect::<Vec<_>>(),
            [3, 3, 3, 1]
        );
        let queries: Vec<String> =
            fake.requests().iter().map(|request| request.uri().query().unwrap().to_owned()).collect();
        assert_eq!(queries, ["kind=A", "nextToken=3&kind=A", "nextToken=6&kind=A", "nextToken=9&kind=A"]);
    }

    #[test]
    fn nothing_is_sent_before_a_page_is_awaited() {
        let fake = ten_things(None);
        let mut pages = Client::new(&fake.config()).list_things_paginator(&ListThingsInput::default());
        assert_eq!(fake.requests().len(), 0);
        assert_eq!(run(pages.next()).unwrap().unwrap().things.unwrap(), numbers(0..3));
        assert_eq!(fake.requests().len(), 1);
    }

    #[test]
    fn the_size_of_pages_is_set_as_a_number_or_as_text() {
        let fake = ten_things(None);
        let client = Client::new(&fake.config());
        let pages = client.list_things_paginator(&ListThingsInput::default()).page_size(5);
        assert_eq!(run(pages.items().try_collect()).unwrap(), numbers(0..10));
        assert_eq!(fake.requests()[0].uri().query(), Some("maxResults=5"));
        let fake = Fake::responding(StatusCode::OK, "{}");
        let client = Client::new(&fake.config());
        run(client.list_records_paginator(&ListRecordsInput::default()).page_size(7).try_collect()).unwrap();
        assert_eq!(fake.requests()[0].uri().query(), Some("maxItems=7"));
        let mut none = client.list_files_paginator(&ListFilesInput::default()).page_size(7);
        let error = run(none.next()).unwrap().unwrap_err();
        assert_eq!(error.to_string(), "ListFiles: no member of the input is the size of a page");
        let mut large = client.list_things_paginator(&ListThingsInput::default()).page_size(u32::MAX);
        let error = run(large.next()).unwrap().unwrap_err();
        assert_eq!(
            error.to_string(),
            "ListThings: member `maxResults`: the size of a page is too large for this member"
        );
    }

    #[test]
    fn items_stop_at_their_limit_and_continue_from_a_token() {
        let fake = ten_things(None);
        let client = Client::new(&fake.config());
        let input = ListThingsInput::default();
        let mut items = client.list_things_paginator(&input).items().limit(4);
        let mut found = Vec::new();
        while let Some(item) = run(items.next()) {
            found.push(item.unwrap());
        }
        assert_eq!(found, numbers(0..4));
        assert_eq!(fake.requests().len(), 2);
        let token = items.token().unwrap().to_string();
        assert_eq!(token, r#"{"skipped":1,"tokens":{"nextToken":"3"}}"#);
        let items = client.list_things_paginator(&input).items().start_at(&token.parse().unwrap()).unwrap();
        assert_eq!(run(items.try_collect()).unwrap(), numbers(4..10));
    }

    #[test]
    fn a_token_after_the_last_item_of_a_page_is_that_of_the_next_page() {
        let client = Client::new(&ten_things(None).config());
        let mut items = client.list_things_paginator(&ListThingsInput::default()).items();
        let first = |items: &fixtures::smithereen::client::Items<ListThingsInput>| {
            items.token().map(|token| token.to_string())
        };
        assert_eq!(first(&items).as_deref(), Some(r#"{"tokens":{}}"#));
        for _ in 0..3 {
            run(items.next());
        }
        assert_eq!(first(&items).as_deref(), Some(r#"{"tokens":{"nextToken":"3"}}"#));
        for _ in 3..10 {
            run(items.next());
        }
        assert!(items.token().is_none());
        assert!(run(items.next()).is_none());
    }

    #[test]
    fn an_error_ends_the_pages_and_its_page_can_be_requested_again() {
        let client = Client::new(&ten_things(Some(6)).config());
        let mut items = client.list_things_paginator(&ListThingsInput::default()).items();
        let mut found = Vec::new();
        let error = loop {
            match run(items.next()).unwrap() {
                Ok(item) => found.push(item),
                Err(error) => break error,
            }
        };
        assert_eq!((found, error.code()), (numbers(0..6), Some("Broken")));
        assert!(run(items.next()).is_none());
        let token = items.token().unwrap();
        let client = Client::new(&ten_things(None).config());
        let rest = client.list_things_paginator(&ListThingsInput::default()).start_at(&token).unwrap();
        assert_eq!(run(rest.items().try_collect()).unwrap(), numbers(6..10));
    }

    #[test]
    fn a_page_is_retried_and_the_connection_of_further_requests_is_closed() {
        let fake = Fake::sequence([
            Fake::response(StatusCode::SERVICE_UNAVAILABLE, ""),
            Fake::response(StatusCode::OK, r#"{"things":["a"],"nextToken":"t"}"#),
        ]);
        let mut pages = Client::new(&fake.config()).list_things_paginator(&ListThingsInput::default());
        assert_eq!(run(pages.next()).unwrap().unwrap().things.unwrap(), ["a"]);
        assert!(run(pages.next()).unwrap().unwrap_err().is_retryable());
        assert!(fake.requests().len() > 2);
    }

    #[test]
    fn a_repeated_token_is_an_error_after_its_page() {
        let client =
            Client::new(&Fake::responding(StatusCode::OK, r#"{"things":["a"],"nextToken":"t"}"#).config());
        let mut pages = client.list_things_paginator(&ListThingsInput::default());
        assert!(run(pages.next()).unwrap().is_ok());
        assert!(run(pages.next()).unwrap().is_ok());
        let error = run(pages.next()).unwrap().unwrap_err();
        assert!(matches!(error, Error::Pagination(ref error) if error.member() == "nextToken"), "{error}");
        assert!(run(pages.next()).is_none());
    }
}
