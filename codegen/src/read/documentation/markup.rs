//! Converts the documentation of models, a mixture of HTML, Markdown and plain text, to Markdown whose only code is
//! short spans, so that rustdoc neither runs code nor resolves links in it.

/// Elements that begin a paragraph. Those of other names are removed, and their text remains.
const BLOCKS: [&str; 23] = [
    "p",
    "br",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "note",
    "important",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "tr",
    "pre",
    "caution",
    "title",
    "fullname",
];
/// Elements whose text is a span of code.
const CODE: [&str; 2] = ["code", "tt"];
/// Characters that have a meaning in Markdown, in HTML or for rustdoc.
const SPECIAL: [char; 7] = ['[', ']', '<', '>', '`', '\\', '~'];
/// The longest name of a character reference.
const LONGEST_REFERENCE: usize = 8;

/// Returns paragraphs, separated by an empty line.
pub(super) fn to_markdown(text: &str) -> String {
    let mut writer = Writer::default();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        if let Some((tag, after)) = tag(rest) {
            writer.element(tag);
            rest = after;
        } else if let Some((span, after)) = code_span(rest) {
            writer.code(span);
            rest = after;
        } else if let Some((c, after)) = reference(rest) {
            writer.push(c);
            rest = after;
        } else if let Some(after) = rest.strip_prefix("\n\n") {
            writer.end_paragraph();
            rest = after;
        } else {
            writer.push(next);
            rest = rest.get(next.len_utf8()..).unwrap_or_default();
        }
    }
    writer.finish()
}

#[derive(Default)]
struct Writer {
    paragraphs: Vec<String>,
    paragraph: String,
    /// The text of an element that is code, until the element ends.
    code: Option<String>,
}

impl Writer {
    fn push(&mut self, c: char) {
        if c.is_control() && !c.is_whitespace() {
            return;
        }
        match &mut self.code {
            Some(code) => code.push(c),
            None => self.paragraph.push(c),
        }
    }

    /// Begins or ends an element.
    fn element(&mut self, tag: &str) {
        let is_end = tag.starts_with('/');
        let name = tag.trim_start_matches('/');
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let name = name.to_ascii_lowercase();
        if CODE.contains(&name.as_str()) {
            let code = self.code.take();
            if let Some(code) = code {
                self.code(&code);
            }
            self.code = (!is_end).then(String::new);
        } else if BLOCKS.contains(&name.as_str()) && self.code.is_none() {
            self.end_paragraph();
            if matches!(name.as_str(), "li" | "ul" | "ol") {
                let mark = if name == "li" && !is_end { LIST_ITEM } else { "" };
                self.paragraph = mark.to_owned();
            }
        }
    }

    /// Adds a span of code. Characters that could end the span become text.
    fn code(&mut self, text: &str) {
        let text: String = text.chars().filter(|c| !c.is_control() || c.is_whitespace()).collect();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.contains('`') {
            self.paragraph.push_str(&text);
        } else if !text.is_empty() {
            // Marked until the paragraph is escaped.
            self.paragraph.push_str(&format!("{CODE_MARK}{text}{CODE_MARK}"));
        }
    }

    fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        let (mark, text) = match paragraph.strip_prefix(LIST_ITEM) {
            Some(text) => ("- ", text),
            None => ("", paragraph.as_str()),
        };
        let text = escape(text);
        if !text.is_empty() {
            self.paragraphs.push(format!("{mark}{text}"));
        } else if !mark.is_empty() {
            // The item begins with a paragraph.
            self.paragraph.push_str(LIST_ITEM);
        }
    }

    fn finish(mut self) -> String {
        if let Some(code) = self.code.take() {
            self.code(&code);
        }
        self.end_paragraph();
        self.paragraphs.join("\n\n")
    }
}

/// Marks a paragraph as an item of a list. Control characters of texts are removed, so that none has one of these.
const LIST_ITEM: &str = "\u{1}";
/// Marks the beginning and the end of a span of code.
const CODE_MARK: char = '\u{2}';

/// Escapes text outside of code spans, and joins words by single spaces.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for (index, part) in text.split(CODE_MARK).enumerate() {
        if index % 2 == 1 {
            out.push('`');
            out.extend(part.chars().filter(|c| !c.is_control()));
            out.push('`');
            continue;
        }
        for word in part.split_inclusive(char::is_whitespace) {
            let space = if word.ends_with(char::is_whitespace) { " " } else { "" };
            let word: String = word.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
            out.push_str(&escape_word(&word));
            out.push_str(space);
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Escapes the Markdown characters of a word. A URL becomes a link, because rustdoc warns about bare URLs.
fn escape_word(word: &str) -> String {
    let is_address = word.starts_with("https://") || word.starts_with("http://");
    if is_address && word.chars().all(|c| c.is_ascii_graphic() && !SPECIAL.contains(&c)) {
        let end = word.trim_end_matches(['.', ',', ';', ':', ')', '"', '\'', '!', '?']);
        return format!("<{end}>{}", word.get(end.len()..).unwrap_or_default());
    }
    let mut out = String::new();
    for c in word.chars() {
        if SPECIAL.contains(&c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Returns the inside of the tag that a text begins with, and the text after it.
fn tag(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('<')?;
    if !inside.trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let (tag, after) = inside.split_once('>')?;
    (!tag.contains(['<', '\n'])).then_some((tag, after))
}

/// Returns the text of the span of code in Markdown that a text begins with, and the text after it.
fn code_span(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('`')?;
    let (span, after) = inside.split_once('`')?;
    (!span.is_empty() && !span.contains('\n') && !after.starts_with('`')).then_some((span, after))
}

/// Returns the character that the character reference at the beginning of a text stands for, and the text after it.
fn reference(text: &str) -> Option<(char, &str)> {
    let (name, after) = text.strip_prefix('&')?.split_once(';')?;
    if name.len() > LONGEST_REFERENCE {
        return None;
    }
    let c = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((c, after))
}

#[cfg(test)]
mod tests {
    use super::to_markdown;

    #[test]
    fn elements_become_paragraphs_lists_and_code() {
        let text = "<p>Updates a <code>thing</code>.\n  See <a href=\"https://example.com/a\">the guide</a>.</p>\
            <ul><li><p>One &amp; <i>two</i></p></li> <li>Three</li></ul><note><p>Mind.</p></note>";
        assert_eq!(to_markdown(text), "Updates a `thing`. See the guide.\n\n- One & two\n\n- Three\n\nMind.");
    }

    #[test]
    fn markdown_keeps_its_paragraphs_and_spans() {
        assert_eq!(to_markdown("The `id`\nof it.\n\nMore."), "The `id` of it.\n\nMore.");
    }

    #[test]
    fn text_cannot_become_a_link_a_fence_or_an_element() {
        for (text, expected) in [
            ("a [link](x) and [`b`]", "a \\[link\\](x) and \\[`b`\\]"),
            ("```rust\nfn main() {}\n```", "\\`\\`\\`rust fn main() {} \\`\\`\\`"),
            ("~~~\ncode", "\\~\\~\\~ code"),
            ("    indented\n\n\tcode", "indented\n\ncode"),
            ("1 < 2 > 0 <3", "1 \\< 2 \\> 0 \\<3"),
            ("&lt;script&gt; &#60;b&#x3e; &unknown; &", "\\<script\\> \\<b\\> &unknown; &"),
            ("<code>a`b</code>", "a\\`b"),
            ("<code></code><code>a", "`a`"),
            ("a\u{0}\u{1}\u{2}b\u{7}&#2;&#1;`c\u{2}`", "ab`c`"),
            ("a\\b", "a\\\\b"),
            ("https://example.com/a_b. http://x[y]", "<https://example.com/a_b>. http://x\\[y\\]"),
            ("<", "\\<"),
            ("<p", "\\<p"),
            ("", ""),
            ("<p></p> <br/>", ""),
        ] {
            assert_eq!(to_markdown(text), expected, "{text}");
        }
    }
}
