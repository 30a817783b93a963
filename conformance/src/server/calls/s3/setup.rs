//! Shared setup of the steps: clients, a bucket, and calls that most steps need.

use crate::steps::{Step, output_of};
use aws_config::{BehaviorVersion, SdkConfig};
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore};
use aws_smithy_runtime_api::client::dns::{DnsFuture, ResolveDns};
use server_calls::Error;
use server_calls::s3::*;
use server_calls::smithereen::{Body, Bytes};
use std::fmt::Debug;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

/// What all steps need.
pub(crate) struct Setup {
    pub(crate) config: SdkConfig,
    /// A client that has the bucket in the path.
    pub(crate) client: Client,
    /// A client that has the bucket in the host.
    pub(crate) virtual_host_client: Client,
    /// The name of the bucket that most steps use.
    pub(crate) bucket: String,
    /// The URL of the server, with its IP address.
    pub(crate) url: String,
    /// A folder for files.
    pub(crate) folder: PathBuf,
}

/// Resolves every name to loopback, because the names of buckets below a domain of a test are not in the DNS.
#[derive(Clone, Debug)]
struct Loopback;

impl ResolveDns for Loopback {
    fn resolve_dns<'a>(&'a self, _: &'a str) -> DnsFuture<'a> {
        DnsFuture::ready(Ok(vec![IpAddr::V4(Ipv4Addr::LOCALHOST)]))
    }
}

impl Setup {
    pub(crate) async fn new(transport: &str, port: &str, domain: &str) -> Self {
        let mut trust = TrustStore::empty();
        if let Some(certificate) = std::env::var_os("AWS_CA_BUNDLE").and_then(|path| std::fs::read(path).ok()) {
            trust = trust.with_pem_certificate(certificate);
        }
        let tls = Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring));
        let tls = match TlsContext::builder().with_trust_store(trust).build() {
            Ok(context) => tls.tls_context(context),
            Err(_) => tls,
        };
        let url = format!("{transport}://127.0.0.1:{port}");
        let loader = aws_config::defaults(BehaviorVersion::latest()).endpoint_url(&url);
        let config = loader.http_client(tls.build_with_resolver(Loopback)).load().await;
        let virtual_hosts = config.to_builder().endpoint_url(format!("{transport}://{domain}:{port}")).build();
        Self {
            client: Client::new(&config).endpoint_param("ForcePathStyle", true),
            virtual_host_client: Client::new(&virtual_hosts),
            config,
            url,
            bucket: format!("{transport}-steps"),
            folder: std::env::temp_dir().join(format!("s3-steps-{}-{port}", std::process::id())),
        }
    }

    /// Creates a bucket in the region of the client.
    pub(crate) async fn create(&self, bucket: &str) -> Result<CreateBucketOutput, Error<CreateBucketError>> {
        self.client.create_bucket(&creation(bucket)).await
    }

    /// Puts an object into the bucket of the steps.
    pub(crate) async fn put(&self, key: &str, body: impl Into<Body>) -> Result<PutObjectOutput, String> {
        output_of(self.client.put_object(&PutObjectInput::new(&self.bucket, key).body(body)).await)
    }

    /// Returns the content of an object in the bucket of the steps.
    pub(crate) async fn get(&self, key: &str) -> Result<Bytes, String> {
        content(output_of(self.client.get_object(&GetObjectInput::new(&self.bucket, key)).await)?).await
    }

    pub(crate) async fn head(&self, key: &str) -> Result<HeadObjectOutput, String> {
        output_of(self.client.head_object(&HeadObjectInput::new(&self.bucket, key)).await)
    }
}

/// Returns the input that creates a bucket in the region of the client.
pub(crate) fn creation(bucket: &str) -> CreateBucketInput {
    let location = BucketLocationConstraint::from("eu-west-1");
    let configuration = CreateBucketConfiguration::default().location_constraint(location);
    CreateBucketInput::new(bucket).create_bucket_configuration(configuration)
}

/// Reads the body of an output to its end.
pub(crate) async fn content(output: GetObjectOutput) -> Result<Bytes, String> {
    output.body.collect().await.map_err(|error| error.to_string())
}

/// Returns `length` bytes that repeat only after 251.
pub(crate) fn pattern(length: usize) -> Bytes {
    (0..length).map(|index| u8::try_from(index % 251).unwrap_or_default()).collect()
}

/// Compares contents, which may be too long to show.
pub(crate) fn same_content(found: &Bytes, expected: &[u8]) -> Step {
    match found == expected {
        true => Ok(format!("{} bytes", found.len())),
        false => {
            let at = found.iter().zip(expected).take_while(|(found, expected)| found == expected).count();
            let (found, expected) = (found.len(), expected.len());
            Err(format!("should be {expected} bytes, and are {found}, which differ from byte {at} on"))
        }
    }
}

/// Checks that a call fails with a status and a code (`-`: without a code).
pub(crate) fn refused<O: Debug, E: Debug>(result: Result<O, Error<E>>, status: u16, code: &str) -> Step {
    refused_as(result, status, code, |_| true)
}

/// Checks that a call fails with a status, a code (`-`: without a code) and a variant.
pub(crate) fn refused_as<O: Debug, E: Debug>(
    result: Result<O, Error<E>>,
    status: u16,
    code: &str,
    is_it: impl Fn(&E) -> bool,
) -> Step {
    match result {
        Ok(output) => Err(format!("should be {status} {code}, and is {output:?}")),
        Err(Error::Service(error)) => {
            let found = (error.status().as_u16(), error.code().unwrap_or("-"));
            match found == (status, code) && is_it(error.error()) {
                true => Ok(format!("{status} {code}: {}", error.message().unwrap_or_default())),
                false => Err(format!("should be {status} {code}, and is {} {}: {error:?}", found.0, found.1)),
            }
        }
        Err(error) => Err(format!("should be {status} {code}, and is {error}: {error:?}")),
    }
}
