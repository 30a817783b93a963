//! Reads error responses: the code, the message and the request ID, and the path of the error's members.

use super::element::Element;
use super::failure::Failure;
use super::tokens::Tokens;

/// The fields of an error response that do not depend on the error's shape.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct ErrorFields {
    /// The text of `Code`, if it is not empty.
    pub(crate) code: Option<String>,
    /// The text of `Message`.
    pub(crate) message: Option<String>,
    /// The text of `RequestId`, `RequestID` or `requestId`, if it is not empty. In successful responses of `awsQuery` it is in
    /// `ResponseMetadata`.
    pub(crate) request_id: Option<String>,
    /// The elements around the members of the error below the root, for [`read_body`](crate::xml::read_body).
    pub(crate) wrappers: &'static [&'static str],
}

/// Reads the fields of an error in any form: `<ErrorResponse><Error>`, `<Error>` alone, and `<Response><Errors><Error>`. The name
/// of the root is ignored.
///
/// If the text is not well-formed, the fields before the first syntax error are returned.
pub(crate) fn error_fields(body: &[u8]) -> ErrorFields {
    let mut fields = ErrorFields::default();
    let mut tokens = Tokens::new(valid_utf8(body));
    // The fields that were read before a failure are kept.
    let _ = tokens.root().and_then(|root| fields.read(&mut tokens, &root, &[]));
    fields
}

/// Returns the trimmed text of a member of an error, which is the root or below it, or `None` if it is empty.
pub(crate) fn error_text(body: &[u8], name: &str) -> Option<String> {
    let mut tokens = Tokens::new(valid_utf8(body));
    let root = tokens.root().ok()?;
    find_text(&mut tokens, name, root.name() == ERROR).ok().flatten()
}

fn find_text(tokens: &mut Tokens<'_>, name: &str, is_error: bool) -> Result<Option<String>, Failure> {
    while let Some(child) = tokens.child()? {
        match child.name() {
            found if is_error && found == name => return not_empty(tokens),
            ERROR if !is_error => return find_text(tokens, name, true),
            _ => tokens.skip()?,
        }
    }
    Ok(None)
}

/// Returns whether the root is `<Error>`. Only the first 4 KiB are read.
pub(crate) fn has_error_root(body: &[u8]) -> bool {
    let start = body.get(..4096).unwrap_or(body);
    Tokens::new(valid_utf8(start)).root().is_ok_and(|root| root.name() == ERROR)
}

const ERROR: &str = "Error";

/// Returns the text before the first bytes that are not UTF-8.
fn valid_utf8(body: &[u8]) -> &str {
    body.utf8_chunks().next().map_or("", |chunk| chunk.valid())
}

impl ErrorFields {
    /// Reads the fields in an element. `wrappers` is its path below the root, and empty for the root itself.
    fn read(
        &mut self,
        tokens: &mut Tokens<'_>,
        element: &Element<'_>,
        wrappers: &'static [&'static str],
    ) -> Result<(), Failure> {
        let is_error = element.name() == ERROR;
        if is_error {
            self.wrappers = wrappers;
        }
        while let Some(child) = tokens.child()? {
            match child.name() {
                "Code" if is_error => self.code = self.code.take().or(not_empty(tokens)?),
                "Message" | "message" if is_error => self.message = Some(tokens.text()?.into_owned()),
                "RequestId" | "RequestID" | "requestId" => {
                    self.request_id = self.request_id.take().or(not_empty(tokens)?);
                }
                "ResponseMetadata" if wrappers.is_empty() => {
                    self.read(tokens, &child, &["ResponseMetadata"])?
                }
                ERROR if wrappers.is_empty() && !is_error => self.read(tokens, &child, &["Error"])?,
                "Errors" if wrappers.is_empty() && !is_error => self.read(tokens, &child, &["Errors"])?,
                ERROR if wrappers == ["Errors"] => self.read(tokens, &child, &["Errors", "Error"])?,
                _ => tokens.skip()?,
            }
        }
        Ok(())
    }
}

/// Returns the trimmed text of an element, or `None` if it is empty.
fn not_empty(tokens: &mut Tokens<'_>) -> Result<Option<String>, Failure> {
    let text = tokens.text()?;
    let text = text.trim_ascii();
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(body: &str) -> [Option<String>; 3] {
        let ErrorFields { code, message, request_id, .. } = error_fields(body.as_bytes());
        [code, message, request_id]
    }

    #[test]
    fn a_member_of_an_error_is_found_below_the_error_alone() {
        let text = |body: &str| error_text(body.as_bytes(), "Region");
        let error = "<Error><Code>C</Code><Region> eu-west-1 </Region></Error>";
        assert_eq!(text(error).as_deref(), Some("eu-west-1"));
        assert_eq!(
            text(&format!("<ErrorResponse><X/>{error}</ErrorResponse>")).as_deref(),
            Some("eu-west-1")
        );
        for body in [
            "",
            "<Error><Region/></Error>",
            "<Error><X><Region>r</Region></X></Error>",
            "<X><Region>r</Region></X>",
            "<Error><",
        ] {
            assert_eq!(text(body), None, "{body}");
        }
    }

    #[test]
    fn the_fields_are_found_in_each_form() {
        let error = "<Error><Type>Sender</Type><Code> C </Code><Message>m</Message></Error>";
        for (body, wrappers) in [
            (
                format!(
                    "<?xml version='1.0'?><ErrorResponse xmlns='u'>{error}<RequestId>r</RequestId></ErrorResponse>"
                ),
                &["Error"][..],
            ),
            (error.replace("<Type>", "<RequestId>r</RequestId><Type>"), &[]),
            (
                format!("<Response><Errors>{error}</Errors><RequestID>r</RequestID></Response>"),
                &["Errors", "Error"],
            ),
            (format!("<X><requestId>r</requestId><p:Errors>{error}</p:Errors></X>"), &["Errors", "Error"]),
            (
                format!("<X><RequestId/><RequestId>r</RequestId>{}</X>", error.replace("Message", "message")),
                &["Error"],
            ),
        ] {
            let expected = ["C", "m", "r"].map(|text| Some(text.to_owned()));
            assert_eq!(fields(&body), expected, "{body}");
            assert_eq!(error_fields(body.as_bytes()).wrappers, wrappers, "{body}");
        }
    }

    #[test]
    fn only_the_fields_of_the_error_itself_count() {
        let code = |code: &str| [Some(code.to_owned()), None, None];
        assert_eq!(fields("<Error><Inner><Code>a</Code></Inner><Code>b</Code></Error>"), code("b"));
        assert_eq!(
            fields("<E><Code>a</Code><Error><Code>b</Code><Error><Code>c</Code></Error></Error></E>"),
            code("b")
        );
        assert_eq!(
            fields("<E><Errors><Error><Code>a</Code></Error><Error><Code>b</Code></Error></Errors></E>"),
            code("a")
        );
        assert_eq!(fields("<E><Code>a</Code></E>"), [None, None, None]);
        assert_eq!(fields("<Error><Code> </Code></Error>"), [None, None, None]);
    }

    #[test]
    fn fields_before_a_failure_are_kept() {
        for body in [
            "<Error><Code>a</Code><Mess",
            "<Error><Code>a</Code></X>",
            "<Error><Code>a</Code><Message>&x;</Message></Error>",
        ] {
            assert_eq!(fields(body), [Some("a".to_owned()), None, None], "{body}");
        }
        let not_utf8 = b"<Error><Code>a</Code><Message>\xff</Message></Error>";
        assert_eq!(error_fields(not_utf8).code.as_deref(), Some("a"));
        for body in ["", "not XML", "<html>", "{\"code\":1}", "<!DOCTYPE html><Error><Code>a</Code></Error>"]
        {
            assert_eq!(fields(body), [None, None, None], "{body}");
        }
    }

    #[test]
    fn the_root_of_an_error_is_found_after_a_prolog() {
        assert!(has_error_root(b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- c --><s:Error a='b'><Code>\xff"));
        assert!(!has_error_root(b"<ErrorResponse><Error/></ErrorResponse>"));
        assert!(!has_error_root(b""));
    }
}
