//! Errors of the configuration before anything is sent, and endpoints from the rules.

use super::{IOT, THINGS, config, package, provider, transport, without_credentials};
use crate::loopback::{CannedResponse, Server};
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::future::ProvideCredentials as Provided;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use aws_types::SdkConfig;
use aws_types::origin::Origin;
use aws_types::region::Region;
use aws_types::sdk_config::Builder;
use aws_types::service_config::{LoadServiceConfig, ServiceConfigKey};
use smithereen::{TransportError, TransportKind};
use smithereen_aws::iot;
use smithereen_aws::iot_managed_integrations::{self as things, UpdateManagedThingInput};

/// Returns the errors of both clients for a configuration. The server at its URL gets no request.
async fn errors(config: impl Fn(Builder) -> Builder, base: Builder) -> [String; 2] {
    let server = Server::responding(IOT, []);
    let config = config(base.endpoint_url(server.url())).build();
    let iot = iot::Client::new(&config).update_package_configuration(&package()).await.unwrap_err();
    let thing = UpdateManagedThingInput::new("t");
    let things = things::Client::new(&config).update_managed_thing(&thing).await.unwrap_err();
    assert_eq!(server.connections(), 0);
    assert!(iot.code().is_none() && iot.status().is_none() && things.request_id().is_none());
    [iot.to_string(), things.to_string()]
}

/// Returns the transport error of a call that sends nothing.
async fn unsent(config: Builder) -> TransportError {
    let server = Server::responding(IOT, []);
    let config = config.endpoint_url(server.url()).build();
    let error = transport(iot::Client::new(&config).update_package_configuration(&package()).await);
    assert_eq!(server.connections(), 0);
    error
}

#[tokio::test]
async fn a_missing_credentials_provider_is_an_error() {
    let error = unsent(without_credentials()).await;
    assert_eq!(error.kind(), TransportKind::Credentials);
    assert!(error.to_string().contains("no credentials"), "{error}");
    let [_, thing] = errors(|config| config, without_credentials()).await;
    assert!(thing.contains("no credentials"), "{thing}");
}

/// A provider that fails.
#[derive(Debug)]
struct Failing;

impl ProvideCredentials for Failing {
    fn provide_credentials<'a>(&'a self) -> Provided<'a>
    where
        Self: 'a,
    {
        Provided::ready(Err(CredentialsError::provider_error("the login has expired")))
    }
}

#[tokio::test]
async fn an_error_of_the_credentials_provider_is_shown() {
    let error = unsent(config().credentials_provider(SharedCredentialsProvider::new(Failing))).await;
    assert_eq!(error.kind(), TransportKind::Credentials, "{error}");
    assert!(error.to_string().contains("the login has expired"), "{error}");
}

#[tokio::test]
async fn a_missing_region_is_an_error() {
    for error in errors(|config| config.region(None), config()).await {
        assert!(error.to_lowercase().contains("region"), "{error}");
    }
    let config = config().region(None).build();
    let client = iot::Client::new(&config);
    let missing = "Invalid Configuration: Missing Region";
    assert_eq!(client.caller().endpoint().unwrap_err().to_string(), missing);
    let error = client.update_package_configuration(&package()).await.unwrap_err().to_string();
    assert!(error.contains(missing) && error.contains("`AWS_REGION`"), "{error}");
    let client = things::Client::new(&config);
    assert_eq!(client.caller().endpoint().unwrap_err().to_string(), missing);
    let error = client.update_managed_thing(&UpdateManagedThingInput::new("t")).await.unwrap_err();
    assert!(error.to_string().contains(missing), "{error}");
}

#[tokio::test]
async fn an_invalid_region_is_an_error_before_anything_is_sent() {
    for region in ["attacker.example/", "us-east-1#", "us east", ""] {
        let at = |config: Builder| config.region(Region::new(region));
        for error in errors(at, config()).await {
            assert!(
                error.contains(if region.is_empty() { "the region is empty" } else { "invalid region" }),
                "{error}"
            );
        }
        let client = iot::Client::new(&at(config()).build());
        let error = client.caller().endpoint().unwrap_err().to_string();
        assert!(error.contains("region"), "{error}");
        let found = iot::endpoint(&smithereen::endpoint::Params::region(region)).unwrap_err();
        assert_eq!(found.to_string(), error);
    }
}

#[tokio::test]
async fn fips_and_dual_stack_cannot_be_combined_with_an_endpoint_url() {
    for error in errors(|config| config.use_fips(true), config()).await {
        assert!(
            error.contains("Invalid Configuration: FIPS and custom endpoint are not supported"),
            "{error}"
        );
    }
    let config = config().endpoint_url("http://localhost").use_dual_stack(true).build();
    let error = iot::Client::new(&config).caller().endpoint().unwrap_err().to_string();
    assert_eq!(error, "Invalid Configuration: Dualstack and custom endpoint are not supported");
    // The rules of this service have no dual-stack endpoints.
    assert_eq!(things::Client::new(&config).caller().endpoint().unwrap().url(), "http://localhost");
}

#[tokio::test]
async fn an_invalid_endpoint_url_is_an_error() {
    for url in ["", "localhost", "ftp://localhost", "http://", "http://localhost/?a=b"] {
        let config = config().endpoint_url(url).build();
        let error = iot::Client::new(&config).update_package_configuration(&package()).await.unwrap_err();
        assert!(error.to_string().contains("the endpoint URL"), "{url:?}: {error}");
    }
}

#[tokio::test]
async fn a_missing_http_client_is_an_error() {
    let version = aws_smithy_runtime_api::client::behavior_version::BehaviorVersion::latest();
    let region = Region::from_static("eu-west-1");
    let bare =
        SdkConfig::builder().behavior_version(version).region(region).credentials_provider(provider(None));
    let error = unsent(bare).await;
    assert_eq!(error.kind(), TransportKind::Other, "{error}");
    assert!(error.to_string().contains("it has no HTTP client"), "{error}");
}

/// A service's own endpoint URL from the environment or a profile.
#[derive(Debug)]
struct OwnUrl(String);

impl LoadServiceConfig for OwnUrl {
    fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
        let is = key.env() == "AWS_ENDPOINT_URL" && key.profile() == "endpoint_url";
        (is && key.service_id() == "IoT Managed Integrations").then(|| self.0.clone())
    }
}

#[tokio::test]
async fn a_service_specific_endpoint_url_has_precedence_over_the_global_one() {
    let server = Server::responding(THINGS, [CannedResponse::new(204, "")]);
    let with = |origin| {
        let mut config =
            config().service_config(OwnUrl(server.url().to_owned())).endpoint_url("http://all.example");
        config.insert_origin("endpoint_url", origin);
        config.build()
    };
    let found = with(Origin::shared_environment_variable());
    assert_eq!(iot::Client::new(&found).caller().endpoint().unwrap().url(), "http://all.example");
    things::Client::new(&found).update_managed_thing(&UpdateManagedThingInput::new("t")).await.unwrap();
    server.only();
    // A URL that is set in code has precedence over both.
    let in_code = with(Origin::shared_config());
    assert_eq!(things::Client::new(&in_code).caller().endpoint().unwrap().url(), "http://all.example");
}

const PLAIN: (bool, bool) = (false, false);
const FIPS: (bool, bool) = (true, false);
const DUAL: (bool, bool) = (false, true);
const BOTH: (bool, bool) = (true, true);

/// From the endpoint tests of botocore: region, FIPS and dual stack, URL.
const IOT_ENDPOINTS: [(&str, (bool, bool), &str); 16] = [
    ("us-east-1", PLAIN, "https://iot.us-east-1.amazonaws.com"),
    ("us-east-1", FIPS, "https://iot-fips.us-east-1.amazonaws.com"),
    ("us-east-1", DUAL, "https://iot.us-east-1.api.aws"),
    ("us-east-1", BOTH, "https://iot-fips.us-east-1.api.aws"),
    ("eu-west-1", PLAIN, "https://iot.eu-west-1.amazonaws.com"),
    ("me-south-1", PLAIN, "https://iot.me-south-1.amazonaws.com"),
    ("ca-central-1", FIPS, "https://iot-fips.ca-central-1.amazonaws.com"),
    ("cn-north-1", PLAIN, "https://iot.cn-north-1.amazonaws.com.cn"),
    ("cn-north-1", FIPS, "https://iot-fips.cn-north-1.amazonaws.com.cn"),
    ("cn-north-1", DUAL, "https://iot.cn-north-1.api.amazonwebservices.com.cn"),
    ("cn-north-1", BOTH, "https://iot-fips.cn-north-1.api.amazonwebservices.com.cn"),
    ("us-gov-west-1", PLAIN, "https://iot.us-gov-west-1.amazonaws.com"),
    ("us-gov-east-1", FIPS, "https://iot-fips.us-gov-east-1.amazonaws.com"),
    ("us-gov-east-1", DUAL, "https://iot.us-gov-east-1.api.aws"),
    ("us-iso-east-1", PLAIN, "https://iot.us-iso-east-1.c2s.ic.gov"),
    ("us-isob-east-1", FIPS, "https://iot-fips.us-isob-east-1.sc2s.sgov.gov"),
];
const THINGS_ENDPOINTS: [(&str, (bool, bool), &str); 6] = [
    ("us-east-1", PLAIN, "https://api.iotmanagedintegrations.us-east-1.api.aws"),
    ("us-east-1", FIPS, "https://api.iotmanagedintegrations-fips.us-east-1.api.aws"),
    (
        "cn-northwest-1",
        PLAIN,
        "https://api.iotmanagedintegrations.cn-northwest-1.api.amazonwebservices.com.cn",
    ),
    (
        "cn-northwest-1",
        FIPS,
        "https://api.iotmanagedintegrations-fips.cn-northwest-1.api.amazonwebservices.com.cn",
    ),
    ("us-gov-west-1", PLAIN, "https://api.iotmanagedintegrations.us-gov-west-1.api.aws"),
    ("us-gov-west-1", FIPS, "https://api.iotmanagedintegrations-fips.us-gov-west-1.api.aws"),
];

#[test]
fn endpoints_equal_those_of_botocore() {
    let at = |region, (fips, dual)| {
        config().region(Region::from_static(region)).use_fips(fips).use_dual_stack(dual).build()
    };
    for (region, variant, url) in IOT_ENDPOINTS {
        let client = iot::Client::new(&at(region, variant));
        assert_eq!(client.caller().endpoint().unwrap().url(), url);
    }
    for (region, variant, url) in THINGS_ENDPOINTS {
        let client = things::Client::new(&at(region, variant));
        assert_eq!(client.caller().endpoint().unwrap().url(), url);
    }
}
