//! What the body of an error says of itself, whatever else it holds.

use super::tokens::{Stop, Tokens};

/// The texts under the names asked for, in their order; none of them if the body is no JSON object. What is beside
/// them is passed over unread, so that neither a number beyond all bounds nor nesting without end hides an error's
/// code.
pub(crate) fn said<const N: usize>(body: &[u8], names: [&str; N]) -> [Option<String>; N] {
    let found = std::str::from_utf8(body).ok().and_then(|text| collect(&mut Tokens::new(text), names).ok());
    found.unwrap_or([const { None }; N])
}

fn collect<const N: usize>(tokens: &mut Tokens<'_>, names: [&str; N]) -> Result<[Option<String>; N], Stop> {
    let mut found = [const { None }; N];
    let mut is_first = true;
    tokens.open(0, b'{', "an object")?;
    while tokens.another(b'}', is_first)? {
        is_first = false;
        let key = tokens.key()?;
        tokens.colon()?;
        let place = names.iter().zip(&mut found).find(|(name, _)| **name == key).map(|(_, place)| place);
        match place {
            Some(place) if tokens.peek() == b'"' => *place = Some(tokens.string("a string")?.into_owned()),
            Some(place) => {
                *place = None;
                tokens.skip()?;
            }
            None => tokens.skip()?,
        }
    }
    tokens.end().map(|()| found)
}
