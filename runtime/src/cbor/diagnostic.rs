//! Prints CBOR in diagnostic notation.

use super::items::{Failed, Items};
use super::major;
use std::fmt::Write;

/// Returns CBOR in diagnostic notation (RFC 8949, section 8), or `None` if the bytes are not exactly one data item, or nested
/// deeper than 128 levels. Indefinite lengths are not marked. Sensitive values are shown, too.
///
/// ```
/// let text = smithereen::cbor::diagnostic(b"\xa1\x64name\xf6");
/// assert_eq!(text.as_deref(), Some(r#"{"name": null}"#));
/// ```
pub fn diagnostic(bytes: &[u8]) -> Option<String> {
    print(bytes, &[])
}

/// Returns CBOR in diagnostic notation without the entries of maps whose keys are one of `ignored`.
#[cfg(feature = "record")]
pub(crate) fn diagnostic_without(bytes: &[u8], ignored: &[&str]) -> Option<String> {
    print(bytes, ignored)
}

fn print(bytes: &[u8], ignored: &[&str]) -> Option<String> {
    let mut printer = Printer { items: Items::new(bytes), out: String::new(), ignored };
    printer.item(0).and_then(|()| printer.items.end()).ok()?;
    Some(printer.out)
}

struct Printer<'a> {
    items: Items<'a>,
    out: String,
    /// The keys of entries that are left out.
    ignored: &'a [&'a str],
}

impl Printer<'_> {
    fn item(&mut self, depth: usize) -> Result<(), Failed> {
        let mut tags = 0;
        while self.items.major() == major::TAG {
            let tag = self.items.tag()?;
            self.push(format_args!("{tag}("));
            tags += 1;
        }
        self.untagged(depth)?;
        self.out.extend(std::iter::repeat_n(')', tags));
        Ok(())
    }

    fn untagged(&mut self, depth: usize) -> Result<(), Failed> {
        const VALUE: &str = "a value";
        match self.items.major() {
            major::UNSIGNED | major::NEGATIVE => {
                let value = self.items.integer(VALUE)?;
                self.push(format_args!("{value}"));
            }
            major::BYTES => {
                let bytes = self.items.bytes(VALUE)?;
                self.out.push_str("h'");
                bytes.iter().for_each(|byte| self.push(format_args!("{byte:02x}")));
                self.out.push('\'');
            }
            major::TEXT => {
                let text = self.items.string(VALUE)?;
                self.push(format_args!("{}", serde_json::Value::from(text)));
            }
            major::ARRAY => return self.array(depth),
            major::MAP => return self.map(depth),
            _ => return self.simple(VALUE),
        }
        Ok(())
    }

    fn array(&mut self, depth: usize) -> Result<(), Failed> {
        let mut length = self.items.array(depth)?;
        self.out.push('[');
        let start = self.out.len();
        while self.items.next_element(&mut length)? {
            self.separate(start);
            self.item(depth + 1)?;
        }
        self.out.push(']');
        Ok(())
    }

    fn map(&mut self, depth: usize) -> Result<(), Failed> {
        let mut length = self.items.map(depth)?;
        self.out.push('{');
        let start = self.out.len();
        while self.items.next_element(&mut length)? {
            let entry = self.out.len();
            self.separate(start);
            let key = self.out.len();
            self.item(depth + 1)?;
            let key = self.out.get(key..).unwrap_or_default();
            let is_ignored = self.is_ignored(key);
            self.out.push_str(": ");
            self.item(depth + 1)?;
            if is_ignored {
                self.out.truncate(entry);
            }
        }
        self.out.push('}');
        Ok(())
    }

    /// Returns whether a printed key is a string whose entry is left out.
    fn is_ignored(&self, key: &str) -> bool {
        if self.ignored.is_empty() {
            return false;
        }
        serde_json::from_str::<String>(key).is_ok_and(|key| self.ignored.contains(&key.as_str()))
    }

    /// Prints a float, a boolean, null, undefined or another simple value.
    fn simple(&mut self, expected: &'static str) -> Result<(), Failed> {
        let name = match self.items.peek() {
            0xf9..=0xfb => {
                let value = self.items.float(expected)?;
                match value.is_finite() {
                    true => self.push(format_args!("{value:?}")),
                    false => self.out.push_str(crate::codec::non_finite_text(value)),
                }
                return Ok(());
            }
            0xf4 => "false",
            0xf5 => "true",
            0xf6 => "null",
            0xf7 => "undefined",
            _ => {
                let value = self.items.simple(expected)?;
                self.push(format_args!("simple({value})"));
                return Ok(());
            }
        };
        self.items.advance(1);
        self.out.push_str(name);
        Ok(())
    }

    fn separate(&mut self, start: usize) {
        if self.out.len() > start {
            self.out.push_str(", ");
        }
    }

    /// Appends text. Writing to a string does not fail.
    fn push(&mut self, text: std::fmt::Arguments<'_>) {
        let _ = self.out.write_fmt(text);
    }
}
