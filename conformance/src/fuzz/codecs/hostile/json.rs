//! Hostile JSON.

use super::{LONG, around};
use crate::fuzz::rng::Rng;

/// Values, members and bytes that are not JSON, one per line.
const FIXED: &str = r#"null
true
{}
[]
[null]
[[],[]]
{"":null}
{"":{"":{}}}
{"__type":"Secret"}
-0
-0.0
0.0
1.0
1e0
00
01
-
+1
.5
1.
1e
1e400
-1e400
1e-400
1E+2147483647
1e99999999999999999999
127
128
-129
32768
2147483647
2147483648
-2147483649
9223372036854775807
9223372036854775808
-9223372036854775808
-9223372036854775809
18446744073709551615
18446744073709551616
0.1000000000000000055511151231257827
179769313486231580793728971405301e300
NaN
Infinity
-Infinity
"NaN"
"Infinity"
"-Infinity"
"nan"
nul
nulll
truefalse
""
"\u0000"
"\ud800"
"\udc00\ud800"
"\ud83d\ude00"
"\ud83dx"
"\u12"
"\uZZZZ"
"\x"
"\
"
"
\
'x'
{
}
[
]
{]
[}
,
:
,,
{"a"}
{"a":}
{a:1}
[1,]
{"a":1,}
[,1]
[1 2]
/* c */
// c
"0000-00-00T00:00:00Z"
"9999-12-31T23:59:60Z"
"2024-02-30T25:61:61Z"
"-292277022657-01-27T08:29:52Z"
"+292277026596-12-04T15:30:07Z"
"2024-01-01T00:00:00.0000000000000000001Z"
"2024-01-01T00:00:00+99:99"
"Tue, 29 Apr 2014 18:30:38 GMT"
"Tue, 99 Foo 99999 99:99:99 GMT"
1e300
-62135596801
253402300800
8.64e15
"===="
"AAA"
"AA=="
"A\u003d\u003d\u003d"
"message":null
"Message":"x"
"message":{}
"__type":"Secret"
"__type":"Hidden#Plain:x"
"__type":1
"code":"Plain"
"code":["Bare"]
"name":null
"name":1
"required":null
"root":null
"choices":[{"text":"a","number":1},{"unknown":1},{}]
"choice":{"__type":"x"}
"flatTexts":{}
"wides":[{},{},{}]
"tables":[{"":{}},{"":{}}]
"sparse":[null,null]
"byColor":{"red":1,"red":2}"#;

/// Returns a part that is the same in all cases.
pub(super) fn fixed(rng: &mut Rng) -> &'static str {
    let lines: Vec<&str> = FIXED.lines().collect();
    rng.of_these(&lines).copied().unwrap_or_default()
}

/// Returns deeply nested arrays or objects.
pub(super) fn nested(rng: &mut Rng) -> Vec<u8> {
    let (start, middle, end) = match rng.below(5) {
        0 => ("[", "", "]"),
        1 => ("{\"next\":", "{}", "}"),
        2 => ("{\"byName\":{\"\":", "{}", "}}"),
        3 => ("{\"nodes\":[", "", "]}"),
        _ => ("{\"branch\":{\"node\":", "{}", "}}"),
    };
    around(start.as_bytes(), middle.as_bytes(), end.as_bytes(), rng)
}

/// Returns a long name, text, number or list.
pub(super) fn long(rng: &mut Rng) -> Vec<u8> {
    match rng.below(6) {
        0 => format!("\"{}\":1", "n".repeat(LONG)),
        1 => format!("\"{}\"", "\\u00e9".repeat(LONG / 6)),
        2 => "9".repeat(LONG),
        3 => format!("0.{}1e-{}", "0".repeat(3000), "9".repeat(300)),
        4 => format!("\"numbers\":[{}0]", "0,".repeat(LONG / 2)),
        _ => format!("[{}0]", "{},".repeat(LONG / 3)),
    }
    .into()
}
