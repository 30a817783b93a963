//! The response that a protocol parses.

use bytes::Bytes;
use http::response::Parts;
use http::{Extensions, HeaderMap, HeaderName, HeaderValue, Response, StatusCode};

/// The response that a protocol parses: status, headers and complete body. The headers have any type that implements
/// [`Headers`].
#[derive(Clone)]
#[non_exhaustive]
pub struct RawResponse<'a> {
    /// The status code.
    pub status: StatusCode,
    /// The headers.
    pub headers: &'a dyn Headers,
    /// The complete body.
    pub body: Bytes,
    /// Whether the body is not compared with its checksum.
    #[cfg(feature = "checksum")]
    pub(crate) is_unchecked: bool,
    /// Whether members in the encoding of forms are left as they are.
    #[cfg(feature = "xml")]
    pub(crate) is_undecoded: bool,
}

impl<'a> RawResponse<'a> {
    /// Creates a response from its parts.
    pub fn new(status: StatusCode, headers: &'a dyn Headers, body: Bytes) -> Self {
        Self {
            status,
            headers,
            body,
            #[cfg(feature = "checksum")]
            is_unchecked: false,
            #[cfg(feature = "xml")]
            is_undecoded: false,
        }
    }

    /// Returns the value of the first header with the name. Returns `None` without such a header, and if the value is not UTF-8.
    pub fn header(&self, name: &str) -> Option<&'a str> {
        std::str::from_utf8(self.headers.first(name)?).ok()
    }

    /// Returns a copy of the response with headers of its own. Headers that are not valid are left out.
    pub(crate) fn to_http(&self) -> Option<Response<Bytes>> {
        let mut names = Vec::new();
        self.headers.visit_names(&mut |name| names.push(name));
        let mut response = Response::builder().status(self.status).body(self.body.clone()).ok()?;
        for name in names {
            let Ok(header) = HeaderName::from_bytes(name.as_bytes()) else { continue };
            self.headers.visit_values(name, &mut |value| {
                if let Ok(value) = HeaderValue::from_bytes(value) {
                    response.headers_mut().append(header.clone(), value);
                }
            });
        }
        Some(response)
    }

    /// Creates a response from its head and its body.
    pub(crate) fn of_head(head: &'a Parts, body: Bytes) -> Self {
        Self::new(head.status, &head.headers, body).with_extensions(&head.extensions)
    }

    #[cfg_attr(not(any(feature = "checksum", feature = "xml")), allow(unused_variables))]
    fn with_extensions(self, extensions: &Extensions) -> Self {
        Self {
            #[cfg(feature = "checksum")]
            is_unchecked: extensions.get::<crate::checksum::Unchecked>().is_some(),
            #[cfg(feature = "xml")]
            is_undecoded: extensions.get::<Undecoded>().is_some(),
            ..self
        }
    }
}

impl<'a> From<&'a Response<Bytes>> for RawResponse<'a> {
    fn from(response: &'a Response<Bytes>) -> Self {
        let body = response.body().clone();
        Self::new(response.status(), response.headers(), body).with_extensions(response.extensions())
    }
}

/// An extension of an `http::Response` whose members in the encoding of forms are not decoded, see
/// [`OperationSchema::url_encoding`](crate::OperationSchema::url_encoding).
///
/// The request of an input that sets the encoding has it, and a client copies it to the response. Others have to copy it
/// themselves, because a response does not show who chose its encoding:
///
/// ```
/// # let (request, mut response) = (http::Request::new(()), http::Response::new(()));
/// if let Some(undecoded) = request.extensions().get::<smithereen::Undecoded>() {
///     response.extensions_mut().insert(*undecoded);
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Undecoded;

/// Returns the response, marked like its request.
#[cfg(feature = "client")]
pub(crate) fn mark<B>(mut response: Response<B>, undecoded: Option<Undecoded>) -> Response<B> {
    if let Some(undecoded) = undecoded {
        response.extensions_mut().insert(undecoded);
    }
    response
}

/// Access to the headers of a response. Names are compared without regard to case.
pub trait Headers {
    /// Returns the value of the first header with the name.
    fn first(&self, name: &str) -> Option<&[u8]>;

    /// Calls `visit` with the value of each header with the name, in their order.
    fn visit_values<'a>(&'a self, name: &str, visit: &mut dyn FnMut(&'a [u8]));

    /// Calls `visit` once with each name, in lower case.
    fn visit_names<'a>(&'a self, visit: &mut dyn FnMut(&'a str));
}

impl Headers for HeaderMap {
    fn first(&self, name: &str) -> Option<&[u8]> {
        self.get(name).map(|value| value.as_bytes())
    }
    fn visit_values<'a>(&'a self, name: &str, visit: &mut dyn FnMut(&'a [u8])) {
        self.get_all(name).iter().for_each(|value| visit(value.as_bytes()));
    }
    fn visit_names<'a>(&'a self, visit: &mut dyn FnMut(&'a str)) {
        self.keys().for_each(|name| visit(name.as_str()));
    }
}
