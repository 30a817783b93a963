use aws::route53::{Change, ChangeAction, ChangeBatch, ChangeResourceRecordSetsInput, Client};
use aws::route53::{RRType, ResourceRecord, ResourceRecordSet};

/// Sets the address of a host and returns the ID of the change.
pub async fn set_address(
    client: &Client,
    zone: &str,
    host: &str,
    address: &str,
) -> Result<String, Box<dyn std::error::Error>> {
    let records =
        ResourceRecordSet::new(host, RRType::A).ttl(60).resource_records([ResourceRecord::new(address)]);
    let batch = ChangeBatch::new([Change::new(ChangeAction::Upsert, records)]);
    let input = ChangeResourceRecordSetsInput::new(batch, zone);
    Ok(client.change_resource_record_sets(&input).await?.change_info.id)
}
