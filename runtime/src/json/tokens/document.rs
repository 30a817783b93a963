//! Values of any kind.

use super::{Number, Stop, Tokens, Why};
use crate::json::{MAX_DEPTH, TOO_DEEP};
use serde_json::{Map, Value as Document};

impl Tokens<'_> {
    /// Any value, at a depth.
    pub(in crate::json) fn document(&mut self, depth: usize) -> Result<Document, Stop> {
        match self.peek() {
            b'"' => self.string("a value").map(|text| Document::String(text.into_owned())),
            b'{' => self.entries(depth).map(Document::Object),
            b'[' => self.elements(depth).map(Document::Array),
            b't' => self.word("true").map(Document::Bool),
            b'f' => self.word("false").map(|is_false| Document::Bool(!is_false)),
            b'n' => self.word("null").map(|_| Document::Null),
            _ => match self.number("a value")? {
                Number::Integer(value) => Ok(Document::from(value)),
                // By the library, since another crate may have asked it to keep all digits.
                Number::Other(text) => match text.parse() {
                    Ok(number) => Ok(Document::Number(number)),
                    Err(_) => self.stop(Why::Expected("a number within bounds")),
                },
            },
        }
    }

    fn elements(&mut self, depth: usize) -> Result<Vec<Document>, Stop> {
        let mut elements = Vec::new();
        self.open(depth, b'[', "an array")?;
        while self.another(b']', elements.is_empty())? {
            elements.push(self.document(depth + 1)?);
        }
        Ok(elements)
    }

    fn entries(&mut self, depth: usize) -> Result<Map<String, Document>, Stop> {
        let mut entries = Map::new();
        self.open(depth, b'{', "an object")?;
        while self.another(b'}', entries.is_empty())? {
            let key = self.key()?.into_owned();
            self.colon()?;
            entries.insert(key, self.document(depth + 1)?);
        }
        Ok(entries)
    }

    /// The bracket that opens an array or object at a depth.
    #[inline]
    pub(in crate::json) fn open(
        &mut self,
        depth: usize,
        bracket: u8,
        expected: &'static str,
    ) -> Result<(), Stop> {
        if self.peek() != bracket {
            return self.unlike(expected);
        }
        if depth >= MAX_DEPTH {
            return self.stop(Why::Refused(TOO_DEEP));
        }
        self.at += 1;
        Ok(())
    }
}
