//! Converts names of a model to the case conventions of Rust.

use heck::{ToSnakeCase, ToUpperCamelCase};
use std::borrow::Cow;

/// Returns the name of a field, function or module: `templateName` becomes `template_name`.
pub(super) fn snake(name: &str) -> String {
    begin(ascii(name).to_snake_case(), "n", "member")
}

/// Returns the name of a constant: `BucketExists` becomes `BUCKET_EXISTS`.
pub(super) fn constant(name: &str) -> String {
    snake(name).to_uppercase()
}

/// Returns the name of a type. A name in upper camel case stays as it is, so that it can be found in the model.
pub(super) fn type_name(name: &str) -> String {
    let is_one =
        name.starts_with(|c: char| c.is_ascii_uppercase()) && name.bytes().all(|b| b.is_ascii_alphanumeric());
    match is_one {
        true => name.to_owned(),
        false => begin(ascii(name).to_upper_camel_case(), "N", "Shape"),
    }
}

/// Returns the name of a variant: `NETWORK_WIDE` becomes `NetworkWide`, `1.0` becomes `V1_0`.
pub(super) fn variant(value: &str) -> String {
    let words = ascii(value);
    let mut out = String::with_capacity(words.len());
    for word in words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        // Adjacent numbers would read as one.
        let (before, after) = (out.chars().last(), word.chars().next());
        if before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(|c| c.is_ascii_digit()) {
            out.push('_');
        }
        out.push_str(&word.to_upper_camel_case());
    }
    begin(out, "V", if value.is_empty() { "Empty" } else { "Value" })
}

/// Removes other letters than ASCII, which are hard to type and may look like others.
fn ascii(name: &str) -> Cow<'_, str> {
    match name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        true => name.into(),
        false => name.replace(|c: char| !c.is_ascii_alphanumeric(), "_").into(),
    }
}

/// Prefixes a name that is empty or does not start with a letter.
fn begin(name: String, before_digit: &str, instead_of_nothing: &str) -> String {
    match name.chars().next() {
        None => instead_of_nothing.to_owned(),
        Some(first) if first.is_ascii_digit() => format!("{before_digit}{name}"),
        Some(_) => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_converted_to_rust_case() {
        for (name, field, of_type, value) in [
            ("templateName", "template_name", "TemplateName", "TemplateName"),
            ("WiFiSimpleSetup", "wi_fi_simple_setup", "WiFiSimpleSetup", "WiFiSimpleSetup"),
            ("ARN", "arn", "ARN", "Arn"),
            ("_name", "name", "Name", "Name"),
            ("lower", "lower", "Lower", "Lower"),
            ("2fa", "n2fa", "N2fa", "V2fa"),
            ("", "member", "Shape", "Empty"),
            ("*", "member", "Shape", "Value"),
            ("é", "member", "Shape", "Value"),
            ("aws:kms", "aws_kms", "AwsKms", "AwsKms"),
            ("NETWORK_WIDE", "network_wide", "NetworkWide", "NetworkWide"),
            ("1.0", "n1_0", "N10", "V1_0"),
            ("2012-10-17", "n2012_10_17", "N20121017", "V2012_10_17"),
            ("t2.micro", "t2_micro", "T2Micro", "T2Micro"),
            ("a b(c)/d,e*+", "a_b_c_d_e", "ABCDE", "ABCDE"),
            ("x\"; fn y() {}\n", "x_fn_y", "XFnY", "XFnY"),
        ] {
            assert_eq!(
                (snake(name), type_name(name), variant(name)),
                (field.into(), of_type.into(), value.into())
            );
        }
    }
}
