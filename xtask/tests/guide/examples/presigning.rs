use aws::lambda::{Client, GetFunctionConfigurationInput};
use std::time::Duration;

/// Returns a link with which anyone can read the configuration of a function for an hour.
pub async fn link(client: &Client, function: &str) -> Result<String, Box<dyn std::error::Error>> {
    let input = GetFunctionConfigurationInput::new(function);
    let presigned = client.caller().presign(&input, Duration::from_secs(3600)).await?;
    assert_eq!(presigned.method(), "GET");
    assert!(presigned.headers().is_empty(), "a browser sends no headers of ours");
    Ok(presigned.url().to_owned())
}
