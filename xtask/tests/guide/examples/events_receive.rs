use aws::lambda::{Client, InvokeWithResponseStreamInput, InvokeWithResponseStreamResponseEvent as Event};
use std::error::Error;
use std::io::Write;

/// Invokes a function, and writes its response while it arrives.
pub async fn invoke(client: &Client, function: &str, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let input = InvokeWithResponseStreamInput::new(function);
    let mut events = client.invoke_with_response_stream(&input).await?.event_stream;
    while let Some(event) = events.recv().await? {
        match event {
            Event::PayloadChunk(chunk) => out.write_all(&chunk.payload.unwrap_or_default())?,
            Event::InvokeComplete(end) => match end.error_code {
                Some(code) => return Err(format!("the function failed: {code}").into()),
                None => return Ok(()),
            },
            Event::Unknown(name) => eprintln!("{name}: {:?}", events.frame()),
        }
    }
    Err("the response ended early".into())
}
