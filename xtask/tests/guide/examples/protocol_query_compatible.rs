use aws::Error;
use aws::sqs::{Client, SendMessageError, SendMessageInput};

/// Sends a message and returns its ID, or `None` if the queue does not exist.
pub async fn send(client: &Client, queue_url: &str) -> Result<Option<String>, Box<dyn std::error::Error>> {
    match client.send_message(&SendMessageInput::new("hello", queue_url)).await {
        Ok(output) => Ok(output.message_id),
        Err(Error::Service(error)) => match error.error() {
            SendMessageError::QueueDoesNotExist(_) => {
                // The code that the service had with `awsQuery`; the variant is named after the shape.
                assert_eq!(error.code(), Some("AWS.SimpleQueueService.NonExistentQueue"));
                Ok(None)
            }
            _ => Err(error.into()),
        },
        Err(error) => Err(error.into()),
    }
}
