use aws::route53::{Client, ListResourceRecordSetsInput};
use std::error::Error;

/// Returns the names of all records of a hosted zone.
pub async fn names(client: &Client, zone: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let input = ListResourceRecordSetsInput::new(zone);
    let mut records = client.list_resource_record_sets_paginator(&input).items();
    let mut names = Vec::new();
    while let Some(record) = records.next().await {
        names.push(record?.name);
    }
    Ok(names)
}
