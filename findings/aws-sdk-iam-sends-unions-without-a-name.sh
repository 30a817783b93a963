#!/usr/bin/env bash
# Package:     aws-sdk-iam 1.133.0 (Rust), protocol awsQuery.
# Input:       SimulatePrincipalPolicy with the union `PolicyIdentifier::PolicyArn` in its list `PolicyExclusionList`.
# Expectation: the parameter has the name of the union's member, as members of structures have:
#              PolicyExclusionList.member.1.PolicyArn=arn:aws:iam::aws:policy/ReadOnlyAccess (botocore 1.44.5 sends this).
# Behavior:    the name of the member is missing, so that variants cannot be distinguished, without an error.
# Output seen: PolicyExclusionList.member.1.member=arn:aws:iam::aws:policy/ReadOnlyAccess
# Exits with 0 while this is so. It compiles the crate, which takes some minutes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/src"
cat > "$folder/Cargo.toml" <<'TOML'
[package]
name = "probe"
version = "0.0.0"
edition = "2021"
[dependencies]
aws-sdk-iam = { version = "=1.133.0", default-features = false }
aws-smithy-runtime-api = { version = "=1.19.2", features = ["client"] }
aws-smithy-types = "=1.9.1"
[profile.dev]
debug = false
[workspace]
TOML
cat > "$folder/src/main.rs" <<'RUST'
use aws_sdk_iam::operation::simulate_principal_policy::{
    SimulatePrincipalPolicy, SimulatePrincipalPolicyInput,
};
use aws_sdk_iam::types::PolicyIdentifier;
use aws_smithy_runtime_api::client::interceptors::context::Input;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_runtime_api::client::ser_de::{SerializeRequest, SharedRequestSerializer};
use aws_smithy_types::config_bag::ConfigBag;
fn main() {
    let arn = "arn:aws:iam::aws:policy/ReadOnlyAccess".to_owned();
    let input = SimulatePrincipalPolicyInput::builder()
        .policy_source_arn("arn:aws:iam::123456789012:user/someone")
        .action_names("s3:GetObject")
        .policy_exclusion_list(PolicyIdentifier::PolicyArn(arn))
        .build()
        .expect("it is complete");
    let layer = SimulatePrincipalPolicy::new().config().expect("it has a configuration");
    let serializer = layer.load::<SharedRequestSerializer>().expect("it has a serializer");
    let request = serializer.serialize_input(Input::erase(input), &mut ConfigBag::base()).expect("it is valid");
    let body = String::from_utf8_lossy(request.body().bytes().expect("it is in memory")).into_owned();
    let list = body.split('&').filter(|parameter| parameter.starts_with("PolicyExclusionList"));
    let list: Vec<_> = list.map(|text| text.replace("%3A", ":").replace("%2F", "/")).collect();
    println!("{}", list.join(" "));
}
RUST
seen=$(cargo run --quiet --manifest-path "$folder/Cargo.toml")
echo "$seen"
expected='PolicyExclusionList.member.1.member=arn:aws:iam::aws:policy/ReadOnlyAccess'
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
