//! Nothing that a fixture calls sensitive is shown by any type of it: not by `Debug`, not by an error, not by a call's
//! log events.
//!
//! `operations.in` is a list of all operations there are, which is written along with the crate.

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
                // A path of signs that no path may have is refused, and what endpoint rules do not know.
                assert!(sent > 0 || ["hostile", "endpoint_params"].contains(&$model));
            )*
        }

        #[test]
        fn serde_shows_nothing_sensitive() {
            $(
                println!("{} {}", $model, stringify!($input));
                serde_shows_nothing::<fixtures::$module::$input>(&model($model));
            )*
        }

        /// Each of the model's operations is in the list.
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

/// A name that the model does not have is told, unless it is within what is sensitive.
#[test]
fn a_name_within_what_is_sensitive_is_part_of_it() {
    use fixtures::sensitive_everywhere::HideInput;
    let endpoint = fixtures::Endpoint::new("https://example.com").unwrap();
    let refusal = |everything: &str| {
        let input = format!("{{\"label\": \"l\", \"everything\": {everything}}}");
        Dynamic::of::<HideInput>().to_http(&input, &endpoint).unwrap_err().to_string()
    };
    assert!(refusal(r#"{"hunter2": 1}"#).contains("hunter2"));
    for everything in [
        r#"{"secrets": [{"hunter2": 1}]}"#,
        r#"{"secretByName": {"hunter2": {"hunter2": 1}}}"#,
        r#"{"hidden": {"hunter2": 1}}"#,
        r#"{"secrets": [{"inner": {"hunter2": 1}}]}"#,
    ] {
        let refusal = refusal(everything);
        assert!(refusal.contains("unknown member") && !refusal.contains("hunter2"), "{refusal}");
    }
}

/// A sensitive shape is no less so where it stands alone.
#[test]
fn a_sensitive_shape_alone_shows_nothing() {
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
