//! Input skeletons of `cargo xtask explain` are valid inputs of `call`.

use crate::program::call;
use serde_json::Value;
use std::process::Command;

const OPERATIONS: [(&str, &str, &[&str]); 3] = [
    ("iot", "UpdatePackageConfiguration", &[]),
    ("iot", "UpdateProvisioningTemplate", &["/templateName", "/preProvisioningHook/targetArn"]),
    (
        "iot-managed-integrations",
        "UpdateManagedThing",
        &[
            "/Identifier",
            "/CapabilityReport/version",
            "/CapabilityReport/endpoints",
            "/CapabilityReport/endpoints/0/deviceTypes",
            "/CapabilityReport/endpoints/0/capabilities/0/actions",
            "/CapabilitySchemas/0/Schema",
        ],
    ),
];

fn skeleton(service: &str, operation: &str) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(["--root", concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures")]);
    let output = command.args(["explain", service, operation, "--skeleton"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_skeleton_is_a_valid_input_with_all_required_members() {
    for (service, operation, required) in OPERATIONS {
        let skeleton = skeleton(service, operation);
        call(&[service, operation, &skeleton.to_string(), "--dry-run", "--region=eu-west-1"]).succeeds();
        for pointer in required {
            let mut incomplete = skeleton.clone();
            let (parent, name) = pointer.rsplit_once('/').unwrap();
            let removed = incomplete.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name);
            assert!(removed.is_some(), "{pointer} is not in the skeleton");
            call(&[service, operation, &incomplete.to_string(), "--dry-run"]).fails(2, &[name]);
        }
    }
}
