//! Hostile text of headers and of bodies that are one value.

use super::{DEPTHS, LONG};
use crate::fuzz::rng::Rng;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Values and parts of values, one per line.
const FIXED: &str = r#"true
True
TRUE
false
1
-1
+1
 1
01
-0
1.0
1e3
127
128
-129
32768
-32769
2147483648
-2147483649
9223372036854775807
9223372036854775808
-9223372036854775809
99999999999999999999999999
0x10
1_000
.5
1.
1e400
-1e400
1e-400
NaN
-NaN
Infinity
-Infinity
inf
nan
infinity
,
,,,
, ,
"
""
"a
"a"b
"a", "b"
"a\
"a\"b"
\
"\""
"a,b",c
a"b
'a'
=
;
Tue, 29 Apr 2014 18:30:38 GMT
Tue, 29 Apr 2014 18:30:38.123 GMT
Tue, 29 Apr 2014 18:30:38 GMT, Tue, 29 Apr 2014 18:30:38 GMT
Tue, 99 Foo 99999 99:99:99 GMT
Tuesday, 29-Apr-14 18:30:38 GMT
Tue Apr 29 18:30:38 2014
Tue,
Tue
GMT
2014-04-29T18:30:38Z
2014-04-29T18:30:38.1234567890123456789Z
2014-04-29T18:30:38+99:99
0000-00-00T00:00:00Z
9999-12-31T23:59:60Z
-292277022657-01-27T08:29:52Z
1398796238
1398796238.5
253402300800
-62135596801
8.64e15
red
blue
application/json
Secret
Hidden:x
Plain#Plain
shapes#Secret:http://internal.example/
e30=
bnVsbA==
bnVsbA
IA==
====
e
%00
%zz
<a/>
{}
[]
null
<?xml version="1.0"?>
<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>"#;

/// Returns a part that is the same in all cases.
pub(super) fn fixed(rng: &mut Rng) -> &'static str {
    let lines: Vec<&str> = FIXED.lines().collect();
    rng.of_these(&lines).copied().unwrap_or_default()
}

/// Returns a long text, number or list.
pub(super) fn long(rng: &mut Rng) -> Vec<u8> {
    match rng.below(5) {
        0 => "n".repeat(LONG),
        1 => "9".repeat(LONG),
        2 => ",".repeat(LONG),
        3 => "1,".repeat(LONG / 2),
        _ => format!("\"{}\"", "\\\"".repeat(LONG / 2)),
    }
    .into()
}

/// Returns base64 of JSON, or of what is almost JSON: nested deeply, not UTF-8, or incomplete.
pub(super) fn base64(rng: &mut Rng) -> Vec<u8> {
    let depth = rng.of_these(&DEPTHS).copied().unwrap_or_default();
    let decoded: Vec<u8> = match rng.below(8) {
        0 => ["[".repeat(depth), "]".repeat(depth)].concat().into(),
        1 => "[".repeat(depth).into(),
        2 => b"\"\xff\"".to_vec(),
        3 => br#"{"a":1,"a":2}"#.to_vec(),
        4 => b"1e99999".to_vec(),
        5 => b"null".to_vec(),
        6 => br#""\ud800""#.to_vec(),
        _ => br#"{"a":[1,"#.to_vec(),
    };
    STANDARD.encode(decoded).into()
}
