//! Comparisons of partition tables.

use super::lines_of;
use super::support::file;
use smithereen_codegen::Source;
use smithereen_codegen::diff::compare_partitions;

/// Returns the partition table with parts replaced, once each.
#[track_caller]
fn partitions(parts: &[(&str, &str)]) -> Source {
    let mut table = file("fixtures/models/partitions.json");
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
fn parsed_partitions_are_compared() {
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
                "patch aws: regions added: us-west-3",
                // Its prefix still belongs to the partition.
                "patch aws: regions no longer listed: us-west-2",
            ][..],
        ),
        (
            &moved,
            &["patch! aws: regions no longer listed: af-south-1", "patch aws-cn: regions added: af-south-1"],
        ),
        (
            &[("\"amazonaws.com\"", "\"a.b\"")],
            &["patch! aws: DNS suffix changed from `amazonaws.com` to `a.b`"],
        ),
        (
            &[("\"api.aws\"", "\"a.b\"")],
            &["patch! aws: dual-stack DNS suffix changed from `api.aws` to `a.b`"],
        ),
        (
            &[("\"supportsFIPS\" : true", "\"supportsFIPS\" : false")],
            &["patch! aws: FIPS support changed from `yes` to `no`"],
        ),
        (&[("^cn", "^zh")], &["patch! aws-cn: region prefixes changed from `cn` to `zh`"]),
        (
            &[("\"id\" : \"aws-cn\"", "\"id\" : \"aws-zh\"")],
            &[
                "patch! aws-cn: partition removed",
                "patch aws-zh: partition added with regions aws-cn-global, cn-north-1, cn-northwest-1",
            ],
        ),
        (&[("^cn", "^.")], &["patch? partition tables differ, and one is missing or cannot be parsed"]),
    ] {
        assert_eq!(of_partitions(parts), expected);
    }
    let old = partitions(&[("\"supportsDualStack\" : true", "\"supportsDualStack\" : false")]);
    let gained = compare_partitions(Some(&old), Some(&partitions(&[])));
    assert_eq!(lines_of(&gained), ["patch aws: dual-stack support changed from `no` to `yes`"]);
}

#[test]
fn a_missing_table_has_an_undetermined_impact() {
    let table = file("fixtures/models/partitions.json");
    assert_eq!(compare_partitions(None, None), []);
    let expected = ["patch? partition tables differ, and one is missing or cannot be parsed"];
    assert_eq!(lines_of(&compare_partitions(None, Some(&table))), expected);
}
