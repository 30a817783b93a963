//! Conversions between JSON with the model's member names and the types of an official crate.
#![allow(unused_macros, reason = "not every service has unions and enums")]

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sdk::error::BuildError;
use sdk::primitives::{Blob, DateTime, DateTimeFormat};
use serde_json::{Map, Number, Value};
use std::collections::HashMap;
use std::hash::Hash;

pub(crate) trait FromJson: Sized {
    fn from_json(value: &Value) -> Result<Self, String>;
}

pub(crate) trait ToJson {
    fn to_json(&self) -> Value;

    /// Returns the value of a member, or `None` if it is unset.
    fn to_member(&self) -> Option<Value> {
        Some(self.to_json())
    }
}

/// The result of a builder's `build`: a value, or a result if the value has required members.
pub(crate) trait Built<T> {
    fn built(self) -> Result<T, String>;
}

impl<T> Built<T> for T {
    fn built(self) -> Result<T, String> {
        Ok(self)
    }
}

impl<T> Built<T> for Result<T, BuildError> {
    fn built(self) -> Result<T, String> {
        self.map_err(|error| error.to_string())
    }
}

/// Returns the member of an object.
pub(crate) fn member<T: FromJson>(object: &Value, name: &str) -> Result<Option<T>, String> {
    let value = object.get(name).map(T::from_json).transpose();
    value.map_err(|error| format!("{name}: {error}"))
}

fn unexpected<T>(value: &Value) -> Result<T, String> {
    Err(format!("unexpected value {value}"))
}

impl ToJson for Value {
    fn to_json(&self) -> Value {
        self.clone()
    }
}

impl FromJson for String {
    fn from_json(value: &Value) -> Result<Self, String> {
        value.as_str().map_or_else(|| unexpected(value), |text| Ok(text.to_owned()))
    }
}

impl ToJson for String {
    fn to_json(&self) -> Value {
        self.as_str().into()
    }
}

impl FromJson for bool {
    fn from_json(value: &Value) -> Result<Self, String> {
        value.as_bool().map_or_else(|| unexpected(value), Ok)
    }
}

impl ToJson for bool {
    fn to_json(&self) -> Value {
        (*self).into()
    }
}

macro_rules! integers {
    ($($type:ty)*) => {$(
        impl FromJson for $type {
            fn from_json(value: &Value) -> Result<Self, String> {
                let number = value.as_i64().and_then(|number| Self::try_from(number).ok());
                number.map_or_else(|| unexpected(value), Ok)
            }
        }

        impl ToJson for $type {
            fn to_json(&self) -> Value {
                (*self).into()
            }
        }
    )*};
}

integers!(i8 i16 i32 i64);

macro_rules! floats {
    ($($type:ty)*) => {$(
        impl FromJson for $type {
            fn from_json(value: &Value) -> Result<Self, String> {
                let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                text.parse().map_or_else(|_| unexpected(value), Ok)
            }
        }

        impl ToJson for $type {
            fn to_json(&self) -> Value {
                if self.is_nan() {
                    return "NaN".into();
                }
                if self.is_infinite() {
                    return if *self > 0.0 { "Infinity" } else { "-Infinity" }.into();
                }
                // The shortest text of a float differs from that of the equal double.
                let double = format!("{self:e}").parse().ok().and_then(Number::from_f64);
                double.map_or(Value::Null, Value::Number)
            }
        }
    )*};
}

floats!(f32 f64);

impl FromJson for Blob {
    fn from_json(value: &Value) -> Result<Self, String> {
        let bytes = STANDARD.decode(value.as_str().unwrap_or_default());
        bytes.map(Self::new).map_err(|error| error.to_string())
    }
}

impl ToJson for Blob {
    fn to_json(&self) -> Value {
        STANDARD.encode(self).into()
    }
}

impl FromJson for DateTime {
    fn from_json(value: &Value) -> Result<Self, String> {
        Self::from_str(&value.to_string(), DateTimeFormat::EpochSeconds).map_err(|error| error.to_string())
    }
}

impl ToJson for DateTime {
    fn to_json(&self) -> Value {
        self.fmt(DateTimeFormat::DateTime).unwrap_or_default().into()
    }
}

impl<T: FromJson> FromJson for Box<T> {
    fn from_json(value: &Value) -> Result<Self, String> {
        T::from_json(value).map(Self::new)
    }
}

impl<T: ToJson> ToJson for Box<T> {
    fn to_json(&self) -> Value {
        (**self).to_json()
    }
}

impl<T: ToJson> ToJson for Option<T> {
    fn to_json(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::to_json)
    }

    fn to_member(&self) -> Option<Value> {
        self.as_ref().map(T::to_json)
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(value: &Value) -> Result<Self, String> {
        value.as_array().map_or_else(|| unexpected(value), |items| items.iter().map(T::from_json).collect())
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn to_json(&self) -> Value {
        self.iter().map(T::to_json).collect()
    }
}

impl<K: FromJson + Eq + Hash, T: FromJson> FromJson for HashMap<K, T> {
    fn from_json(value: &Value) -> Result<Self, String> {
        let Some(entries) = value.as_object() else { return unexpected(value) };
        let entry = |(key, value): (&String, &Value)| {
            Ok((K::from_json(&Value::from(key.as_str()))?, T::from_json(value)?))
        };
        entries.iter().map(entry).collect()
    }
}

impl<K: ToJson, T: ToJson> ToJson for HashMap<K, T> {
    fn to_json(&self) -> Value {
        let entry =
            |(key, value): (&K, &T)| (key.to_json().as_str().unwrap_or_default().to_owned(), value.to_json());
        Value::Object(self.iter().map(entry).collect::<Map<_, _>>())
    }
}

/// Implements `FromJson` for a structure.
macro_rules! input {
    ($type:ty { $($name:literal => $setter:ident),* }) => {
        impl $crate::values::FromJson for $type {
            #[allow(unused_variables, reason = "structures may be empty")]
            fn from_json(value: &serde_json::Value) -> Result<Self, String> {
                let builder = <$type>::builder();
                $(let builder = builder.$setter($crate::values::member(value, $name)?);)*
                $crate::values::Built::built(builder.build())
            }
        }
    };
}

/// Implements `ToJson` for a structure.
macro_rules! output {
    ($type:ty { $($name:literal => $field:ident),* }) => {
        impl $crate::values::ToJson for $type {
            fn to_json(&self) -> serde_json::Value {
                let members = [
                    $(($name, $crate::values::ToJson::to_member(&self.$field)),)*
                ];
                let members: &[(&str, Option<serde_json::Value>)] = &members;
                let set = members.iter().filter_map(|(name, value)| Some(((*name).to_owned(), value.clone()?)));
                serde_json::Value::Object(set.collect())
            }
        }
    };
}

/// Implements `FromJson` for a union.
macro_rules! input_choice {
    ($type:ty { $($name:literal => $variant:ident),* }) => {
        impl $crate::values::FromJson for $type {
            fn from_json(value: &serde_json::Value) -> Result<Self, String> {
                match value.as_object().and_then(|members| members.iter().next()) {
                    $(Some((name, value)) if name == $name => {
                        $crate::values::FromJson::from_json(value).map(Self::$variant)
                    })*
                    _ => Err(format!("no known member in {value}")),
                }
            }
        }
    };
}

/// Implements `ToJson` for a union. An unknown member is an empty object.
macro_rules! output_choice {
    ($type:ty { $($name:literal => $variant:ident),* }) => {
        impl $crate::values::ToJson for $type {
            fn to_json(&self) -> serde_json::Value {
                match self {
                    $(Self::$variant(value) => {
                        serde_json::json!({ $name: $crate::values::ToJson::to_json(value) })
                    })*
                    _ => serde_json::json!({}),
                }
            }
        }
    };
}

/// Implements both for an enum.
macro_rules! text {
    ($($type:ty),*) => {$(
        impl $crate::values::FromJson for $type {
            fn from_json(value: &serde_json::Value) -> Result<Self, String> {
                Ok(value.as_str().ok_or("an enum must be a string")?.into())
            }
        }

        impl $crate::values::ToJson for $type {
            fn to_json(&self) -> serde_json::Value {
                self.as_str().into()
            }
        }
    )*};
}
