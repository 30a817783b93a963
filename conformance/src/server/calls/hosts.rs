//! Hosts of DynamoDB other than that of the region.

use super::routed;
use super::steps::*;
use server_calls::dynamodb::{Client, ListTablesInput};

/// Calls the hosts that have the account ID of the credentials, and those that are discovered.
pub(crate) async fn dynamodb(setup: &Setup) {
    let (config, log) = routed::routed(&setup.config);
    let input = ListTablesInput::default();
    let config = routed::of_account(&config, "123456789012");
    let listed = Client::new(&config).list_tables(&input).await;
    let expected = ["ListTables 123456789012.ddb.eu-west-1.amazonaws.com"];
    say("ListTables, of an account", done(listed).and_then(|_| same("hosts", log.take(), list(&expected))));
    let listed = Client::new(&config).endpoint_discovery(true).list_tables(&input).await;
    let expected = [
        "DescribeEndpoints 123456789012.ddb.eu-west-1.amazonaws.com",
        "ListTables dynamodb.eu-west-1.amazonaws.com",
    ];
    say("ListTables, discovered", done(listed).and_then(|_| same("hosts", log.take(), list(&expected))));
}
