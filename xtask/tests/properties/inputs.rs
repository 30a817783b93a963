//! Strategies for inputs of the three operations.

use proptest::collection::{btree_map, vec};
use proptest::option::of;
use proptest::prelude::*;
use serde_json::Value;
use smithereen_aws::iot::{
    ProvisioningHook, UpdatePackageConfigurationInput, UpdateProvisioningTemplateInput,
    VersionUpdateByJobsConfig,
};
use smithereen_aws::iot_managed_integrations::{
    CapabilityReport, CapabilityReportCapability, CapabilityReportEndpoint, CapabilitySchemaItem,
    HubNetworkMode, UpdateManagedThingInput, WiFiSimpleSetupConfiguration,
};

/// Any text: printable ASCII, characters that JSON and URLs escape, control characters, every Unicode plane.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let awkward = prop::sample::select(AWKWARD.to_vec()).prop_map(str::to_owned);
    prop_oneof![4 => any::<String>(), 2 => "[a-zA-Z0-9_.-]{0,40}", 2 => vec(any::<char>(), 0..12).prop_map(String::from_iter), 1 => awkward]
}

const AWKWARD: [&str; 18] = [
    "",
    " ",
    ".",
    "..",
    "...",
    "/",
    "//",
    "a/../b",
    "%",
    "%2F",
    "%00",
    "+",
    "?a=b&c#d",
    "\r\nx: y",
    "\0",
    "\u{feff}\u{202e}\u{2028}",
    "\u{10ffff}",
    "\"\\",
];

/// JSON with up to twenty levels. A document represents the numbers exactly.
pub(crate) fn document() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    let wide = leaf.clone().prop_recursive(6, 24, 4, |inner| {
        let entries = btree_map(text(), inner.clone(), 0..4);
        prop_oneof![
            vec(inner, 0..4).prop_map(Value::from),
            entries.prop_map(|entries| entries.into_iter().collect())
        ]
    });
    // Narrow values, down to the innermost level.
    let deep =
        (leaf, vec(of(text()), 0..20)).prop_map(|(leaf, levels)| levels.into_iter().fold(leaf, around));
    prop_oneof![wide, deep]
}

/// Adds a level: an object with that key, or an array.
pub(crate) fn around(inner: Value, key: Option<String>) -> Value {
    match key {
        Some(key) => Value::Object([(key, inner)].into_iter().collect()),
        None => Value::Array(vec![inner]),
    }
}

pub(crate) fn package() -> impl Strategy<Value = UpdatePackageConfigurationInput> {
    let config = (of(any::<bool>()), of(text()))
        .prop_map(|(enabled, role_arn)| filled!(VersionUpdateByJobsConfig { enabled, role_arn }));
    (of(config), of(text())).prop_map(|(version_update_by_jobs_config, client_token)| {
        filled!(UpdatePackageConfigurationInput { version_update_by_jobs_config, client_token })
    })
}

pub(crate) fn template() -> impl Strategy<Value = UpdateProvisioningTemplateInput> {
    let hook = (of(text()), text())
        .prop_map(|(payload_version, target_arn)| filled!(ProvisioningHook { payload_version, target_arn }));
    let flags = (of(any::<bool>()), of(any::<i32>()), of(any::<bool>()));
    (text(), of(text()), of(text()), of(hook), flags).prop_map(|(name, description, role, hook, flags)| {
        filled!(UpdateProvisioningTemplateInput {
            template_name: name,
            description,
            enabled: flags.0,
            default_version_id: flags.1,
            provisioning_role_arn: role,
            pre_provisioning_hook: hook,
            remove_pre_provisioning_hook: flags.2,
        })
    })
}

fn report() -> impl Strategy<Value = CapabilityReport> {
    let names = || vec(text(), 0..3);
    let capability = (text(), text(), text(), names(), names(), names()).prop_map(|parts| {
        let (id, name, version, properties, actions, events) = parts;
        filled!(CapabilityReportCapability { id, name, version, properties, actions, events })
    });
    let endpoint = (text(), names(), vec(capability, 0..3)).prop_map(|(id, device_types, capabilities)| {
        filled!(CapabilityReportEndpoint { id, device_types, capabilities })
    });
    (text(), of(text()), vec(endpoint, 0..3))
        .prop_map(|(version, node_id, endpoints)| filled!(CapabilityReport { version, node_id, endpoints }))
}

fn schema() -> impl Strategy<Value = CapabilitySchemaItem> {
    (text(), text(), text(), any::<i32>(), document()).prop_map(|(format, id, other, version, schema)| {
        CapabilitySchemaItem::new(id, other, version, format.into(), schema)
    })
}

fn wifi() -> impl Strategy<Value = WiFiSimpleSetupConfiguration> {
    (of(any::<bool>()), of(any::<bool>()), of(any::<i32>())).prop_map(
        |(provisioner, provisionee, timeout)| {
            filled!(WiFiSimpleSetupConfiguration {
                enable_as_provisioner: provisioner,
                enable_as_provisionee: provisionee,
                timeout_in_minutes: timeout,
            })
        },
    )
}

#[allow(deprecated, reason = "what is deprecated is sent too")]
pub(crate) fn thing() -> impl Strategy<Value = UpdateManagedThingInput> {
    let texts = vec(of(text()), 8);
    let mode = prop_oneof![
        Just(HubNetworkMode::Standard),
        Just(HubNetworkMode::NetworkWideExclusion),
        text().prop_map(HubNetworkMode::from)
    ];
    let parts =
        (of(report()), of(vec(schema(), 0..3)), of(wifi()), of(mode), of(btree_map(text(), text(), 0..4)));
    (text(), texts, parts).prop_map(|(identifier, texts, parts)| {
        let mut texts = texts.into_iter();
        let mut text = || texts.next().flatten();
        filled!(UpdateManagedThingInput {
            owner: text(),
            credential_locker_id: text(),
            serial_number: text(),
            brand: text(),
            model: text(),
            name: text(),
            capabilities: text(),
            classification: text(),
            identifier,
            capability_report: parts.0,
            capability_schemas: parts.1,
            wi_fi_simple_setup_configuration: parts.2,
            hub_network_mode: parts.3,
            meta_data: parts.4,
        })
    })
}
