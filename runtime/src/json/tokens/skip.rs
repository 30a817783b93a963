//! Skipping of values.

use super::{Failed, Tokenizer};

impl Tokenizer<'_> {
    /// Skips one value, without limits on its depth and its numbers.
    pub(in crate::json) fn skip(&mut self) -> Result<(), Failed> {
        let mut open = Vec::new();
        loop {
            let mut is_first = self.skip_start(&mut open)?;
            loop {
                let Some(close) = open.last().copied() else { return Ok(()) };
                if self.next_element(close, is_first)? {
                    if close == b'}' {
                        self.skip_key()?;
                    }
                    break;
                }
                open.pop();
                is_first = false;
            }
        }
    }

    /// Skips a scalar, or the opening bracket of an array or object.
    fn skip_start(&mut self, open: &mut Vec<u8>) -> Result<bool, Failed> {
        match self.peek() {
            b'{' => open.push(b'}'),
            b'[' => open.push(b']'),
            b'"' => return self.skip_string().map(|()| false),
            b't' => return self.literal("true").map(|_| false),
            b'f' => return self.literal("false").map(|_| false),
            b'n' => return self.literal("null").map(|_| false),
            _ => return self.number("a value").map(|_| false),
        }
        self.at += 1;
        Ok(true)
    }

    fn skip_key(&mut self) -> Result<(), Failed> {
        if self.peek() != b'"' {
            return self.syntax("a key is missing");
        }
        self.skip_string()?;
        self.colon()
    }

    /// Skips a string. Lone surrogates are accepted, because the value is not used.
    fn skip_string(&mut self) -> Result<(), Failed> {
        self.at += 1;
        loop {
            self.clean();
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => drop(self.unit()?),
                _ => return self.syntax("a control character is not escaped"),
            }
        }
    }
}
