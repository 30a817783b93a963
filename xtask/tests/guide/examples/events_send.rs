use aws::lexv2_runtime::{
    Client, ConfigurationEvent, ConversationMode, StartConversationInput,
    StartConversationRequestEventStream as Request, StartConversationResponseEventStream as Response,
    TextInputEvent,
};
use aws::smithereen::event_stream::EventSource;
use std::error::Error;

/// Says a sentence to a bot, and returns the messages of its response.
pub async fn say(client: &Client, text: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let (sender, events) = EventSource::channel(8);
    let input = StartConversationInput::new("TSTALIASID", "ABCDEFGHIJ", "en_US", "session")
        .conversation_mode(ConversationMode::Text)
        .request_event_stream(events);

    // Events can be sent before the call, as many as the channel has room for, and at any time after it.
    let format = ConfigurationEvent::new("text/plain;charset=utf-8");
    sender.send(Request::ConfigurationEvent(format)).await?;
    let mut responses = client.start_conversation(&input).await?.response_event_stream;
    sender.send(Request::TextInputEvent(TextInputEvent::new(text))).await?;

    while let Some(response) = responses.recv().await? {
        if let Response::TextResponseEvent(response) = response {
            // The stream of requests ends here, because the sender is dropped.
            let messages = response.messages.unwrap_or_default();
            return Ok(messages.into_iter().filter_map(|message| message.content).collect());
        }
    }
    Err("no response".into())
}
