//! Endpoint resolution by a decision diagram.

use fixtures::endpoint_diagram::*;
use fixtures::smithereen::Operation;
use fixtures::smithereen::endpoint::{EndpointAuthScheme, Params};

fn url(input: &GetInput, params: &Params<'_>) -> Result<String, String> {
    input.to_endpoint(params).map(|endpoint| endpoint.url()).map_err(|error| error.to_string())
}

fn named(name: &str) -> Result<String, String> {
    url(&GetInput::default().name(name), &Params::region("eu-west-1"))
}

#[test]
fn a_diagram_is_followed_to_an_endpoint_or_an_error() {
    let region = Params::region("eu-west-1");
    let input = GetInput::default();
    assert_eq!(url(&input, &region).unwrap(), "https://eu-west-1.amazonaws.com");
    let endpoint = Params { endpoint: Some("http://localhost:1"), ..Params::default() };
    assert_eq!(url(&input, &endpoint).unwrap(), "http://localhost:1");
    assert_eq!(url(&input, &Params::default()).unwrap_err(), "no region is set");
    let fips = |region| Params { use_fips: true, ..Params::region(region) };
    assert_eq!(url(&input, &fips("cn-north-1")).unwrap(), "https://fips.cn-north-1.amazonaws.com.cn");
}

#[test]
fn bound_names_are_visible_to_conditions_and_outcomes() {
    assert_eq!(named("https://example.com:8443").unwrap(), "https://example.com:8443");
    assert_eq!(
        named("arn:aws:things:eu-west-1:123456789012:thing/a").unwrap(),
        "https://123456789012.eu-west-1.amazonaws.com"
    );
    assert_eq!(
        named("arn:aws:things:us-east-1:123456789012:thing/a").unwrap(),
        "https://eu-west-1.amazonaws.com"
    );
}

#[test]
fn a_complemented_reference_swaps_the_branches_of_its_node() {
    assert_eq!(named("a--b--c").unwrap(), "https://c.eu-west-1.amazonaws.com");
    assert_eq!(named("x-a--b").unwrap(), "https://eu-west-1.amazonaws.com");
}

#[test]
fn a_choice_can_be_part_of_a_string_or_a_scheme_name() {
    let params = Params::region("eu-west-1");
    let scheme = |name: &'static str| [EndpointAuthScheme::new(name).signing_name("things")];
    let input = GetInput::default().name("a");
    assert_eq!(input.to_endpoint(&params).unwrap().auth_schemes(), scheme("sigv4"));
    let endpoint = input.quick(true).to_endpoint(&params).unwrap();
    assert_eq!(endpoint.url(), "https://a-quick.eu-west-1.amazonaws.com");
    assert_eq!(endpoint.auth_schemes(), scheme("sigv4a"));
}

#[test]
fn coalesce_returns_the_first_value_that_is_set() {
    let found = |params: Params<'_>| url(&GetInput::default(), &params).unwrap();
    let region = || Params::region("eu-west-1");
    assert_eq!(found(region()), "https://eu-west-1.amazonaws.com");
    assert_eq!(found(region().with("Area", "a")), "https://a.amazonaws.com");
    assert_eq!(found(region().with("Area", "a").with("Zone", "z")), "https://z.amazonaws.com");
}
