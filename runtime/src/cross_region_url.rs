//! Copies between regions: the source's region is asked for its data by a presigned request, which the destination sends.

use crate::reflect::Shape;
#[cfg(feature = "client")]
use crate::reflect::ValueRef;

/// The members of an input that copies something of another region. The service sends the same call to that region with a
/// presigned URL, which is a member of the input.
///
/// If the URL is unset, a client presigns the call with the method `GET`, for the endpoint and the region of the source, and adds the
/// destination, which is the client's region, to its parameters. If the input has a member for the destination, the request has both
/// regions too; otherwise it has neither. Without a client, the caller presigns the call:
/// [`Operation::presign`](crate::Operation::presign).
///
/// It applies to protocols with forms. The names of the parameters are those of the members.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct CrossRegionUrl {
    /// The member with the region of the source.
    pub source: &'static str,
    /// The member with the presigned URL.
    pub url: &'static str,
    /// The parameter with the region of the destination, which is also a member if requests have it.
    pub destination: &'static str,
}

impl CrossRegionUrl {
    /// Creates a description from the names of the members.
    pub const fn new(source: &'static str, url: &'static str, destination: &'static str) -> Self {
        Self { source, url, destination }
    }

    /// Returns the name of the member that no request has: the source, if the input has no member for the destination.
    pub(crate) fn unsent(&self, input: &dyn Shape) -> Option<&'static str> {
        match index(input, self.destination) {
            Some(_) => None,
            None => Some(self.source),
        }
    }

    /// Returns the region of the source if the URL is to be set.
    #[cfg(feature = "client")]
    pub(crate) fn source_to_presign<'a>(&self, input: &'a dyn Shape) -> Option<&'a str> {
        match (text(input, self.source), text(input, self.url)) {
            (Some(source), None) => Some(source),
            _ => None,
        }
    }

    /// Returns whether the caller has set the destination.
    #[cfg(feature = "client")]
    pub(crate) fn has_destination(&self, input: &dyn Shape) -> bool {
        text(input, self.destination).is_some()
    }
}

fn index(input: &dyn Shape, name: &str) -> Option<usize> {
    input.schema().members.iter().position(|member| member.name == name)
}

#[cfg(feature = "client")]
fn text<'a>(input: &'a dyn Shape, name: &str) -> Option<&'a str> {
    match input.get(index(input, name)?) {
        ValueRef::String(text) => Some(text),
        _ => None,
    }
}
