//! From a model's name to words of a Rust name.

use heck::{ToSnakeCase, ToUpperCamelCase};

/// For fields, functions and modules: `templateName` is `template_name`.
pub(super) fn snake(name: &str) -> String {
    begin(ascii(name).to_snake_case(), "n", "member")
}

/// For types: a name that is one already stays as it is, so that it can be found in the model.
pub(super) fn type_name(name: &str) -> String {
    let is_one =
        name.starts_with(|c: char| c.is_ascii_uppercase()) && name.bytes().all(|b| b.is_ascii_alphanumeric());
    match is_one {
        true => name.to_owned(),
        false => begin(ascii(name).to_upper_camel_case(), "N", "Shape"),
    }
}

/// For the values of an enum and the members of a union: `NETWORK_WIDE` is `NetworkWide`, `1.0` is `V1_0`.
pub(super) fn variant(value: &str) -> String {
    let words = ascii(value);
    let mut out = String::with_capacity(words.len());
    for word in words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        // Two numbers would become one.
        let (before, after) = (out.chars().last(), word.chars().next());
        if before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(|c| c.is_ascii_digit()) {
            out.push('_');
        }
        out.push_str(&word.to_upper_camel_case());
    }
    begin(out, "V", if value.is_empty() { "Empty" } else { "Value" })
}

/// Names are ASCII: other letters are hard to type, and some look like others.
fn ascii(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}

/// A name begins with a letter and is not empty.
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
    fn every_kind_of_name() {
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
