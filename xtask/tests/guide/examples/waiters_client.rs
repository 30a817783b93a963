use aws::lambda::{Client, GetFunctionConfigurationInput};
use std::error::Error;
use std::time::Duration;

/// Waits until a function can be invoked, for at most five minutes.
pub async fn ready(client: &Client, function: &str) -> Result<(), Box<dyn Error>> {
    let input = GetFunctionConfigurationInput::new(function);
    let waited = client.wait_until_function_active(&input, Duration::from_secs(300)).await?;
    println!("{function} is active, after {} calls", waited.attempts());
    Ok(())
}
