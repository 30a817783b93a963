//! What is wrong with a configuration is said before anything is sent, and an endpoint is where the rules say.

use super::{IOT, THINGS, config, package, provider, transport, without_credentials};
use crate::loopback::{Answer, Server};
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

/// What both clients say to a configuration with the URL of a service that may see no request.
async fn refused(config: impl Fn(Builder) -> Builder, base: Builder) -> [String; 2] {
    let server = Server::answering(IOT, []);
    let config = config(base.endpoint_url(server.url())).build();
    let iot = iot::Client::new(&config).update_package_configuration(&package()).await.unwrap_err();
    let thing = UpdateManagedThingInput::new("t");
    let things = things::Client::new(&config).update_managed_thing(&thing).await.unwrap_err();
    assert_eq!(server.connections(), 0);
    assert!(iot.code().is_none() && iot.status().is_none() && things.request_id().is_none());
    [iot.to_string(), things.to_string()]
}

async fn unsent(config: Builder) -> TransportError {
    let server = Server::answering(IOT, []);
    let config = config.endpoint_url(server.url()).build();
    let error = transport(iot::Client::new(&config).update_package_configuration(&package()).await);
    assert_eq!(server.connections(), 0);
    error
}

#[tokio::test]
async fn no_credentials_provider() {
    let error = unsent(without_credentials()).await;
    assert_eq!(error.kind(), TransportKind::Credentials);
    assert!(error.to_string().contains("no credentials"), "{error}");
    let [_, thing] = refused(|config| config, without_credentials()).await;
    assert!(thing.contains("no credentials"), "{thing}");
}

/// A provider that has none, in its own words.
#[derive(Debug)]
struct Failing;

impl ProvideCredentials for Failing {
    fn provide_credentials<'a>(&'a self) -> Provided<'a>
    where
        Self: 'a,
    {
        Provided::ready(Err(CredentialsError::provider_error("the login has run out")))
    }
}

#[tokio::test]
async fn a_credentials_provider_that_fails() {
    let error = unsent(config().credentials_provider(SharedCredentialsProvider::new(Failing))).await;
    assert_eq!(error.kind(), TransportKind::Credentials, "{error}");
    assert!(error.to_string().contains("the login has run out"), "{error}");
}

#[tokio::test]
async fn a_region_is_needed_for_the_endpoint_and_for_the_signature() {
    for error in refused(|config| config.region(None), config()).await {
        assert!(error.to_lowercase().contains("region"), "{error}");
    }
    let config = config().region(None).build();
    let client = iot::Client::new(&config);
    let lacking = "Invalid Configuration: Missing Region";
    assert_eq!(client.caller().endpoint().unwrap_err().to_string(), lacking);
    let error = client.update_package_configuration(&package()).await.unwrap_err();
    assert!(error.to_string().contains(lacking), "{error}");
    let client = things::Client::new(&config);
    assert_eq!(client.caller().endpoint().unwrap_err().to_string(), lacking);
    let error = client.update_managed_thing(&UpdateManagedThingInput::new("t")).await.unwrap_err();
    assert!(error.to_string().contains(lacking), "{error}");
}

#[tokio::test]
async fn an_invalid_region_is_refused_before_anything_is_sent() {
    for region in ["attacker.example/", "us-east-1#", "us east", ""] {
        let at = |config: Builder| config.region(Region::new(region));
        for error in refused(at, config()).await {
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
async fn an_endpoint_of_ones_own_is_neither_fips_nor_dual_stack() {
    for error in refused(|config| config.use_fips(true), config()).await {
        assert!(
            error.contains("Invalid Configuration: FIPS and custom endpoint are not supported"),
            "{error}"
        );
    }
    let config = config().endpoint_url("http://localhost").use_dual_stack(true).build();
    let error = iot::Client::new(&config).caller().endpoint().unwrap_err().to_string();
    assert_eq!(error, "Invalid Configuration: Dualstack and custom endpoint are not supported");
    // These rules know of no other stack.
    assert_eq!(things::Client::new(&config).caller().endpoint().unwrap().url(), "http://localhost");
}

#[tokio::test]
async fn an_endpoint_that_is_none() {
    for url in ["", "localhost", "ftp://localhost", "http://", "http://localhost/?a=b"] {
        let config = config().endpoint_url(url).build();
        let error = iot::Client::new(&config).update_package_configuration(&package()).await.unwrap_err();
        assert!(error.to_string().contains("the endpoint URL"), "{url:?}: {error}");
    }
}

#[tokio::test]
async fn an_http_client_is_needed() {
    let version = aws_smithy_runtime_api::client::behavior_version::BehaviorVersion::latest();
    let region = Region::from_static("eu-west-1");
    let bare =
        SdkConfig::builder().behavior_version(version).region(region).credentials_provider(provider(None));
    let error = unsent(bare).await;
    assert_eq!(error.kind(), TransportKind::Other, "{error}");
    assert!(error.to_string().contains("it has no HTTP client"), "{error}");
}

/// The service's own URL, as it is found in an environment or a profile.
#[derive(Debug)]
struct OwnUrl(String);

impl LoadServiceConfig for OwnUrl {
    fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
        let is = key.env() == "AWS_ENDPOINT_URL" && key.profile() == "endpoint_url";
        (is && key.service_id() == "IoT Managed Integrations").then(|| self.0.clone())
    }
}

#[tokio::test]
async fn what_is_found_for_the_service_goes_before_what_is_found_for_all() {
    let server = Server::answering(THINGS, [Answer::new(204, "")]);
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
    // And what is said in code goes before both.
    let said = with(Origin::shared_config());
    assert_eq!(things::Client::new(&said).caller().endpoint().unwrap().url(), "http://all.example");
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
fn endpoints_are_botocores() {
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
