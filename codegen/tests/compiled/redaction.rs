//! Sensitive members of the fixtures appear in no `Debug` output, no error and no log event.
//!
//! `operations.in` is the list of all operations, which is generated together with the crate.

#![allow(deprecated, reason = "some of what is tested is")]

mod support;

use fixtures::smithereen::{Dynamic, Operation};
use fixtures::smithereen::serde::de::DeserializeOwned;
use support::model::Model;

fn model(name: &str) -> Model {
    let path = format!("{}/tests/models/{name}.json", env!("CARGO_MANIFEST_DIR"));
    Model::parse(&std::fs::read_to_string(path).unwrap())
}

fn serde_shows_nothing<O>(model: &Model)
where
    O: Operation + DeserializeOwned,
    O::Output: DeserializeOwned,
{
    support::errors::serde::<O>(model, |text| serde_json::from_str(text));
    support::errors::serde::<O::Output>(model, |text| serde_json::from_str(text));
}

macro_rules! operations {
    ($($model:literal $module:ident $input:ident;)*) => {
        #[test]
        fn nothing_sensitive_is_shown() {
            $(
                println!("{} {}", $model, stringify!($input));
                support::redaction::operation::<fixtures::$module::$input>(&model($model));
            )*
        }

        #[test]
        fn nothing_sensitive_is_logged() {
            $(
                println!("{} {}", $model, stringify!($input));
                let sent = support::log::operation::<fixtures::$module::$input>(&model($model));
                // Some fixtures have only invalid paths, parameters that the endpoint rules reject, or a text as the algorithm.
                assert!(sent > 0 || ["hostile", "endpoint_params", "http_checksum"].contains(&$model));
            )*
        }

        #[test]
        fn serde_shows_nothing_sensitive() {
            $(
                println!("{} {}", $model, stringify!($input));
                serde_shows_nothing::<fixtures::$module::$input>(&model($model));
            )*
        }

        /// The list contains each operation of the models.
        #[test]
        fn every_operation_is_in_the_list() {
            let listed = [$(($model, <fixtures::$module::$input as Operation>::OPERATION.name)),*];
            let models: std::collections::BTreeSet<_> = listed.iter().map(|(model, _)| *model).collect();
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/models");
            assert_eq!(std::fs::read_dir(folder).unwrap().count(), models.len());
            for name in models {
                let operations = model(name).operations();
                assert!(operations.iter().all(|operation| listed.contains(&(name, operation))), "{name}: {operations:?}");
            }
        }
    };
}

include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/operations.in"));

/// An error contains the name of an unknown member, unless it is inside of a sensitive member.
#[test]
fn unknown_names_inside_of_sensitive_members_are_redacted() {
    use fixtures::sensitive_everywhere::HideInput;
    let endpoint = fixtures::Endpoint::new("https://example.com").unwrap();
    let rejection = |everything: &str| {
        let input = format!("{{\"label\": \"l\", \"everything\": {everything}}}");
        Dynamic::of::<HideInput>().to_http(&input, &endpoint).unwrap_err().to_string()
    };
    assert!(rejection(r#"{"hunter2": 1}"#).contains("hunter2"));
    for everything in [
        r#"{"secrets": [{"hunter2": 1}]}"#,
        r#"{"secretByName": {"hunter2": {"hunter2": 1}}}"#,
        r#"{"hidden": {"hunter2": 1}}"#,
        r#"{"secrets": [{"inner": {"hunter2": 1}}]}"#,
    ] {
        let rejection = rejection(everything);
        assert!(rejection.contains("unknown member") && !rejection.contains("hunter2"), "{rejection}");
    }
}

/// A shape with the trait `sensitive` is redacted even if no structure contains it.
#[test]
fn a_sensitive_shape_is_redacted_outside_of_a_structure() {
    use fixtures::sensitive_everywhere::{HiddenChoice, Level, Secret};
    let texts = [
        serde_json::from_str::<Level>("1739999999").unwrap_err().to_string(),
        serde_json::from_str::<Secret>(r#"{"text": 1739999999}"#).unwrap_err().to_string(),
        serde_json::from_str::<HiddenChoice>(r#"{"text": 1739999999}"#).unwrap_err().to_string(),
        format!("{:?} {:?}", Level::from("1739999999"), HiddenChoice::Unknown("1739999999".to_owned())),
    ];
    for text in texts {
        assert!(!text.contains("1739999999"), "{text}");
    }
}
