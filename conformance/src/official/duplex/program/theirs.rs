//! Calls with the official client.

use crate::clients::{Clients, Counted, Events, Receive, count_while_stalled, receive};
use crate::operations::{described, outcome};
use crate::script::Script;
use crate::shapes::start_stream_transcription;
use crate::values::{FromJson, ToJson};
use futures_core::Stream;
use sdk::error::SdkError;
use sdk::primitives::event_stream::{EventReceiver, EventStreamSender};
use sdk::types::error::{AudioStreamError, TranscriptResultStreamError};
use sdk::types::{AudioStream, TranscriptResultStream};
use serde_json::{Value, json};
use std::pin::Pin;
use std::task::{Context, Poll};

struct Response(EventReceiver<TranscriptResultStream, TranscriptResultStreamError>);

impl Receive for Response {
    async fn receive(&mut self) -> Result<Option<Value>, Value> {
        match self.0.recv().await {
            Ok(event) => Ok(event.map(|event| event.to_json())),
            // Exceptions of streams have no code.
            Err(SdkError::ServiceError(context)) => Err(described(context.err())),
            Err(error) => Err(outcome(Err::<Value, _>(error))),
        }
    }
}

/// The events with the type of errors that the official client expects.
struct Audio(Counted<AudioStream>);

impl Stream for Audio {
    type Item = Result<AudioStream, AudioStreamError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let event = Pin::new(&mut self.0).poll_next(cx);
        event.map(|event| event.map(|event| event.map_err(AudioStreamError::unhandled)))
    }
}

/// Makes the call.
pub(crate) async fn call(clients: &Clients<'_>, line: &Value, script: &Script) -> Result<Value, String> {
    let events = line["events"].as_array().into_iter().flatten().map(AudioStream::from_json);
    let (events, stream) = Events::new(events.collect::<Result<_, _>>()?);
    let taken = events.taken();
    let client = sdk::Client::new(&clients.config);
    let builder =
        start_stream_transcription(&line["input"])?.audio_stream(EventStreamSender::from(Audio(stream)));
    let events = events.begin(script);
    let (output, stalled) = tokio::join!(builder.send_with(&client), count_while_stalled(script, &taken));
    let mut result = match output {
        Ok(output) => {
            let head = output.to_json();
            let mut response = Response(output.transcript_result_stream);
            let mut result = receive(clients, script, events, &mut response).await;
            result["output"] = head;
            result
        }
        Err(error) => json!({ "end": outcome(Err::<Value, _>(error)) }),
    };
    result["taken_while_stalled"] = stalled;
    Ok(result)
}
