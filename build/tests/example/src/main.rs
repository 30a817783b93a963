//! Calls the service at a URL with the generated client and prints the response.
#![forbid(unsafe_code)]
#![deny(warnings, clippy::all, clippy::pedantic)]

include!(concat!(env!("OUT_DIR"), "/smithereen.rs"));

mod types {
    include!(concat!(env!("OUT_DIR"), "/types.rs"));
}

mod without {
    include!(concat!(env!("OUT_DIR"), "/without.rs"));
}

use aws_smithy_async::rt::sleep::{SharedAsyncSleep, TokioSleep};
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_types::SdkConfig;
use smithereen::endpoint::Params;
use smithereen::{Document, Operation};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::args().nth(1).ok_or("the URL of the service is missing")?;
    let config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .sleep_impl(SharedAsyncSleep::new(TokioSleep::new()))
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .endpoint_url(url)
        .build();
    let client = things::Client::new(&config).with_api_key("the key");
    let output = client.get_thing(&things::GetThingInput::new("a b")).await?;
    println!("{:?}", output.thing);

    let kept = types::things::Thing { size: Some(1), more: Some(Document::Null), ..Default::default() };
    println!("{kept:?}");

    let endpoint = without::things::endpoint(&Params::region("eu-west-1"))?;
    let request = without::things::ListThingsInput::default().to_http(&endpoint)?;
    println!("{} {}", request.method(), request.uri());
    Ok(())
}
