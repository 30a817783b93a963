use aws::Error;
use aws::lambda::{Client, GetFunctionConfigurationError, GetFunctionConfigurationInput, Runtime};

/// Returns the runtime of a function, or `None` if the function does not exist.
pub async fn runtime(client: &Client, function: &str) -> Result<Option<Runtime>, Box<dyn std::error::Error>> {
    let input = GetFunctionConfigurationInput::new(function).qualifier("live");
    match client.get_function_configuration(&input).await {
        Ok(output) => Ok(output.runtime),
        Err(Error::Service(error)) => match error.error() {
            GetFunctionConfigurationError::ResourceNotFoundException(_) => Ok(None),
            _ => Err(error.into()),
        },
        Err(error) => Err(error.into()),
    }
}
