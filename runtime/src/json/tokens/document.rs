//! Documents: values of any type.

use super::{Failed, Failure, Number, Tokenizer};
use crate::codec::{MAX_DEPTH, TOO_DEEP};
use serde_json::{Map, Value as Document};

impl Tokenizer<'_> {
    /// Consumes a value at a depth.
    pub(in crate::json) fn document(&mut self, depth: usize) -> Result<Document, Failed> {
        match self.peek() {
            b'"' => self.string("a value").map(|text| Document::String(text.into_owned())),
            b'{' => self.object(depth).map(Document::Object),
            b'[' => self.array(depth).map(Document::Array),
            b't' => self.literal("true").map(Document::Bool),
            b'f' => self.literal("false").map(|is_false| Document::Bool(!is_false)),
            b'n' => self.literal("null").map(|_| Document::Null),
            _ => match self.number("a value")? {
                Number::Integer(value) => Ok(Document::from(value)),
                // Parsed by the library, because another crate may have enabled its arbitrary precision.
                Number::Other(text) => match text.parse() {
                    Ok(number) => Ok(Document::Number(number)),
                    Err(_) => self.fail(Failure::Expected("a number in range")),
                },
            },
        }
    }

    fn array(&mut self, depth: usize) -> Result<Vec<Document>, Failed> {
        let mut elements = Vec::new();
        self.open(depth, b'[', "an array")?;
        while self.next_element(b']', elements.is_empty())? {
            elements.push(self.document(depth + 1)?);
        }
        Ok(elements)
    }

    fn object(&mut self, depth: usize) -> Result<Map<String, Document>, Failed> {
        let mut entries = Map::new();
        self.open(depth, b'{', "an object")?;
        while self.next_element(b'}', entries.is_empty())? {
            let key = self.key()?.into_owned();
            self.colon()?;
            entries.insert(key, self.document(depth + 1)?);
        }
        Ok(entries)
    }

    /// Consumes the opening bracket of an array or object at a depth.
    #[inline]
    pub(in crate::json) fn open(
        &mut self,
        depth: usize,
        bracket: u8,
        expected: &'static str,
    ) -> Result<(), Failed> {
        if self.peek() != bracket {
            return self.unexpected(expected);
        }
        if depth >= MAX_DEPTH {
            return self.fail(Failure::Rejected(TOO_DEEP));
        }
        self.at += 1;
        Ok(())
    }
}
