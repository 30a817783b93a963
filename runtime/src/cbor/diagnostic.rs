//! Diagnostic notation.

use super::items::Items;

/// Returns CBOR in diagnostic notation (RFC 8949, section 8), or `None` if the bytes are not exactly one data item. Floats are
/// in scientific notation. Values are shown as they are, also sensitive ones.
///
/// ```
/// let text = smithereen::cbor::diagnostic(b"\xa1\x64name\xf6");
/// assert_eq!(text.as_deref(), Some(r#"{"name": null}"#));
/// ```
pub fn diagnostic(bytes: &[u8]) -> Option<String> {
    let mut items = Items::new(bytes);
    items.skip(0).and_then(|()| items.end()).ok()?;
    Some(minicbor::display(bytes).to_string())
}
