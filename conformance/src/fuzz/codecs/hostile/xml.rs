//! Hostile XML.

use super::{LONG, around};
use crate::fuzz::rng::Rng;

/// Markup, attributes, references, and text that is not XML, one per line.
const FIXED: &str = r#"<x/>
<x></x>
<x>1</x>
<x>
</x>
<member/>
<item/>
<entry/>
<entry><key/></entry>
<entry><key>k</key></entry>
<entry><value/></entry>
<entry><value>1</value><key>k</key></entry>
<entry><key>a</key><key>b</key><value/></entry>
<entry><key>a</key><value/><value/></entry>
<entry><value><entry><value/><key/></entry></value><key/></entry>
<flatEntry><Name>n</Name><Item>1</Item></flatEntry>
<flatEntry><Item>NaN</Item><Name>n</Name></flatEntry>
<flatText xsi:nil="true"/>
<wides><member/><member/><member/></wides>
<tables><member><entry><key/><value/></entry></member></tables>
<choices><member><text>a</text><number>1</number></member><member/></choices>
<choices><member><flat>a</flat><flat>b</flat></member><member><other/></member></choices>
<Code>Secret</Code>
<Message/>
<message>m</message>
<Error><Code>Secret</Code></Error>
<Errors><Error><Code>Hidden</Code></Error></Errors>
<RequestId>r</RequestId>
 a="1"
 a="1" a="2"
 id="x" id="y"
 xsi:nil="true"
 xsi:nil='1'
 xsi:type="t"
 xmlns=""
 xmlns:x="urn:x"
 xmlns:xml="urn:x"
 x:y:z="1"
 a
 a=
 a=1
 a="<"
 a="&x;"
 a="&#xD800;"
 a='"'
<x:a xmlns:x="urn:x">1</x:a>
<a:b:c/>
<:a/>
<a:/>
<-a/>
<1/>
< a/>
</a
</>
<>
<
>
/>
&
&;
&amp
&amp;
&amp;lt;
&nbsp;
&x;
&#0;
&#1;
&#10;
&#x1F600;
&#xD800;
&#xFFFE;
&#x110000;
&#99999999999;
&#+65;
&#x;
]]>
<![CDATA[
<![CDATA[]]>
<![CDATA[<a>&x;]]>
<![CDATA[]]]]><![CDATA[>]]>
<![cdata[x]]>
<![INCLUDE[x]]>
<!---->
<!-- a -- b -->
<!--
-->
<!-
<!
<?x?>
<?x y?>
<?xml version="1.0"?>
<?xml version="1.0" encoding="UTF-16"?>
<?xml-stylesheet href="file:///etc/passwd"?>
<??>
<?
?>
<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>
true
1
-0
+1
1e400
NaN
INF
-Infinity
128
2147483648
9223372036854775808
1E+2147483647
0x10
 1 
2024-02-30T25:61:61Z
9999-12-31T23:59:60Z
Tue, 99 Foo 99999 99:99:99 GMT
1e300
AAA
====
{"a":1}
<html><body>x</body></html>"#;

/// Document types whose entities would expand to [`EXPANDED`](super::EXPANDED), to other files, or to gigabytes.
const DOCUMENT_TYPES: [&str; 10] = [
    r#"<!DOCTYPE a [<!ENTITY x "zq-exp"><!ENTITY y "&x;anded-zq">]>"#,
    r#"<!DOCTYPE a [<!ENTITY amp "zq-exp&#97;nded-zq">]>"#,
    r#"<!doctype a [<!ENTITY x "zq-exp&#x61;nded-zq">]>"#,
    r#"<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>"#,
    r#"<!DOCTYPE a [<!ENTITY x PUBLIC "p" "http://127.0.0.1:9/x">]>"#,
    r#"<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>"#,
    r#"<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">"#,
    r#"<!DOCTYPE a [<!ENTITY x "&y;"><!ENTITY y "&x;">]>"#,
    r#"<!DOCTYPE a [<!ATTLIST a id CDATA "zq-exp&#97;nded-zq">]>"#,
    r#"<!DOCTYPE a [<!ENTITY a "zqzqzqzqzq"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;"><!ENTITY x "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;">]>"#,
];

/// Returns a part that is the same in all cases.
pub(super) fn fixed(rng: &mut Rng) -> &'static str {
    let lines: Vec<&str> = FIXED.lines().collect();
    rng.of_these(&lines).copied().unwrap_or_default()
}

/// Returns a document type declaration.
pub(super) fn document_type(rng: &mut Rng) -> &'static str {
    rng.of_these(&DOCUMENT_TYPES).copied().unwrap_or_default()
}

/// Returns deeply nested elements.
pub(super) fn nested(rng: &mut Rng) -> Vec<u8> {
    let (start, middle, end) = match rng.below(6) {
        0 => ("<a>", "", "</a>"),
        1 => ("<next>", "<name/>", "</next>"),
        2 => ("<nodes><member>", "", "</member></nodes>"),
        3 => ("<byName><entry><key/><value>", "", "</value></entry></byName>"),
        4 => ("<byName><entry><value>", "", "</value><key/></entry></byName>"),
        _ => ("<branch><node>", "", "</node></branch>"),
    };
    around(start.as_bytes(), middle.as_bytes(), end.as_bytes(), rng)
}

/// Returns a long name, text, attribute, or list.
pub(super) fn long(rng: &mut Rng) -> Vec<u8> {
    match rng.below(7) {
        0 => format!("<{}/>", "n".repeat(LONG)),
        1 => format!("<x {}='1'/>", "n".repeat(LONG)),
        2 => format!("<x{}/>", " a='1'".repeat(LONG / 6)),
        3 => "&#233;".repeat(LONG / 6),
        4 => "<![CDATA[x]]>".repeat(LONG / 13),
        5 => "<flatWides/>".repeat(LONG / 12),
        _ => format!("<wides>{}</wides>", "<a/>".repeat(LONG / 4)),
    }
    .into()
}
