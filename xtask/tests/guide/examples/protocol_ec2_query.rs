use aws::ec2::{Client, DescribeRegionsInput, Filter};

/// Returns the names of the regions that are not enabled for the account.
pub async fn disabled_regions(client: &Client) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let filter = Filter::default().name("opt-in-status").values(["not-opted-in".to_owned()]);
    let input = DescribeRegionsInput::default().all_regions(true).filters([filter]);
    let output = client.describe_regions(&input).await?;
    let regions = output.regions.unwrap_or_default().into_iter();
    Ok(regions.filter_map(|region| region.region_name).collect())
}
