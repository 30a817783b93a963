//! Mutates valid bodies.

/// Valid bodies.
const BODIES: [&str; 4] = [
    "<?xml version='1.0'?><r><Text> a &amp; <![CDATA[<b>]]>&#xD;</Text><integer>1</integer><blob>AQ==</blob>
        <time>2014-04-29T18:30:38Z</time><double>1.5</double><!-- c --><date>Tue, 29 Apr 2014 18:30:38 GMT</date></r>",
    "<r><texts><m>1</m><m/></texts><FlatText>a</FlatText><FlatText>b</FlatText><rows><a><b>x</b></a></rows>
        <maps><entry><value><entry><value>v</value><key>l</key></entry></value><key>k</key></entry></maps>
        <flatMap><Setting size='3'><text>x</text></Setting><Name>t</Name></flatMap><sparse><m xsi:nil='true'/></sparse></r>",
    "<r xmlns='urn:x' xsi:type=\"a&amp;b\" size='1'><child><child size='2'/></child><Child/><choice><tree><text>t</text></tree>
        </choice><Child><choice><flat>1</flat><flat>2</flat></choice></Child><id>1</id><name>n</name></r>",
    "<Response><Errors><Error><Code>C</Code><Message>m</Message></Error></Errors><RequestID>r</RequestID></Response>",
];

/// Texts that mutations insert.
const PIECES: [&str; 16] = [
    "<",
    ">",
    "&",
    "&lt;",
    "&#0;",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<!DOCTYPE r [<!ENTITY e 'e'>]>",
    "&e;",
    "<?",
    "'",
    "</",
    "/>",
    "\u{fffd}",
];

/// A generator of reproducible random numbers (xorshift64).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// Returns a number below the limit.
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }

    /// Changes one part of a body, and truncates it to 100,000 bytes.
    fn mutate(&mut self, body: &mut Vec<u8>) {
        let (at, other) = (self.below(body.len() + 1), self.below(body.len() + 1));
        let (start, end) = (at.min(other), at.max(other));
        match self.below(7) {
            0 => body.truncate(at),
            1 => drop(body.drain(start..end.min(start + 8))),
            2 => {
                let piece = body[start..end].to_vec();
                body.splice(at..at, piece);
            }
            3 => drop(body.splice(at..at, PIECES[self.below(PIECES.len())].bytes())),
            4 => {
                if let Some(byte) = body.get_mut(at) {
                    *byte = self.below(256) as u8;
                }
            }
            5 => {
                let piece = body[start..end.min(start + 30)].repeat(self.below(200));
                body.splice(at..at, piece);
            }
            _ => drop(body.splice(at..at, BODIES[self.below(BODIES.len())].bytes())),
        }
        body.truncate(100_000);
    }
}

/// Returns a valid body with one to six mutations.
pub(crate) fn mutated(random: &mut Random) -> Vec<u8> {
    let mut body = BODIES[random.below(BODIES.len())].as_bytes().to_vec();
    for _ in 0..=random.below(6) {
        random.mutate(&mut body);
    }
    body
}
