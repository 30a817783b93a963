//! Names of elements and attributes.

use crate::schema::{Binding, Flag, Member, Schema};

/// Returns the name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}

/// Whether a name without a prefix is that of a member, which may have a prefix.
pub(super) fn matches(wire: &str, local_name: &str) -> bool {
    // Names with prefixes are rare, and the lengths tell most others apart.
    wire == local_name || wire.len() > local_name.len() && local(wire) == local_name
}

/// Whether a member is an element of the body.
pub(super) fn is_element(member: &Member) -> bool {
    member.binding == Binding::Body && !member.has(Flag::XmlAttribute)
}

/// Whether a member is an attribute in the body.
pub(super) fn is_attribute(member: &Member) -> bool {
    member.binding == Binding::Body && member.has(Flag::XmlAttribute)
}

/// Returns the name of the element that is the whole body: that of the member, if the model gives it one, or of its target.
pub(super) fn of_root(member: &Member, target: Option<&Schema>) -> &'static str {
    let explicit = member.rare.and_then(|traits| traits.xml_name);
    match (explicit, target) {
        (Some(name), _) => name,
        (None, Some(schema)) if member.wire == member.name => {
            schema.rare.and_then(|traits| traits.xml_name).unwrap_or(schema.name)
        }
        _ => member.wire,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::RareTraits;

    #[test]
    fn the_root_has_the_name_of_the_member_then_of_the_shape() {
        static NAMED: RareTraits = RareTraits::new().xml_name("Named");
        static PLAIN: Schema = Schema::structure("Plain", &[]);
        static RENAMED: Schema = Schema::structure("Plain", &[]).rare(&NAMED);
        let member = Member::new("m").payload();
        assert_eq!(of_root(&member, Some(&PLAIN)), "Plain");
        assert_eq!(of_root(&member, Some(&RENAMED)), "Named");
        assert_eq!(of_root(&member, None), "m");
        assert_eq!(of_root(&Member::new("m").wire("W"), Some(&RENAMED)), "W");
        // A name that equals the member's own is set explicitly.
        static SAME: RareTraits = RareTraits::new().xml_name("m");
        assert_eq!(of_root(&Member::new("m").rare(&SAME), Some(&RENAMED)), "m");
    }

    #[test]
    fn prefixes_do_not_count() {
        for (wire, local_name, expected) in [
            ("type", "type", true),
            ("xsi:type", "type", true),
            ("xtype", "type", false),
            ("type", "xtype", false),
            ("x", "xsi", false),
        ] {
            assert_eq!(matches(wire, local_name), expected, "{wire} {local_name}");
        }
        assert_eq!((local("a:b"), local("b"), local(":"), local("")), ("b", "b", "", ""));
    }
}
