//! Calls with the generated client.

use crate::clients::{Clients, Events, Receive, count_while_stalled, receive};
use crate::script::Script;
use conformance_duplex::transcribe_streaming::{
    AudioStream, Client, StartStreamTranscriptionInput, TranscriptResultStream,
};
use serde::Serialize;
use serde_json::{Value, json};
use smithereen::Error;
use smithereen::event_stream::{EventReceiver, EventSource};
use smithereen::reflect::Shape;

struct Response(EventReceiver<TranscriptResultStream>);

impl Receive for Response {
    async fn receive(&mut self) -> Result<Option<Value>, Value> {
        match self.0.recv().await {
            Ok(Some(TranscriptResultStream::Unknown(name))) => Ok(Some(json!({ name: null }))),
            Ok(Some(event)) => Ok(Some(serde_json::to_value(event).map_err(|error| error.to_string())?)),
            Ok(None) => Ok(None),
            Err(error) => Err(described(&error)),
        }
    }
}

/// Returns an error in the form that the example `call` has.
fn described<E: Serialize + Shape>(error: &Error<E>) -> Value {
    match error {
        Error::Service(error) => {
            // The members of the variant; none of an unknown one.
            let variant = serde_json::to_value(error.error()).unwrap_or_default();
            let fields = variant.as_object().and_then(|variant| variant.values().next());
            json!({ "service_error": {
                "code": error.code(),
                "message": error.message(),
                "request_id": error.request_id(),
                "fields": fields.cloned().unwrap_or_else(|| json!({})),
            } })
        }
        error => json!({ "error": error.to_string() }),
    }
}

/// Makes the call.
pub(crate) async fn call(clients: &Clients<'_>, line: &Value, script: &Script) -> Result<Value, String> {
    let events: Vec<AudioStream> =
        serde_json::from_value(line["events"].clone()).map_err(|error| error.to_string())?;
    let input: StartStreamTranscriptionInput =
        serde_json::from_value(line["input"].clone()).map_err(|error| error.to_string())?;
    let (events, stream) = Events::new(events);
    let input = input.audio_stream(EventSource::from_try_stream(stream));
    let taken = events.taken();
    let client = Client::new(&clients.config);
    let events = events.begin(script);
    let (output, stalled) =
        tokio::join!(client.start_stream_transcription(&input), count_while_stalled(script, &taken));
    let mut result = match output {
        Ok(mut output) => {
            let mut response = Response(std::mem::take(&mut output.transcript_result_stream));
            let mut result = receive(clients, script, events, &mut response).await;
            result["output"] = serde_json::to_value(&output).map_err(|error| error.to_string())?;
            result
        }
        Err(error) => json!({ "end": described(&error) }),
    };
    result["taken_while_stalled"] = stalled;
    Ok(result)
}
