//! The manifest of the generated crate has each setting.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

use crate::support;

use smithereen_codegen::{Content, CrateSources, Form, Manifest, generate};
use toml::Table;

fn manifest(content: Content, manifest: Manifest) -> (String, Table) {
    let service = support::fixture("structure");
    let sources = CrateSources { content, form: Form::Crate, manifest, ..support::sources(vec![service]) };
    let outcome = generate(&sources);
    let text = outcome.files["Cargo.toml"].clone();
    let table = text.parse().unwrap();
    (text, table)
}

/// Returns the features that are on by default.
fn defaults(table: &Table) -> Vec<String> {
    table["features"].get("default").map(|features| features.clone().try_into().unwrap()).unwrap_or_default()
}

#[test]
fn every_setting_is_in_the_manifest() {
    let (_, table) = manifest(
        Content::Whole,
        Manifest {
            version: "1.2.3-rc.1".to_owned(),
            edition: "2021".to_owned(),
            license: Some("MIT OR Apache-2.0".to_owned()),
            rust_version: Some("1.88".to_owned()),
            publish: true,
            client: false,
            serde: true,
            is_workspace: true,
        },
    );
    let package = table["package"].as_table().unwrap();
    for (key, value) in [
        ("version", "1.2.3-rc.1"),
        ("edition", "2021"),
        ("license", "MIT OR Apache-2.0"),
        ("rust-version", "1.88"),
    ] {
        assert_eq!(package[key].as_str(), Some(value), "{key}");
    }
    assert!(!package.contains_key("publish"));
    assert_eq!(defaults(&table), ["serde"]);
    assert!(table["workspace"].as_table().unwrap().is_empty());
}

#[test]
fn the_defaults_are_those_of_a_private_member_with_a_client() {
    let (text, table) = manifest(Content::Whole, Manifest::default());
    let package = table["package"].as_table().unwrap();
    assert_eq!(package["version"].as_str(), Some("0.1.0"));
    assert_eq!(package["edition"].as_str(), Some("2024"));
    assert_eq!(package["publish"].as_bool(), Some(false));
    assert!(!package.contains_key("license") && package.contains_key("rust-version"), "{text}");
    assert_eq!(defaults(&table), ["client"]);
    assert!(!table.contains_key("workspace"), "{text}");
}

#[test]
fn both_features_can_be_on_or_off_by_default() {
    let of = |client, serde| {
        let (_, table) = manifest(Content::Whole, Manifest { client, serde, ..Manifest::default() });
        defaults(&table)
    };
    assert_eq!(of(true, true), ["client", "serde"]);
    assert!(of(false, false).is_empty());
}

#[test]
fn a_crate_of_types_has_no_feature_for_a_client() {
    let (_, table) = manifest(Content::Types, Manifest { serde: true, ..Manifest::default() });
    let features = table["features"].as_table().unwrap();
    assert_eq!(defaults(&table), ["serde"]);
    assert!(!features.contains_key("client"));
}

#[test]
fn no_setting_can_add_lines_to_the_manifest() {
    let license = "MIT\"\n[dependencies]\nevil = \"1\"\u{7}";
    let (text, table) =
        manifest(Content::Whole, Manifest { license: Some(license.to_owned()), ..Manifest::default() });
    assert_eq!(table["package"]["license"].as_str(), Some(license), "{text}");
    assert!(table["dependencies"].get("evil").is_none());
}
