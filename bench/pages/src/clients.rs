//! Both clients, on an in-memory connector that responds with the pages of a table.

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_async::rt::sleep::{SharedAsyncSleep, TokioSleep};
use aws_smithy_async::time::SystemTimeSource;
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_types::SdkConfig;
use aws_types::region::Region;
use serde_json::{Map, Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The number of pages of the table.
pub(crate) const PAGES: usize = 1_000;
/// The number of items in each page.
pub(crate) const ITEMS: usize = 10;

/// Returns a configuration like that of `aws-config`.
pub(crate) fn config() -> SdkConfig {
    let credentials = Credentials::new("AKIDEXAMPLE", "a secret of no worth", None, None, "bench");
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .http_client(Table::new())
        .region(Region::new("eu-west-1"))
        .sleep_impl(SharedAsyncSleep::new(TokioSleep::new()))
        .time_source(SystemTimeSource::new())
        .build()
}

/// Responds to each request with the next page, and to the one after the last page with the first.
#[derive(Clone, Debug)]
struct Table {
    /// The pages with their checksums, which DynamoDB sends in a header.
    pages: Arc<Vec<(&'static [u8], String)>>,
    next: Arc<AtomicUsize>,
}

impl Table {
    fn new() -> Self {
        let pages = (0..PAGES).map(|number| {
            let text: &'static str = page(number).leak();
            (text.as_bytes(), crc32fast::hash(text.as_bytes()).to_string())
        });
        Self { pages: Arc::new(pages.collect()), next: Arc::default() }
    }
}

/// Returns the response with a page.
fn page(number: usize) -> String {
    let id = |item: usize| json!({ "id": { "S": format!("device-{:08}", number * ITEMS + item) } });
    let items = (0..ITEMS).map(|item| {
        let mut attributes: Map<String, Value> = id(item).as_object().cloned().unwrap_or_default();
        attributes.insert("name".to_owned(), json!({ "S": "A sensor in the north wing" }));
        attributes.insert("reading".to_owned(), json!({ "N": format!("{}.5", item * 7) }));
        attributes.insert("online".to_owned(), json!({ "BOOL": item % 2 == 0 }));
        Value::Object(attributes)
    });
    let mut page = json!({ "Items": items.collect::<Vec<_>>(), "Count": ITEMS, "ScannedCount": ITEMS });
    if number + 1 < PAGES {
        page["LastEvaluatedKey"] = id(ITEMS - 1);
    }
    page.to_string()
}

impl HttpClient for Table {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Table {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let (body, checksum) = &self.pages[self.next.fetch_add(1, Ordering::Relaxed) % PAGES];
        let mut response = HttpResponse::new(http::StatusCode::OK.into(), SdkBody::from(*body));
        let headers = response.headers_mut();
        headers.insert("content-type", "application/x-amz-json-1.0");
        headers.insert("x-amz-crc32", checksum.clone());
        HttpConnectorFuture::ready(Ok(response))
    }
}
