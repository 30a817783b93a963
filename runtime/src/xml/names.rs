//! Names of elements and attributes: with and without prefixes, and of the root element.

use crate::schema::{Binding, Flag, Member, Schema};

/// Returns a name without its prefix.
pub(super) fn local_name(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}

/// Returns whether the name of a member on the wire, without its prefix if it has one, is `local`.
pub(super) fn has_local_name(wire: &str, local: &str) -> bool {
    // Names with prefixes are rare, so that the comparison of lengths avoids most searches for a colon.
    wire == local || wire.len() > local.len() && local_name(wire) == local
}

/// Returns whether a member is an element of the body.
pub(super) fn is_element(member: &Member) -> bool {
    member.binding == Binding::Body && !member.has(Flag::XmlAttribute)
}

/// Returns whether an element of the body sets a member.
pub(super) fn is_read(member: &Member) -> bool {
    is_element(member) && !member.rare.is_some_and(|traits| traits.sent_only)
}

/// Returns whether a member is an attribute in the body.
pub(super) fn is_attribute(member: &Member) -> bool {
    member.binding == Binding::Body && member.has(Flag::XmlAttribute)
}

/// Returns the name of the root element: the member's name if the model sets it, otherwise the name of its target.
pub(super) fn root_name(member: &Member, target: Option<&Schema>) -> &'static str {
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
        assert_eq!(root_name(&member, Some(&PLAIN)), "Plain");
        assert_eq!(root_name(&member, Some(&RENAMED)), "Named");
        assert_eq!(root_name(&member, None), "m");
        assert_eq!(root_name(&Member::new("m").wire("W"), Some(&RENAMED)), "W");
        // A name that equals the member's own is set explicitly.
        static SAME: RareTraits = RareTraits::new().xml_name("m");
        assert_eq!(root_name(&Member::new("m").rare(&SAME), Some(&RENAMED)), "m");
    }

    #[test]
    fn names_are_compared_without_the_prefix() {
        for (wire, local, expected) in [
            ("type", "type", true),
            ("xsi:type", "type", true),
            ("xtype", "type", false),
            ("type", "xtype", false),
            ("x", "xsi", false),
        ] {
            assert_eq!(has_local_name(wire, local), expected, "{wire} {local}");
        }
        assert_eq!((local_name("a:b"), local_name("b"), local_name(":"), local_name("")), ("b", "b", "", ""));
    }
}
