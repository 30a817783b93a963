//! Makes calls to S3 on a test server and checks the outputs. Prints a line for each step and `end` after the last. This is an
//! example of the crate that is generated for it.
//!
//! Arguments: the server, the transport (`http` or `https`), the port, and the domain whose subdomains are buckets.
#![allow(clippy::print_stdout, reason = "it is what this is for")]

// The name of the crate in the guide.
extern crate server_calls as aws;

mod buckets;
mod checksums;
mod conditions;
mod copies;
mod deletes;
mod errors;
mod guide;
mod guide_programs;
mod hosts;
mod keys;
mod listings;
mod multipart;
mod objects;
mod official;
mod pages;
mod peer;
mod peers;
mod presigned;
mod ranges;
mod settings;
mod setup;
#[path = "../calls/steps.rs"]
#[allow(dead_code, reason = "other examples use the rest")]
mod steps;
mod tags;
mod transfers;
mod versions;

use setup::Setup;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let [_, transport, port, domain] = *arguments.as_slice() else { return };
    let setup = Setup::new(transport, port, domain).await;
    buckets::steps(&setup).await;
    objects::steps(&setup).await;
    ranges::steps(&setup).await;
    conditions::steps(&setup).await;
    keys::steps(&setup).await;
    copies::steps(&setup).await;
    multipart::steps(&setup).await;
    listings::steps(&setup).await;
    pages::steps(&setup).await;
    deletes::steps(&setup).await;
    tags::steps(&setup).await;
    versions::steps(&setup).await;
    settings::steps(&setup).await;
    checksums::steps(&setup).await;
    errors::steps(&setup).await;
    hosts::steps(&setup).await;
    peers::steps(&setup).await;
    official::steps(&setup).await;
    presigned::steps(&setup).await;
    guide::steps(&setup).await;
    transfers::steps(&setup).await;
    buckets::end(&setup).await;
    println!("ok\tend\t");
}
