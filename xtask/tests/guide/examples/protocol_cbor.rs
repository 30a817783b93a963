use aws::cloudwatch::{Client, MetricDatum, PutMetricDataInput, StandardUnit};
use aws::smithereen::Timestamp;

/// Records a number of requests.
pub async fn count(
    client: &Client,
    requests: u32,
    time: Timestamp,
) -> Result<(), Box<dyn std::error::Error>> {
    let datum =
        MetricDatum::new("Requests").value(f64::from(requests)).unit(StandardUnit::Count).timestamp(time);
    let input = PutMetricDataInput::new("Shop").metric_data([datum]);
    client.put_metric_data(&input).await?;
    Ok(())
}
