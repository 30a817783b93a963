//! Whole requests, outputs, and errors in each form.

use http::Response;
use smithereen::protocol::{AwsQuery, Ec2Query};
use smithereen::{Bytes, Endpoint, Error, Operation, OperationSchema, RawResponse, Service, Validation};

static QUERY: Service =
    Service::new("Query", &AwsQuery, |_| Endpoint::new("https://query.example.com")).version("2010-05-08");
static EC2: Service =
    Service::new("Ec2", &Ec2Query, |_| Endpoint::new("https://ec2.example.com")).version("2016-11-15");

#[derive(Clone, Default, PartialEq)]
struct ListUsers {
    path: Option<String>,
    tags: Option<Vec<String>>,
}

smithereen::structure!(ListUsers = "ListUsersRequest" {
    0 path => Member::new("path").wire("PathPrefix"),
    1 tags => Member::new("Tags"),
});

#[derive(Clone, Default, PartialEq)]
struct Users {
    names: Vec<String>,
    marker: Option<String>,
}

smithereen::structure!(Users = "ListUsersResponse" {
    0 names => Member::new("Names").required(),
    1 marker => Member::new("Marker"),
});

#[derive(Clone, Default, PartialEq)]
struct NoSuchEntity {
    message: Option<String>,
    entity: Option<String>,
}

smithereen::exception!(NoSuchEntity = "NoSuchEntityException" {
    0 message => Member::new("message"),
    1 entity => Member::new("Entity"),
});

#[derive(Clone, PartialEq)]
enum Failure {
    NoSuchEntity(NoSuchEntity),
    Unknown(String),
}

smithereen::operation_error!(Failure = "Failure" {
    0 NoSuchEntity => Member::new("NoSuchEntityException").wire("NoSuchEntity"),
});

impl Operation for ListUsers {
    type Output = Users;
    type Error = Failure;
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&QUERY, "ListUsers", "POST", "/");
}

#[derive(Clone, Default, PartialEq)]
struct DescribeThings {
    ids: Option<Vec<String>>,
    named: Option<String>,
}

smithereen::structure!(DescribeThings = "DescribeThingsRequest" {
    0 ids => Member::new("Ids").wire("thingId").element(&Member::new("member").wire("item")),
    1 named => Member::new("Named").wire("named").rare(&RareTraits::new().query_name("dName")),
});

#[derive(Clone, Default, PartialEq)]
struct Things {
    ids: Option<Vec<String>>,
    is_done: Option<bool>,
}

smithereen::structure!(Things = "DescribeThingsResult" {
    0 ids => Member::new("Ids").wire("thingSet").element(&Member::new("member").wire("item")),
    1 is_done => Member::new("IsDone").wire("return"),
});

impl Operation for DescribeThings {
    type Output = Things;
    type Error = Failure;
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&EC2, "DescribeThings", "POST", "/");
}

fn request<O: Operation>(input: &O) -> (String, String, String) {
    let endpoint = (O::OPERATION.service.endpoint)(&Default::default()).unwrap();
    let request = input.to_http(&endpoint).unwrap();
    let header = |name: &str| request.headers().get(name).unwrap().to_str().unwrap().to_owned();
    assert_eq!(header("content-length"), request.body().len().to_string());
    let body = String::from_utf8(request.body().to_vec()).unwrap();
    (format!("{} {}", request.method(), request.uri()), header("content-type"), body)
}

fn parse<O: Operation>(status: u16, body: &str) -> Result<O::Output, Error<O::Error>> {
    O::parse(Response::builder().status(status).body(Bytes::from(body.to_owned())).unwrap())
}

#[test]
fn requests_are_forms_with_the_operation_and_the_version() {
    let input =
        ListUsers { path: Some("/a b/".to_owned()), tags: Some(vec!["x".to_owned(), "~*".to_owned()]) };
    let (line, content_type, body) = request(&input);
    assert_eq!(line, "POST https://query.example.com/");
    assert_eq!(content_type, "application/x-www-form-urlencoded");
    assert_eq!(
        body,
        "Action=ListUsers&Version=2010-05-08&PathPrefix=%2Fa%20b%2F&Tags.member.1=x&Tags.member.2=~%2A"
    );
    let empty = ListUsers { path: None, tags: Some(Vec::new()) };
    assert_eq!(request(&empty).2, "Action=ListUsers&Version=2010-05-08&Tags=");

    let input = DescribeThings { ids: Some(vec!["t-1".to_owned()]), named: Some("n".to_owned()) };
    let (line, _, body) = request(&input);
    assert_eq!(line, "POST https://ec2.example.com/");
    assert_eq!(body, "Action=DescribeThings&Version=2016-11-15&ThingId.1=t-1&dName=n");
    let empty = DescribeThings { ids: Some(Vec::new()), named: None };
    assert_eq!(request(&empty).2, "Action=DescribeThings&Version=2016-11-15");
}

#[test]
fn outputs_of_aws_query_are_in_the_element_of_the_result() {
    let metadata = "<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>";
    let body = format!(
        "<ListUsersResponse xmlns='u'><ListUsersResult><Names><member>a</member><member>b</member></Names>\
         <Marker>m</Marker></ListUsersResult>{metadata}</ListUsersResponse>"
    );
    let expected = Users { names: vec!["a".to_owned(), "b".to_owned()], marker: Some("m".to_owned()) };
    assert!(parse::<ListUsers>(200, &body).unwrap() == expected);
    let empty = format!("<ListUsersResponse><ListUsersResult/>{metadata}</ListUsersResponse>");
    assert!(parse::<ListUsers>(200, &empty).unwrap() == Users::default());
    let missing = format!("<ListUsersResponse>{metadata}</ListUsersResponse>");
    match parse::<ListUsers>(200, &missing).map(drop) {
        Err(Error::Response(error)) => {
            assert!(error.reason().contains("ListUsersResult"), "{error}");
            assert_eq!(error.request_id(), Some("r"));
        }
        _ => panic!("an output without its element is an error"),
    }
}

#[test]
fn strict_validation_finds_a_missing_member_in_xml() {
    let response = Response::new(Bytes::from("<R><ListUsersResult/></R>"));
    let strict = ListUsers::parse_with(&RawResponse::from(&response), Validation::Strict);
    match strict.map(drop) {
        Err(Error::Response(error)) => assert_eq!(error.member(), "Names"),
        _ => panic!("a required member is missing"),
    }
}

#[test]
fn outputs_of_ec2_query_are_in_the_root() {
    let body = "<DescribeThingsResponse xmlns='u'><requestId>r</requestId><thingSet><item>t-1</item></thingSet>\
                <return>true</return></DescribeThingsResponse>";
    let expected = Things { ids: Some(vec!["t-1".to_owned()]), is_done: Some(true) };
    assert!(parse::<DescribeThings>(200, body).unwrap() == expected);
    assert!(parse::<DescribeThings>(200, "<R/>").unwrap() == Things::default());
    match parse::<DescribeThings>(200, "<R><requestId>r</requestId><return>no</return></R>").map(drop) {
        Err(Error::Response(error)) => {
            assert_eq!((error.member(), error.request_id()), ("IsDone", Some("r")));
        }
        _ => panic!("`no` is no boolean"),
    }
}

/// Checks the code, the message, the request ID and the entity of an error.
fn assert_error<O: Operation<Error = Failure>>(
    body: &str,
    expected: (&str, &str, &str),
    entity: Option<&str>,
) {
    let Err(Error::Service(error)) = parse::<O>(404, body).map(drop) else {
        panic!("a status of 404 is an error: {body}")
    };
    let (code, message, id) = expected;
    assert_eq!(error.code().unwrap_or_default(), code, "{body}");
    assert_eq!(error.message().unwrap_or_default(), message, "{body}");
    assert_eq!(error.request_id().unwrap_or_default(), id, "{body}");
    match (error.error(), entity) {
        (Failure::NoSuchEntity(error), Some(entity)) => {
            assert_eq!(error.entity.as_deref(), Some(entity));
            assert_eq!(error.message.as_deref().unwrap_or_default(), message);
        }
        (Failure::Unknown(unknown), None) => assert_eq!(unknown, code),
        _ => panic!("{body}"),
    }
}

#[test]
fn errors_are_found_by_code_or_name_in_each_form() {
    let error = |code: &str| {
        format!("<Error><Type>Sender</Type><Code>{code}</Code><Message>m</Message><Entity>e</Entity></Error>")
    };
    let expected = ("NoSuchEntity", "m", "r");
    let query =
        format!("<ErrorResponse xmlns='u'>{}<RequestId>r</RequestId></ErrorResponse>", error("NoSuchEntity"));
    assert_error::<ListUsers>(&query, expected, Some("e"));
    let ec2 =
        format!("<Response><Errors>{}</Errors><RequestID>r</RequestID></Response>", error("NoSuchEntity"));
    assert_error::<DescribeThings>(&ec2, expected, Some("e"));
    // Either service may send the other form.
    assert_error::<ListUsers>(&ec2, expected, Some("e"));
    assert_error::<DescribeThings>(&query, expected, Some("e"));

    let named = query.replace("NoSuchEntity", "NoSuchEntityException");
    assert_error::<ListUsers>(&named, ("NoSuchEntityException", "m", "r"), Some("e"));
    assert_error::<ListUsers>(&query.replace("NoSuchEntity", "Other"), ("Other", "m", "r"), None);
    for body in ["", "<html>", "{}", "<ErrorResponse/>"] {
        assert_error::<ListUsers>(body, ("", "", ""), None);
    }
}
