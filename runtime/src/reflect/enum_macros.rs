//! Macros that implement the traits of generated enums of strings and of integers.
//!
//! Functions that codecs do not call are `#[inline]`: a crate that does not call them either does not compile them.

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
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::std::convert::From<&str> for $type {
            #[inline]
            fn from(value: &str) -> Self {
                <Self as ::std::convert::From<::std::string::String>>::from(value.to_owned())
            }
        }

        impl ::std::str::FromStr for $type {
            type Err = ::std::convert::Infallible;
            #[inline]
            fn from_str(value: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                ::std::result::Result::Ok(<Self as ::std::convert::From<&str>>::from(value))
            }
        }

        impl ::std::convert::AsRef<str> for $type {
            #[inline]
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
            #[inline]
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
            #[inline]
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
