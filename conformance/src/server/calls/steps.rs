//! Shared helpers of the steps of all services.

use aws_config::SdkConfig;
use server_calls::Error;
use std::collections::BTreeMap;
use std::fmt::Debug;

/// A text with characters that each format escapes in another way.
pub(crate) const ODD: &str = "45 °C ✓ \"hot\" \\ / ﷺ 🦀 %2F &=?<b>'+~";

/// Bytes that are not UTF-8.
pub(crate) const BYTES: &[u8] = &[0, 0xFF, 0xFE, b'<', 0x80, b'\n', 0x7F, 0];

/// The result of a step: details, or the reason for its failure.
pub(crate) type Step = Result<String, String>;

/// What all steps need.
pub(crate) struct Setup {
    pub(crate) config: SdkConfig,
    pub(crate) server: String,
}

impl Setup {
    pub(crate) fn is(&self, server: &str) -> bool {
        self.server == server
    }
}

/// Prints a step.
pub(crate) fn say(step: &str, outcome: Step) {
    let (verdict, detail) = match outcome {
        Ok(detail) => ("ok", detail),
        Err(why) => ("FAILED", why),
    };
    println!("{verdict}\t{step}\t{}", detail.replace(['\n', '\t'], " "));
}

/// Returns the output of a call.
pub(crate) fn output_of<O, E: Debug>(result: Result<O, Error<E>>) -> Result<O, String> {
    result.map_err(|error| format!("{error}: {error:?}"))
}

/// Checks the output of a call.
pub(crate) fn check<O, E: Debug>(result: Result<O, Error<E>>, check: impl FnOnce(O) -> Step) -> Step {
    output_of(result).and_then(check)
}

/// Checks that a call without fields in its output succeeds.
pub(crate) fn done<O: Debug, E: Debug>(result: Result<O, Error<E>>) -> Step {
    check(result, |output| Ok(format!("{output:?}")))
}

/// Checks that a value is as expected.
pub(crate) fn same<T: PartialEq + Debug>(what: &str, found: T, expected: T) -> Step {
    match found == expected {
        true => Ok(format!("{what} {found:?}")),
        false => Err(format!("{what} should be {expected:?}, and is {found:?}")),
    }
}

/// Checks a condition of a value.
pub(crate) fn holds<T: Debug>(what: &str, found: T, condition: impl FnOnce(&T) -> bool) -> Step {
    match condition(&found) {
        true => Ok(format!("{what} {found:?}")),
        false => Err(format!("{what} should not be {found:?}")),
    }
}

/// Checks that a call fails with the expected code, status, variant and a message that contains a text.
pub(crate) fn fails<O: Debug, E: Debug>(
    result: Result<O, Error<E>>,
    code: &str,
    status: u16,
    text: &str,
    is_it: impl Fn(&E) -> bool,
) -> Step {
    match result {
        Ok(output) => Err(format!("should fail, and gives {output:?}")),
        Err(Error::Service(error)) => {
            let found = (error.code(), error.status().as_u16());
            let message = error.message();
            let is_told = message.is_some_and(|message| message.contains(text));
            match found == (Some(code), status) && is_it(error.error()) && is_told {
                true => Ok(format!("{status} {code}: {}", message.unwrap_or_default())),
                false => Err(format!("should be {status} {code}: {text}, and is {error:?} ({message:?})")),
            }
        }
        Err(error) => Err(format!("{error}: {error:?}")),
    }
}

/// Checks that a call fails with the expected code, status and variant, and without a message.
pub(crate) fn fails_without_message<O: Debug, E: Debug>(
    result: Result<O, Error<E>>,
    code: &str,
    status: u16,
    is_it: impl Fn(&E) -> bool,
) -> Step {
    let service = |error: &Error<E>| error.as_service().is_some_and(|error| is_it(error.error()));
    match result {
        Err(error) if error.code() == Some(code) && error.message().is_none() && service(&error) => {
            let found = error.status().map(|status| status.as_u16());
            same(code, found, Some(status))
        }
        result => Err(format!("should be {status} {code}, and is {result:?}")),
    }
}

/// The status and code of a call that may be refused.
#[derive(Default)]
pub(crate) struct Attempt {
    status: String,
    code: Option<String>,
    text: String,
}

impl Attempt {
    pub(crate) fn of<O, E: Debug>(result: Result<O, Error<E>>) -> Self {
        match result {
            Ok(_) => Self { status: "200".to_owned(), ..Self::default() },
            Err(error) => Self {
                status: error.status().map(|status| status.as_str().to_owned()).unwrap_or_default(),
                code: error.code().map(str::to_owned),
                text: format!("{error}: {error:?}"),
            },
        }
    }

    /// Checks the status and, unless it is `-`, the code.
    pub(crate) fn check(&self, status: &str, code: &str) -> Step {
        let found = self.code.as_deref().unwrap_or("-");
        match self.status == status && found == code {
            true => Ok(format!("{status} {code}")),
            false => Err(format!("should be {status} {code}, and is {} {found}: {}", self.status, self.text)),
        }
    }
}

/// Returns a list of texts.
pub(crate) fn list(all: &[&str]) -> Vec<String> {
    all.iter().map(|text| (*text).to_owned()).collect()
}

/// Returns a map of texts.
pub(crate) fn texts(all: &[(&str, &str)]) -> BTreeMap<String, String> {
    all.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}
