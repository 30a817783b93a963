//! Responses that no model describes: errors with a status of success, and an output without an element around it.

use super::shapes::{Color, Failure, Item, SERVICE};
use http::{Response, StatusCode};
use smithereen::{Error, Operation, OperationSchema, ServiceError, Timestamp};

const ERROR: &str = "<?xml version='1.0'?><Error><Code>NoSuchThing</Code><Message>m</Message></Error>";

#[derive(Clone, Default, PartialEq)]
struct Copy {}

smithereen::structure!(Copy = "Copy" {});

impl Operation for Copy {
    type Output = Item;
    type Error = Failure;
    const OPERATION: &'static OperationSchema =
        &OperationSchema::new(&SERVICE, "Copy", "PUT", "/").error_in_success();
}

/// An operation without output.
#[derive(Clone, Default, PartialEq)]
struct Tag {}

smithereen::structure!(Tag = "Tag" {});

impl Operation for Tag {
    type Output = ();
    type Error = Failure;
    const OPERATION: &'static OperationSchema =
        &OperationSchema::new(&SERVICE, "Tag", "PUT", "/").error_in_success();
}

/// An operation of another service.
#[derive(Clone, Default, PartialEq)]
struct Get {}

smithereen::structure!(Get = "Get" {});

impl Operation for Get {
    type Output = Item;
    type Error = Failure;
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&SERVICE, "Get", "GET", "/");
}

/// An operation whose output is the root element.
#[derive(Clone, Default, PartialEq)]
struct Locate {}

smithereen::structure!(Locate = "Locate" {});

#[derive(Clone, Default, PartialEq)]
struct Location {
    color: Option<Color>,
}

smithereen::structure!(Location = "Location" { 0 color => Member::new("LocationConstraint") });

impl Operation for Locate {
    type Output = Location;
    type Error = Failure;
    const OPERATION: &'static OperationSchema =
        &OperationSchema::new(&SERVICE, "Locate", "GET", "/").error_in_success().unwrapped_output();
}

/// An output with a timestamp in a header, and the text of the header.
#[derive(Clone, Default, PartialEq)]
struct Head {
    expires: Option<Timestamp>,
    expires_string: Option<String>,
}

smithereen::structure!(Head = "Head" {
    0 expires => Member::new("Expires").header("Expires").timestamp(TimestampFormat::HttpDate),
    1 expires_string => Member::new("ExpiresString").header("Expires"),
});

impl Operation for Head {
    type Output = Self;
    type Error = Failure;
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&SERVICE, "Head", "HEAD", "/");
}

fn service_error<O: Operation<Error = Failure>>(body: &str) -> ServiceError<Failure> {
    match O::parse(Response::new(body.to_owned())) {
        Err(Error::Service(error)) => error,
        _ => panic!("{body} is an error"),
    }
}

fn location(body: &str) -> Option<Color> {
    Locate::parse(Response::new(body.to_owned())).unwrap().color
}

#[test]
fn an_error_with_a_status_of_success_is_an_error() {
    for error in [service_error::<Copy>(ERROR), service_error::<Tag>(ERROR), service_error::<Locate>(ERROR)] {
        assert_eq!((error.code(), error.message()), (Some("NoSuchThing"), Some("m")));
        assert_eq!(error.status(), StatusCode::OK);
        assert!(
            matches!(error.error(), Failure::Missing(missing) if missing.message.as_deref() == Some("m"))
        );
    }
}

#[test]
fn an_error_with_a_status_of_success_is_an_output_elsewhere() {
    assert!(Get::parse(Response::new(ERROR)).is_ok());
    assert!(Copy::parse(Response::new("<Item><Error/></Item>")).is_ok(), "only the root counts");
}

#[test]
fn an_incomplete_body_is_an_error_of_the_response() {
    for body in ["<Item><Name>n", "<Item>"] {
        assert!(matches!(Copy::parse(Response::new(body)), Err(Error::Response(_))), "{body}");
    }
}

#[test]
fn the_root_element_is_the_value_of_an_unwrapped_output() {
    let with = |text: &str| {
        format!("<?xml version='1.0'?>\n<LocationConstraint xmlns='urn:test'>{text}</LocationConstraint>")
    };
    assert!(location(&with("red")) == Some(Color::Red));
    assert!(location(&with("&#x45;U")) == Some(Color::Unknown("EU".to_owned())));
    assert!(location(&with("")).is_none(), "an empty value is unset");
    assert!(location("<LocationConstraint/>").is_none());
    assert!(location("").is_none());
    assert!(Locate::parse(Response::new("<LocationConstraint>red")).is_err());
}

#[test]
fn a_header_that_is_no_timestamp_is_kept_as_text() {
    for (text, seconds) in
        [("Tue, 29 Apr 2014 18:30:38 GMT", Some(1_398_796_238)), ("never", None), ("0", Some(0))]
    {
        let response = Response::builder().header("Expires", text).body("").unwrap();
        let output = Head::parse(response).unwrap();
        assert_eq!(output.expires_string.as_deref(), Some(text));
        assert_eq!(output.expires.map(|time| time.seconds()), seconds, "{text}");
    }
}
