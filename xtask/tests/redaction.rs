//! Sensitive members of the models appear in no `Debug` output, error or log event of the generated crate. The support files,
//! which the crate of all fixtures uses too, describe the method.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "../../codegen/tests/compiled/support/mod.rs"]
mod support;

use smithereen::Operation;
use smithereen_aws::{iot, iot_managed_integrations as things};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use support::model::Model;

/// An operation: the folder of its model, its module, its type, its name and its checks.
struct Listed(&'static str, &'static str, &'static str, &'static str, [fn(&Model); 2]);

macro_rules! listed {
    ($($model:literal $name:literal $module:ident $input:ident;)*) => {
        [$(Listed(
            $model,
            $name,
            stringify!($input),
            <$module::$input as Operation>::OPERATION.name,
            [support::redaction::operation::<$module::$input>, |model| assert!(support::log::operation::<$module::$input>(model) > 0)],
        )),*]
    };
}

fn all() -> [Listed; 3] {
    listed! {
        "iot" "iot" iot UpdatePackageConfigurationInput;
        "iot" "iot" iot UpdateProvisioningTemplateInput;
        "iot-managed-integrations" "iot_managed_integrations" things UpdateManagedThingInput;
    }
}

fn models() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/models")
}

fn model(name: &str) -> Model {
    let path = models().join(name).join("service-2.json");
    Model::parse(&std::fs::read_to_string(path).unwrap())
}

#[test]
fn sensitive_members_are_neither_formatted_nor_logged() {
    for Listed(folder, _, input, _, checks) in all() {
        println!("{input}");
        checks.iter().for_each(|check| check(&model(folder)));
    }
}

/// A generated operation that is not in the list would not be checked.
#[test]
fn every_operation_of_the_crate_is_in_the_list() {
    let listed = all().map(|Listed(_, module, input, ..)| (module.to_owned(), input.to_owned()));
    let generated = support::redaction::operations(Path::new(smithereen_aws::SOURCE));
    assert_eq!(BTreeSet::from(listed), generated);
}

#[test]
fn every_operation_of_the_models_is_in_the_list() {
    let models = std::fs::read_dir(models()).unwrap().map(|entry| entry.unwrap());
    let folders = models.filter(|entry| entry.file_type().unwrap().is_dir());
    let mut operations = BTreeSet::new();
    for folder in folders.map(|entry| entry.file_name().into_string().unwrap()) {
        operations.extend(model(&folder).operations().into_iter().map(|name| (folder.clone(), name)));
    }
    let listed = all().map(|Listed(model, _, _, name, _)| (model.to_owned(), name.to_owned()));
    assert_eq!(BTreeSet::from(listed), operations);
}

/// The models have sensitive members, so the checks are not empty.
#[test]
fn the_models_have_sensitive_members() {
    let things = model("iot-managed-integrations");
    for member in ["Owner", "SerialNumber", "Brand", "Model", "Classification"] {
        assert!(things.hides_member("UpdateManagedThingRequest", member), "{member}");
    }
    assert!(!things.hides_member("UpdateManagedThingRequest", "Name"));
}
