//! The placeholders of texts, such as `https://{Bucket}.{url#authority}`.

use super::Attribute;

/// A part of a template.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Part<'t> {
    Text(&'t str),
    /// A placeholder: the text between its braces, and its meaning.
    Value(&'t str, Placeholder<'t>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Placeholder<'t> {
    /// `{Name}`
    Name(&'t str),
    /// `{Name#attribute}`
    Attribute(&'t str, Attribute),
    /// `{uriEncode(Name)}`
    UriEncoded(&'t str),
}

/// Returns the parts of a template. The generator writes templates only if their literal text has no braces.
pub(super) fn parts(template: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = template;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let braced = rest.strip_prefix('{').and_then(|rest| rest.split_once('}'));
        let (part, after) = match braced {
            Some((inside, after)) => (Part::Value(inside, placeholder(inside)), after),
            None => {
                let end = rest.find('{').filter(|end| *end > 0).unwrap_or(rest.len());
                let (text, after) = rest.split_at(end);
                (Part::Text(text), after)
            }
        };
        rest = after;
        Some(part)
    })
}

fn placeholder(inside: &str) -> Placeholder<'_> {
    if let Some((name, attribute)) = inside.split_once('#')
        && let Some(attribute) = attribute_of(attribute)
    {
        return Placeholder::Attribute(name, attribute);
    }
    let encoded = inside.strip_prefix("uriEncode(").and_then(|name| name.strip_suffix(')'));
    encoded.map_or(Placeholder::Name(inside), Placeholder::UriEncoded)
}

/// Returns the attribute that is a string and has this name in rules.
fn attribute_of(name: &str) -> Option<Attribute> {
    Some(match name {
        "name" => Attribute::Name,
        "dnsSuffix" => Attribute::DnsSuffix,
        "dualStackDnsSuffix" => Attribute::DualStackDnsSuffix,
        "implicitGlobalRegion" => Attribute::ImplicitGlobalRegion,
        "scheme" => Attribute::Scheme,
        "authority" => Attribute::Authority,
        "path" => Attribute::Path,
        "normalizedPath" => Attribute::NormalizedPath,
        "partition" => Attribute::ArnPartition,
        "service" => Attribute::ArnService,
        "region" => Attribute::ArnRegion,
        "accountId" => Attribute::ArnAccountId,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_split_at_placeholders() {
        let all: Vec<_> = parts("{url#scheme}://{Bucket}.s3/{uriEncode(Key)}").collect();
        let expected = [
            Part::Value("url#scheme", Placeholder::Attribute("url", Attribute::Scheme)),
            Part::Text("://"),
            Part::Value("Bucket", Placeholder::Name("Bucket")),
            Part::Text(".s3/"),
            Part::Value("uriEncode(Key)", Placeholder::UriEncoded("Key")),
        ];
        assert_eq!(all, expected);
        assert_eq!(parts("").count(), 0);
        assert_eq!(parts("a{b").collect::<Vec<_>>(), [Part::Text("a"), Part::Text("{b")]);
        assert_eq!(parts("{b").collect::<Vec<_>>(), [Part::Text("{b")]);
    }
}
