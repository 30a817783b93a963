//! What changes between two tables of partitions.

use super::lines_of;
use super::support::file;
use smithereen_codegen::Source;
use smithereen_codegen::diff::compare_partitions;

/// The table of partitions with parts replaced, once each.
#[track_caller]
fn partitions(parts: &[(&str, &str)]) -> Source {
    let mut table = file("models/partitions.json");
    for (from, to) in parts {
        assert!(table.text.contains(from), "{from}");
        table.text = table.text.replacen(from, to, 1);
    }
    table
}

#[track_caller]
fn of_partitions(parts: &[(&str, &str)]) -> Vec<String> {
    lines_of(&compare_partitions(Some(&partitions(&[])), Some(&partitions(parts))))
}

#[test]
fn partitions_are_compared_as_they_are_read() {
    let none: [&str; 0] = [];
    assert_eq!(
        of_partitions(&[("\"us-west-2\" : { }", "\"us-west-2\": {\"description\": \"Words.\"}")]),
        none
    );
    let moved =
        [("      \"af-south-1\" : { },\n", ""), ("\"cn-north-1\"", "\"af-south-1\" : { }, \"cn-north-1\"")];
    for (parts, expected) in [
        (
            &[("\"us-west-2\"", "\"us-west-3\"")][..],
            &[
                "patch aws: new regions: us-west-3",
                // It is in the partition by what it begins with.
                "patch aws: regions that are listed no longer: us-west-2",
            ][..],
        ),
        (
            &moved,
            &[
                "patch! aws: regions that are listed no longer: af-south-1",
                "patch aws-cn: new regions: af-south-1",
            ],
        ),
        (&[("\"amazonaws.com\"", "\"a.b\"")], &["patch! aws: the domain is `a.b`, was `amazonaws.com`"]),
        (
            &[("\"api.aws\"", "\"a.b\"")],
            &["patch! aws: the domain of dual-stack endpoints is `a.b`, was `api.aws`"],
        ),
        (
            &[("\"supportsFIPS\" : true", "\"supportsFIPS\" : false")],
            &["patch! aws: FIPS support is `no`, was `yes`"],
        ),
        (&[("^cn", "^zh")], &["patch! aws-cn: what its regions begin with is `zh`, was `cn`"]),
        (
            &[("\"id\" : \"aws-cn\"", "\"id\" : \"aws-zh\"")],
            &[
                "patch! aws-cn: the partition is gone",
                "patch aws-zh: a new partition with aws-cn-global, cn-north-1, cn-northwest-1",
            ],
        ),
        (
            &[("^cn", "^.")],
            &["patch? the tables of partitions are others, and one is missing or cannot be read"],
        ),
    ] {
        assert_eq!(of_partitions(parts), expected);
    }
    let old = partitions(&[("\"supportsDualStack\" : true", "\"supportsDualStack\" : false")]);
    let gained = compare_partitions(Some(&old), Some(&partitions(&[])));
    assert_eq!(lines_of(&gained), ["patch aws: dual-stack support is `yes`, was `no`"]);
}

#[test]
fn a_table_of_partitions_may_be_missing() {
    let table = file("models/partitions.json");
    assert_eq!(compare_partitions(None, None), []);
    let expected = ["patch? the tables of partitions are others, and one is missing or cannot be read"];
    assert_eq!(lines_of(&compare_partitions(None, Some(&table))), expected);
}
