//! Macros that implement the traits of generated types from their descriptions.

/// Describes a structure: `Type = "name in the model" { index field => Member, .. }`.
///
/// Implements [`Shape`], [`Value`], `Debug` and, with the feature `serde`, serde's traits. `sensitive` after the name keeps
/// all members out of `Debug`.
///
/// [`Shape`]: crate::reflect::Shape
/// [`Value`]: crate::reflect::Value
#[macro_export]
macro_rules! structure {
    ($type:ident = $name:literal $($mark:ident)? { $($index:literal $field:ident => $member:expr),* $(,)? }) => {
        impl $crate::reflect::Shape for $type {
            fn schema(&self) -> &'static $crate::schema::Schema {
                #[allow(unused_imports)]
                use $crate::schema::{Flag, Member, TimestampFormat};
                static SCHEMA: $crate::schema::Schema =
                    $crate::schema::Schema::structure($name, &[$($member),*])$(.$mark())?;
                &SCHEMA
            }
            fn get(&self, index: usize) -> $crate::reflect::ValueRef<'_> {
                match index {
                    $($index => $crate::reflect::get(&self.$field),)*
                    _ => $crate::reflect::ValueRef::None,
                }
            }
            fn slot(&mut self, index: usize) -> $crate::reflect::Slot<'_> {
                match index {
                    $($index => $crate::reflect::slot(&mut self.$field),)*
                    _ => $crate::reflect::Slot::Skip,
                }
            }
        }

        $crate::__shape!($type, Self { $($field: $crate::reflect::default_value()),* });
    };
}

/// Describes a union: `Type = "name" { index Variant => Member, .. }`.
///
/// Implements the same traits as [`structure!`]. The default value is the variant `Unknown`.
#[macro_export]
macro_rules! union {
    ($type:ident = $name:literal $($mark:ident)? { $($index:literal $variant:ident => $member:expr),* $(,)? }) => {
        impl $crate::reflect::Shape for $type {
            fn schema(&self) -> &'static $crate::schema::Schema {
                #[allow(unused_imports)]
                use $crate::schema::{Flag, Member, TimestampFormat};
                static SCHEMA: $crate::schema::Schema =
                    $crate::schema::Schema::union($name, &[$($member),*])$(.$mark())?;
                &SCHEMA
            }
            fn get(&self, index: usize) -> $crate::reflect::ValueRef<'_> {
                match (index, self) {
                    $(($index, Self::$variant(value)) => $crate::reflect::get(value),)*
                    _ => $crate::reflect::ValueRef::None,
                }
            }
            $crate::__union_slot! { $($index $variant),* }
            fn unknown(&self) -> ::std::option::Option<&str> {
                #[allow(unreachable_patterns)]
                match self {
                    Self::Unknown(name) => ::std::option::Option::Some(name),
                    _ => ::std::option::Option::None,
                }
            }
            fn set_unknown(&mut self, name: &str) {
                *self = Self::Unknown(::std::borrow::ToOwned::to_owned(name));
            }
        }

        $crate::__shape!($type, Self::Unknown(::std::string::String::new()));
    };
}

/// A [`structure!`] that is an error of operations: `Display` and `Error` follow as well.
///
/// `Display` shows the shape's name and the message, unless that is sensitive.
#[macro_export]
macro_rules! exception {
    ($type:ident $($description:tt)*) => {
        $crate::structure! { $type $($description)* }
        $crate::__error! { $type display_exception }
    };
}

/// A [`union!`] of the errors of an operation by their codes: `Display` and `Error` follow as well.
///
/// `Display` shows the code and the message, unless that is sensitive.
#[macro_export]
macro_rules! operation_error {
    ($type:ident $($description:tt)*) => {
        $crate::union! { $type $($description)* }
        $crate::__error! { $type display_error }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __error {
    ($type:ident $display:ident) => {
        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::reflect::$display(self, f)
            }
        }

        impl ::std::error::Error for $type {}
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __union_slot {
    () => {
        fn slot(&mut self, _: usize) -> $crate::reflect::Slot<'_> {
            $crate::reflect::Slot::Skip
        }
    };
    ($($index:literal $variant:ident),+) => {
        fn slot(&mut self, index: usize) -> $crate::reflect::Slot<'_> {
            *self = match index {
                $($index => Self::$variant($crate::reflect::default_value()),)+
                _ => return $crate::reflect::Slot::Skip,
            };
            match self {
                $(Self::$variant(value) => $crate::reflect::slot(value),)+
                Self::Unknown(_) => $crate::reflect::Slot::Skip,
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __shape {
    ($type:ident, $default:expr) => {
        impl $crate::reflect::Value for $type {
            fn default_value() -> Self {
                $default
            }
            fn get(&self) -> $crate::reflect::ValueRef<'_> {
                $crate::reflect::ValueRef::Shape(self)
            }
            fn slot(&mut self) -> $crate::reflect::Slot<'_> {
                *self = <Self as $crate::reflect::Value>::default_value();
                $crate::reflect::Slot::Shape(self)
            }
            fn default_slot(&mut self) -> $crate::reflect::Slot<'_> {
                $crate::reflect::Slot::Shape(self)
            }
        }

        impl ::std::fmt::Debug for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::reflect::debug(self, ::std::stringify!($type), f)
            }
        }

        $crate::__serde!($type);
    };
}

/// Implements the traits of an enum that has `as_str` and `From<String>`: `Display`, `FromStr`, `From<&str>`, `AsRef<str>`,
/// `Debug`, and those for codecs. `string_enum!(Type, sensitive)` keeps the value out of `Debug`.
#[macro_export]
macro_rules! string_enum {
    ($type:ident) => {
        $crate::__string_enum!($type, |value| value.as_str());
    };
    ($type:ident, sensitive) => {
        $crate::__string_enum!($type, |_value| $crate::reflect::REDACTED);
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __string_enum {
    ($type:ident, |$value:ident| $debug:expr) => {
        $crate::__enum_debug!($type, |$value| $debug);

        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::std::convert::From<&str> for $type {
            fn from(value: &str) -> Self {
                <Self as ::std::convert::From<::std::string::String>>::from(value.to_owned())
            }
        }

        impl ::std::str::FromStr for $type {
            type Err = ::std::convert::Infallible;
            fn from_str(value: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                ::std::result::Result::Ok(<Self as ::std::convert::From<&str>>::from(value))
            }
        }

        impl ::std::convert::AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl $crate::reflect::StringValue for $type {
            fn as_str(&self) -> &str {
                <$type>::as_str(self)
            }
            fn from_wire(text: ::std::string::String) -> Self {
                <Self as ::std::convert::From<::std::string::String>>::from(text)
            }
        }

        impl $crate::reflect::Value for $type {
            fn default_value() -> Self {
                Self::Unknown(::std::string::String::new())
            }
            fn get(&self) -> $crate::reflect::ValueRef<'_> {
                $crate::reflect::ValueRef::String(self.as_str())
            }
            fn slot(&mut self) -> $crate::reflect::Slot<'_> {
                $crate::reflect::Slot::Enum(self)
            }
        }

        $crate::__serde!($type);
    };
}

/// Implements `Debug` of an enum: its name and the value, or `[redacted]`.
#[doc(hidden)]
#[macro_export]
macro_rules! __enum_debug {
    ($type:ident, |$value:ident| $debug:expr) => {
        impl ::std::fmt::Debug for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                let $value = self;
                ::std::write!(f, "{}({})", stringify!($type), $debug)
            }
        }
    };
}

/// Implements the traits of an enum of integers that has `as_i32` and `From<i32>`: `Display`, `Debug`, and those for codecs.
/// `int_enum!(Type, sensitive)` keeps the value out of `Debug`.
#[macro_export]
macro_rules! int_enum {
    ($type:ident) => {
        $crate::__int_enum!($type, |value| value.as_i32());
    };
    ($type:ident, sensitive) => {
        $crate::__int_enum!($type, |_value| $crate::reflect::REDACTED);
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __int_enum {
    ($type:ident, |$value:ident| $debug:expr) => {
        $crate::__enum_debug!($type, |$value| $debug);

        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.as_i32(), f)
            }
        }

        impl $crate::reflect::IntEnumValue for $type {
            fn as_i32(&self) -> i32 {
                <$type>::as_i32(*self)
            }
            fn from_wire(number: i32) -> Self {
                <Self as ::std::convert::From<i32>>::from(number)
            }
        }

        impl $crate::reflect::Value for $type {
            fn default_value() -> Self {
                <Self as ::std::convert::From<i32>>::from(0)
            }
            fn get(&self) -> $crate::reflect::ValueRef<'_> {
                $crate::reflect::ValueRef::Integer(<$type>::as_i32(*self).into())
            }
            fn slot(&mut self) -> $crate::reflect::Slot<'_> {
                $crate::reflect::Slot::IntEnum(self)
            }
        }

        $crate::__serde!($type);
    };
}

#[doc(hidden)]
#[macro_export]
#[cfg(not(feature = "serde"))]
macro_rules! __serde {
    ($type:ident) => {};
}

#[doc(hidden)]
#[macro_export]
#[cfg(feature = "serde")]
macro_rules! __serde {
    ($type:ident) => {
        impl $crate::serde::Serialize for $type {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::json::serialize(self, serializer)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::json::deserialize(deserializer)
            }
        }
    };
}
