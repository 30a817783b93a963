//! Strings at the top level of a JSON object, such as the code and message of an error.

use super::tokens::{Failed, Tokenizer};

/// Returns the strings under the names in the same order, or `None` if the body is not a JSON object. Other members are
/// skipped without a look at their values, so that neither a number out of range nor deep nesting hides an error's code.
pub(crate) fn top_level_strings<const N: usize>(
    body: &[u8],
    names: [&str; N],
) -> Option<[Option<String>; N]> {
    let text = std::str::from_utf8(body).ok()?;
    collect(&mut Tokenizer::new(text), names).ok()
}

fn collect<const N: usize>(
    tokens: &mut Tokenizer<'_>,
    names: [&str; N],
) -> Result<[Option<String>; N], Failed> {
    let mut found = [const { None }; N];
    let mut is_first = true;
    tokens.open(0, b'{', "an object")?;
    while tokens.next_element(b'}', is_first)? {
        is_first = false;
        let key = tokens.key()?;
        tokens.colon()?;
        let value = names.iter().zip(&mut found).find(|(name, _)| **name == key).map(|(_, value)| value);
        match value {
            Some(value) if tokens.peek() == b'"' => *value = Some(tokens.string("a string")?.into_owned()),
            Some(value) => {
                *value = None;
                tokens.skip()?;
            }
            None => tokens.skip()?,
        }
    }
    tokens.end().map(|()| found)
}
