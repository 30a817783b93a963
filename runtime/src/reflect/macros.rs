//! Macros that implement the traits of generated structures and unions from their descriptions.

/// Describes a structure: `Type = "name in the model" { index field => Member, .. }`.
///
/// Implements [`Shape`], [`Value`], `Debug` and, with the feature `serde`, serde's traits. `sensitive` after the name keeps
/// all members out of `Debug`. `[RareTraits::new()..]` before the brace sets the XML traits of the shape. `events field` after
/// the braces names the field with an event stream, which is no member of the schema: codecs do not see it.
///
/// [`Shape`]: crate::reflect::Shape
/// [`Value`]: crate::reflect::Value
#[macro_export]
macro_rules! structure {
    ($type:ident = $name:literal $($mark:ident)? $([$rare:expr])? { $($index:literal $field:ident => $member:expr),* $(,)? } $(events $events:ident)?) => {
        impl $crate::reflect::Shape for $type {
            fn schema(&self) -> &'static $crate::schema::Schema {
                #[allow(unused_imports)]
                use $crate::schema::names::*;
                static SCHEMA: $crate::schema::Schema =
                    $crate::schema::Schema::structure($name, &[$($member),*])$(.$mark())?$(.rare(&$rare))?;
                &SCHEMA
            }
            fn get(&self, index: usize) -> $crate::reflect::ValueRef<'_> {
                match index {
                    $($index => $crate::reflect::Value::get(&self.$field),)*
                    _ => $crate::reflect::ValueRef::None,
                }
            }
            fn slot(&mut self, index: usize) -> $crate::reflect::Slot<'_> {
                match index {
                    $($index => $crate::reflect::Value::slot(&mut self.$field),)*
                    _ => $crate::reflect::Slot::Skip,
                }
            }
        }

        $crate::__shape!($type, Self {
            $($field: $crate::reflect::Value::default_value(),)*
            $($events: ::std::default::Default::default(),)?
        });
    };
}

/// Describes a union: `Type = "name" { index Variant => Member, .. }`.
///
/// Implements the same traits as [`structure!`]. The default value is the variant `Unknown`.
#[macro_export]
macro_rules! union {
    ($type:ident = $name:literal $($mark:ident)? $([$rare:expr])? { $($index:literal $variant:ident => $member:expr),* $(,)? }) => {
        impl $crate::reflect::Shape for $type {
            fn schema(&self) -> &'static $crate::schema::Schema {
                #[allow(unused_imports)]
                use $crate::schema::names::*;
                static SCHEMA: $crate::schema::Schema =
                    $crate::schema::Schema::union($name, &[$($member),*])$(.$mark())?$(.rare(&$rare))?;
                &SCHEMA
            }
            fn get(&self, index: usize) -> $crate::reflect::ValueRef<'_> {
                match (index, self) {
                    $(($index, Self::$variant(value)) => $crate::reflect::Value::get(value),)*
                    ($crate::reflect::VARIANT, Self::Unknown(name)) => $crate::reflect::ValueRef::String(name),
                    $(($crate::reflect::VARIANT, Self::$variant(_)) => $crate::reflect::ValueRef::Integer($index),)*
                    _ => $crate::reflect::ValueRef::None,
                }
            }
            fn slot(&mut self, index: usize) -> $crate::reflect::Slot<'_> {
                *self = match index {
                    $($index => Self::$variant($crate::reflect::Value::default_value()),)*
                    $crate::reflect::VARIANT => Self::Unknown(::std::string::String::new()),
                    _ => return $crate::reflect::Slot::Skip,
                };
                match self {
                    $(Self::$variant(value) => $crate::reflect::Value::slot(value),)*
                    Self::Unknown(name) => $crate::reflect::Slot::String(name),
                }
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
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::reflect::$display(self, f)
            }
        }

        impl ::std::error::Error for $type {}
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __shape {
    ($type:ident, $default:expr) => {
        impl $crate::reflect::Value for $type {
            #[inline]
            fn default_value() -> Self {
                $default
            }
            #[inline]
            fn get(&self) -> $crate::reflect::ValueRef<'_> {
                $crate::reflect::ValueRef::Shape(self)
            }
            #[inline]
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
