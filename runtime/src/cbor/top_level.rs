//! Reads strings at the top level of a map, such as the code and message of an error.

use super::items::{Failed, Items};
use super::major;

/// Returns the strings with the keys `names`, in the order of `names`. A key with a value of another type counts as missing.
/// Returns `None` if the body is not one well-formed map.
pub(crate) fn top_level_strings<const N: usize>(
    body: &[u8],
    names: [&str; N],
) -> Option<[Option<String>; N]> {
    collect(&mut Items::new(body), names).ok()
}

fn collect<const N: usize>(items: &mut Items<'_>, names: [&str; N]) -> Result<[Option<String>; N], Failed> {
    let mut found = [const { None }; N];
    let mut length = items.map(0)?;
    while items.next_element(&mut length)? {
        let key = items.key()?;
        let value = names.iter().zip(&mut found).find(|(name, _)| **name == key).map(|(_, value)| value);
        match value {
            Some(value) if items.major() == major::TEXT => {
                *value = Some(items.string("a string")?.into_owned());
            }
            Some(value) => {
                *value = None;
                items.skip(1)?;
            }
            None => items.skip(1)?,
        }
    }
    items.end().map(|()| found)
}
