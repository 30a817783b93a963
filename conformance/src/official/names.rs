//! Comparison of the model's names with those of official crates.

/// Returns the name without underscores, case and the prefix of raw identifiers.
pub(super) fn normalized(name: &str) -> String {
    let name = name.strip_prefix("r#").unwrap_or(name);
    name.chars().filter(|c| *c != '_').flat_map(char::to_lowercase).collect()
}

#[test]
fn notations_of_a_name_are_equal() {
    for (one, other) in [("DBInstance", "_db_instance"), ("Type", "r#type"), ("Self", "self_")] {
        assert_eq!(normalized(one), normalized(other));
    }
    assert_ne!(normalized("Tags"), normalized("Tag"));
}
