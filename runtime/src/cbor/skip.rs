//! Skips data items of any type.

use super::items::{Failed, Items};
use super::major;

impl Items<'_> {
    /// Consumes a data item of any type at a depth, with its tags.
    pub(super) fn skip(&mut self, depth: usize) -> Result<(), Failed> {
        self.skip_tags()?;
        match self.major() {
            major::UNSIGNED | major::NEGATIVE => self.integer("a value").map(drop),
            major::BYTES => self.bytes("a value").map(drop),
            major::TEXT => self.string("a value").map(drop),
            major::ARRAY => {
                let mut length = self.array(depth)?;
                while self.next_element(&mut length)? {
                    self.skip(depth + 1)?;
                }
                Ok(())
            }
            major::MAP => {
                let mut length = self.map(depth)?;
                while self.next_element(&mut length)? {
                    self.skip(depth + 1)?;
                    self.skip(depth + 1)?;
                }
                Ok(())
            }
            _ => self.skip_simple(),
        }
    }

    /// Consumes a float, a boolean, null, undefined or another simple value.
    fn skip_simple(&mut self) -> Result<(), Failed> {
        match self.peek() {
            0xf9..=0xfb => self.float("a value").map(drop),
            _ => self.simple("a value").map(drop),
        }
    }

    /// Consumes a simple value, among them booleans, null and undefined, and returns its number.
    pub(super) fn simple(&mut self, expected: &'static str) -> Result<u8, Failed> {
        match self.peek() {
            0xf8 => self.decode(expected, minicbor::Decoder::simple),
            first @ 0xe0..=0xf7 => {
                self.advance(1);
                Ok(first - 0xe0)
            }
            _ => self.unexpected(expected),
        }
    }
}
