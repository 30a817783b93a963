//! The canonical form of `application/x-www-form-urlencoded`.

/// Returns the decoded parameters, sorted, one per line. `+` and `%20` are a space.
pub(super) fn canonical(body: &[u8]) -> Result<String, String> {
    let mut parameters = Vec::new();
    for parameter in body.split(|byte| *byte == b'&') {
        let (name, value) = match parameter.iter().position(|byte| *byte == b'=') {
            Some(at) => parameter.split_at(at),
            None => return Err("a parameter has no `=`".to_owned()),
        };
        parameters.push(format!("{:?}={:?}", decoded(name)?, decoded(value.get(1..).unwrap_or_default())?));
    }
    parameters.sort();
    Ok(parameters.join("\n"))
}

/// Decodes a name or value, in which every byte but the unreserved ones and `*` must be percent-encoded.
fn decoded(text: &[u8]) -> Result<String, String> {
    let mut out = Vec::new();
    let mut bytes = text.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'+' => out.push(b' '),
            b'%' => {
                let digit = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
                let (high, low) = (digit(bytes.next()), digit(bytes.next()));
                let (high, low) = high.zip(low).ok_or("`%` without two hexadecimal digits")?;
                out.extend(u8::try_from(high * 16 + low).ok());
            }
            byte if byte.is_ascii_alphanumeric() || b"-._~*".contains(byte) => out.push(*byte),
            byte => return Err(format!("byte {byte:#04x} is not percent-encoded")),
        }
    }
    String::from_utf8(out).map_err(|error| error.to_string())
}

#[test]
fn order_and_notation_are_not_significant() {
    let text = canonical(b"B=x+y%2f&A=&A.1=~").unwrap();
    assert_eq!(text, "\"A\"=\"\"\n\"A.1\"=\"~\"\n\"B\"=\"x y/\"");
    assert_eq!(canonical(b"A=&A.1=%7E&B=x%20y%2F").unwrap(), text);
    assert_ne!(canonical(b"A=1&A=1").unwrap(), canonical(b"A=1").unwrap());
    for malformed in ["A", "", "A=1&", "A=/", "A=%2", "A=%zz", "A=%ff"] {
        assert!(canonical(malformed.as_bytes()).is_err(), "{malformed}");
    }
}
