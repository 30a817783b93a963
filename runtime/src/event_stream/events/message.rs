//! Kinds of messages, from the headers of a frame.

use crate::error::MessageError;
use crate::event_stream::frames::{Frame, HeaderValue};

pub(super) const MESSAGE_TYPE: &str = ":message-type";
pub(super) const EVENT_TYPE: &str = ":event-type";
pub(super) const EXCEPTION_TYPE: &str = ":exception-type";
pub(super) const CONTENT_TYPE: &str = ":content-type";
const ERROR_CODE: &str = ":error-code";
const ERROR_MESSAGE: &str = ":error-message";

pub(super) const EVENT: &str = "event";
pub(super) const EXCEPTION: &str = "exception";
const ERROR: &str = "error";

/// The type of the event with the members of an input, which protocols without HTTP bindings send first.
pub(super) const INITIAL_REQUEST: &str = "initial-request";
/// The type of the event with the members of an output.
pub(super) const INITIAL_RESPONSE: &str = "initial-response";

/// The kind of a message.
#[derive(Debug, PartialEq)]
pub(super) enum Message<'a> {
    /// An event, with its name in the union.
    Event(&'a str),
    /// An error of the model, with its name in the union.
    Exception(&'a str),
    /// An error that is not in the model.
    Error { code: &'a str, message: Option<&'a str> },
}

impl<'a> Message<'a> {
    /// Returns the kind of the message in a frame.
    ///
    /// # Errors
    /// Returns an error if a header that determines the kind is missing, is not a string, or has an unknown value.
    pub(super) fn of(frame: &'a Frame) -> Result<Self, MessageError> {
        let [mut kind, mut event, mut exception, mut code, mut text] = [None; 5];
        for (name, value) in frame.headers() {
            let slot = match name {
                MESSAGE_TYPE => &mut kind,
                EVENT_TYPE => &mut event,
                EXCEPTION_TYPE => &mut exception,
                ERROR_CODE => &mut code,
                ERROR_MESSAGE => &mut text,
                _ => continue,
            };
            slot.get_or_insert(value);
        }
        match string(MESSAGE_TYPE, kind)? {
            EVENT => string(EVENT_TYPE, event).map(Self::Event),
            EXCEPTION => string(EXCEPTION_TYPE, exception).map(Self::Exception),
            ERROR => {
                let message = text.and_then(HeaderValue::as_str);
                string(ERROR_CODE, code).map(|code| Self::Error { code, message })
            }
            _ => Err(header_error(MESSAGE_TYPE, "expected `event`, `exception` or `error`")),
        }
    }
}

fn string<'a>(name: &str, value: Option<HeaderValue<'a>>) -> Result<&'a str, MessageError> {
    let value = value.ok_or_else(|| header_error(name, "the header is missing"))?;
    value.as_str().ok_or_else(|| header_error(name, "expected a string"))
}

fn header_error(name: &str, reason: &str) -> MessageError {
    MessageError::new("", format!("the header `{name}` of a frame: {reason}"))
}
