//! Matchers as text, for errors.

use super::{Expected, Matcher};
use std::fmt;

impl fmt::Display for Matcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Output(expression, expected) | Self::InputOutput(expression, expected) => {
                write!(f, "`{expression}` {expected}")
            }
            Self::Success(true) => f.write_str("the call succeeded"),
            Self::Success(false) => f.write_str("the call failed"),
            Self::Error(code) => write!(f, "the error is {code}"),
            Self::Status(status) => write!(f, "the status is {status}"),
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String(text) => write!(f, "is `{text}`"),
            Self::Bool(value) => write!(f, "is {value}"),
            Self::AllStrings(text) => write!(f, "is `{text}` in all cases"),
            Self::AnyString(text) => write!(f, "is `{text}` in one case"),
            Self::AllBools(value) => write!(f, "is {value} in all cases"),
            Self::AnyBool(value) => write!(f, "is {value} in one case"),
        }
    }
}
