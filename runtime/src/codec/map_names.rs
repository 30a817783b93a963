//! The names of map keys and map values in XML and in forms.

use crate::schema::Member;

/// Returns the description of a map's keys.
pub(crate) fn map_key(map: &Member) -> &'static Member {
    static KEY: Member = Member::new("key");
    map.rare.and_then(|traits| traits.key).unwrap_or(&KEY)
}

/// Returns the name of a map's values. [`Member::ELEMENT`] describes both elements of lists and values of maps, and has the name
/// `member`, the default for lists; the default for values of maps is `value`.
pub(crate) fn map_value_name(element: &'static Member) -> &'static str {
    if element.name == "member" && element.wire == "member" { "value" } else { element.wire }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn map_values_are_named_value_unless_the_model_renames_them() {
        static RENAMED: Member = Member::new("member").wire("V");
        static EXPLICIT: Member = Member::new("value").wire("member");
        static PLAIN: Member = Member::new("value");
        let names = [Member::ELEMENT, &RENAMED, &EXPLICIT, &PLAIN].map(map_value_name);
        assert_eq!(names, ["value", "V", "member", "value"]);
    }
}
