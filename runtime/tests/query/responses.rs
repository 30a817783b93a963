//! Outputs and errors beyond the forms that services use: empty, shortened, compressed and unexpected bodies.

use http::Response;
use smithereen::protocol::{AwsQuery, Ec2Query};
use smithereen::{Bytes, Endpoint, Error, Operation, OperationSchema, Service};

static QUERY: Service = Service::new("Query", &AwsQuery, |_| Endpoint::new("https://query.example.com/base"));
static EC2: Service = Service::new("Ec2", &Ec2Query, |_| Endpoint::new("https://ec2.example.com"));

#[derive(Clone, Default, PartialEq)]
struct Output {
    name: Option<String>,
    names: Option<Vec<String>>,
}

smithereen::structure!(Output = "Output" {
    0 name => Member::new("Name"),
    1 names => Member::new("Names").with(Flag::Flattened),
});

#[derive(Clone, Default, PartialEq)]
struct Empty {}

smithereen::structure!(Empty = "Empty" {});

#[derive(Clone, Default, PartialEq)]
struct Secret {
    message: Option<String>,
    count: Option<i32>,
}

smithereen::exception!(Secret = "SecretException" {
    0 message => Member::new("Message").sensitive(),
    1 count => Member::new("Count"),
});

#[derive(Clone, Default, PartialEq)]
struct Plain {
    message: String,
    nested: Option<Output>,
}

smithereen::exception!(Plain = "PlainException" {
    0 message => Member::new("message").required(),
    1 nested => Member::new("Nested"),
});

#[derive(Clone, PartialEq)]
enum Failure {
    Secret(Secret),
    Plain(Plain),
    Unknown(String),
}

smithereen::operation_error!(Failure = "Failure" {
    0 Secret => Member::new("SecretException").wire("Service.Secret"),
    1 Plain => Member::new("PlainException"),
});

macro_rules! operation {
    ($input:ident, $name:literal, $service:ident, $output:ty) => {
        #[derive(Clone, Default, PartialEq)]
        struct $input {}

        smithereen::structure!($input = "Input" {});

        impl Operation for $input {
            type Output = $output;
            type Error = Failure;
            const OPERATION: &'static OperationSchema =
                &OperationSchema::new(&$service, $name, "POST", "/");
        }
    };
}

operation!(Get, "Get", QUERY, Output);
operation!(Delete, "Delete", QUERY, Empty);
operation!(Describe, "Describe", EC2, Output);
operation!(Remove, "Remove", EC2, ());

fn parse<O: Operation>(
    status: u16,
    headers: &[(&str, &str)],
    body: &str,
) -> Result<O::Output, Error<O::Error>> {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    O::parse(response.body(Bytes::from(body.to_owned())).unwrap())
}

/// Returns the member and the reason why an output with a status of 200 cannot be parsed.
fn unreadable<O: Operation>(headers: &[(&str, &str)], body: &str) -> (String, String) {
    match parse::<O>(200, headers, body).map(drop) {
        Err(Error::Response(error)) => (error.member().to_owned(), error.reason().to_owned()),
        Err(_) => panic!("{body}: another error"),
        Ok(()) => panic!("{body}: an output"),
    }
}

#[test]
fn requests_go_to_the_path_of_the_endpoint() {
    let endpoint = (QUERY.endpoint)(&Default::default()).unwrap();
    let request = Get {}.to_http(&endpoint).unwrap();
    assert_eq!(request.uri(), "https://query.example.com/base/");
    assert_eq!(request.body(), &Bytes::from("Action=Get&Version="));
}

#[test]
fn elements_around_and_beside_the_result_are_ignored() {
    let expected = Output { name: Some("n".to_owned()), names: Some(vec!["a".to_owned(), "b".to_owned()]) };
    for body in [
        "<GetResponse><GetResult><Names>a</Names><Name>n</Name><Names>b</Names></GetResult></GetResponse>",
        "<?xml version='1.0'?>\n<Any xmlns='u'>\n <ResponseMetadata><Name>x</Name></ResponseMetadata>\n <Name>x</Name>\
         <GetResult>\n<Name>n</Name><New><Name>x</Name></New><Names>a</Names><Names>b</Names></GetResult></Any>",
        "<p:GetResponse xmlns:p='u'><p:GetResult><p:Names>a</p:Names><p:Names>b</p:Names><p:Name>n</p:Name>\
         </p:GetResult></p:GetResponse>",
    ] {
        assert!(parse::<Get>(200, &[], body).unwrap() == expected, "{body}");
    }
    let ec2 = "<DescribeResponse><Names>a</Names><requestId>r</requestId><Name>n</Name><Names>b</Names></DescribeResponse>";
    assert!(parse::<Describe>(200, &[], ec2).unwrap() == expected);
}

#[test]
fn an_output_without_members_matches_any_body() {
    for body in
        ["", "<DeleteResponse/>", "<DeleteResponse><DeleteResult/></DeleteResponse>", "not XML", "<a>"]
    {
        assert!(parse::<Delete>(200, &[], body).is_ok(), "{body}");
        assert!(parse::<Remove>(200, &[], body).is_ok(), "{body}");
    }
}

#[test]
fn an_output_with_members_needs_its_element() {
    for body in ["", " \n"] {
        assert_eq!(unreadable::<Get>(&[], body), (String::new(), "the body is empty".to_owned()));
        assert_eq!(unreadable::<Describe>(&[], body), (String::new(), "the body is empty".to_owned()));
    }
    let outside = "<GetResponse><Name>n</Name><Inner><GetResult/></Inner></GetResponse>";
    assert_eq!(unreadable::<Get>(&[], outside).1, "no element `GetResult`");
    // The result of another operation is none.
    assert_eq!(unreadable::<Get>(&[], "<R><DeleteResult/></R>").1, "no element `GetResult`");
}

#[test]
fn a_shortened_body_is_an_error() {
    let aws = "<GetResponse><GetResult><Name>n</Name></GetResult></GetResponse>";
    let ec2 = "<DescribeResponse><Name>n</Name></DescribeResponse>";
    for (end, _) in aws.char_indices().skip(1) {
        assert!(unreadable::<Get>(&[], &aws[..end]).1.starts_with("not XML"), "{end}");
    }
    for (end, _) in ec2.char_indices().skip(1) {
        assert!(unreadable::<Describe>(&[], &ec2[..end]).1.starts_with("not XML"), "{end}");
    }
}

#[test]
fn a_compressed_body_is_named_as_the_cause() {
    let reason = unreadable::<Get>(&[("content-encoding", "gzip")], "\u{1f}").1;
    assert!(reason.contains("gzip"), "{reason}");
}

#[test]
fn a_request_id_in_a_header_precedes_that_in_the_body() {
    let body = "<R><requestId>body</requestId><Name><a/></Name></R>";
    for (headers, expected) in [(&[][..], "body"), (&[("x-amzn-requestid", "header")], "header")] {
        let error = parse::<Describe>(200, headers, body).map(drop).unwrap_err();
        assert_eq!(error.request_id(), Some(expected));
    }
}

fn error<O: Operation<Error = Failure>>(body: &str) -> (Option<String>, Option<String>, Failure) {
    let Err(Error::Service(error)) = parse::<O>(400, &[], body).map(drop) else {
        panic!("a status of 400 is an error: {body}")
    };
    let meta = (error.code().map(str::to_owned), error.message().map(str::to_owned));
    (meta.0, meta.1, error.into_error())
}

#[test]
fn members_of_an_error_are_beside_its_code() {
    let inner = "<Code>PlainException</Code><Message>m</Message><Nested><Name>n</Name></Nested>";
    let nested = Some(Output { name: Some("n".to_owned()), names: None });
    let expected = Failure::Plain(Plain { message: "m".to_owned(), nested });
    for body in [
        format!("<ErrorResponse><Error>{inner}</Error></ErrorResponse>"),
        format!("<Response><Errors><Error>{inner}</Error></Errors></Response>"),
        format!("<Error>{inner}</Error>"),
    ] {
        assert!(error::<Get>(&body).2 == expected, "{body}");
        assert!(error::<Describe>(&body).2 == expected, "{body}");
    }
}

#[test]
fn an_error_with_an_invalid_member_keeps_its_code_and_message() {
    let body = "<R><Error><Code>Service.Secret</Code><Message>m</Message><Count>many</Count></Error></R>";
    let (code, message, failure) = error::<Get>(body);
    assert_eq!((code.as_deref(), message), (Some("Service.Secret"), None));
    assert!(failure == Failure::Secret(Secret { message: Some("m".to_owned()), count: None }));
    // The body ends after the message.
    let body = "<R><Error><Code>PlainException</Code><Message>m</Message><Nest";
    let (code, message, failure) = error::<Get>(body);
    assert_eq!((code.as_deref(), message.as_deref()), (Some("PlainException"), Some("m")));
    assert!(failure == Failure::Plain(Plain { message: "m".to_owned(), nested: None }));
}

#[test]
fn the_code_of_the_trait_precedes_the_name_of_the_shape() {
    let body = |code: &str| format!("<R><Error><Code>{code}</Code></Error></R>");
    assert!(matches!(error::<Get>(&body("Service.Secret")).2, Failure::Secret(_)));
    assert!(matches!(error::<Get>(&body("SecretException")).2, Failure::Secret(_)));
    assert!(matches!(error::<Get>(&body("Secret")).2, Failure::Unknown(name) if name == "Secret"));
}
