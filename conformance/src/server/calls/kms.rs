// Keys and aliases of KMS, with awsJson1_1 and rpcv2Cbor.

use self::service::*;
use super::steps::*;

const ALIAS: &str = "alias/press/hall_2";

pub(crate) async fn first_call(setup: &Setup) -> Attempt {
    Attempt::of(Client::new(&setup.config).list_keys(&ListKeysInput::default()).await)
}

pub(crate) async fn calls(setup: &Setup) {
    let client = Client::new(&setup.config);
    let Some(key) = keys(&client).await else { return };
    aliases(&client, &key).await;
    tags(&client, &key).await;
    encryption(&client, &key).await;
    failures(setup, &client, &key).await;
    say("DeleteAlias", done(client.delete_alias(&DeleteAliasInput::new(ALIAS)).await));
    let schedule = ScheduleKeyDeletionInput::new(&key).pending_window_in_days(7);
    say(
        "ScheduleKeyDeletion",
        check(client.schedule_key_deletion(&schedule).await, |output| {
            output.deletion_date.ok_or("no date")?;
            holds("key", output.key_id, |id| id.as_ref().is_some_and(|id| id.ends_with(&key)))
        }),
    );
    let described = client.describe_key(&DescribeKeyInput::new(&key)).await;
    say(
        "DescribeKey, pending deletion",
        check(described, |output| {
            let metadata = output.key_metadata.ok_or("no metadata")?;
            same("state", metadata.key_state, Some(KeyState::PendingDeletion))?;
            metadata.deletion_date.ok_or("no date of deletion")?;
            same("enabled", metadata.enabled, Some(false))
        }),
    );
}

async fn keys(client: &Client) -> Option<String> {
    let create = CreateKeyInput::default().description(ODD).tags([Tag::new("hall", "2")]);
    let created = client.create_key(&create).await;
    let id = created.as_ref().ok().and_then(|output| Some(output.key_metadata.as_ref()?.key_id.clone()));
    say(
        "CreateKey",
        check(created, |output| {
            let metadata = output.key_metadata.ok_or("no metadata")?;
            same("enabled", metadata.enabled, Some(true))?;
            same("description", metadata.description.as_deref(), Some(ODD))
        }),
    );
    let id = id?;
    let described = client.describe_key(&DescribeKeyInput::new(&id)).await;
    say(
        "DescribeKey",
        check(described, |output| {
            let metadata = output.key_metadata.ok_or("no metadata")?;
            metadata.creation_date.ok_or("no date of creation")?;
            same("origin", metadata.origin, Some(OriginType::AwsKms))?;
            same("state", metadata.key_state, Some(KeyState::Enabled))?;
            same("key", metadata.key_id.as_str(), id.as_str())
        }),
    );
    let listed = client.list_keys(&ListKeysInput::default().limit(10)).await;
    say(
        "ListKeys",
        check(listed, |output| {
            same("truncated", output.truncated.unwrap_or_default(), false)?;
            let ids: Vec<_> =
                output.keys.unwrap_or_default().into_iter().filter_map(|key| key.key_id).collect();
            same("keys", ids, vec![id.clone()])
        }),
    );
    let policy = client.get_key_policy(&GetKeyPolicyInput::new(&id).policy_name("default")).await;
    let is_policy = |policy: &Option<String>| policy.as_ref().is_some_and(|text| text.contains("\"kms:*\""));
    say("GetKeyPolicy", check(policy, |output| holds("policy", output.policy, is_policy)));
    Some(id)
}

async fn aliases(client: &Client, key: &str) {
    say("CreateAlias", done(client.create_alias(&CreateAliasInput::new(ALIAS, key)).await));
    let listed = client.list_aliases(&ListAliasesInput::default().key_id(key)).await;
    say(
        "ListAliases",
        check(listed, |output| {
            let all = output.aliases.unwrap_or_default();
            let [alias] = all.as_slice() else { return Err(format!("should be one: {all:?}")) };
            same("name", alias.alias_name.as_deref(), Some(ALIAS))?;
            same("key", alias.target_key_id.as_deref(), Some(key))
        }),
    );
    let again = client.create_alias(&CreateAliasInput::new(ALIAS, key)).await;
    let is_it = |error: &CreateAliasError| matches!(error, CreateAliasError::AlreadyExistsException(_));
    say("CreateAlias, again", fails(again, "AlreadyExistsException", 400, ALIAS, is_it));
}

async fn tags(client: &Client, key: &str) {
    let tag = TagResourceInput::new(key, [Tag::new("unit", "a+b=c / é")]);
    say("TagResource", done(client.tag_resource(&tag).await));
    let listed = client.list_resource_tags(&ListResourceTagsInput::new(key)).await;
    let expected = vec![Tag::new("hall", "2"), Tag::new("unit", "a+b=c / é")];
    say("ListResourceTags", check(listed, |output| same("tags", output.tags, Some(expected))));
}

async fn encryption(client: &Client, key: &str) {
    let context = texts(&[("hall", "2"), ("odd", ODD)]);
    let encrypt = EncryptInput::new(ALIAS, BYTES).encryption_context(context.clone());
    let encrypted = client.encrypt(&encrypt).await;
    let blob = encrypted.as_ref().ok().and_then(|output| output.ciphertext_blob.clone()).unwrap_or_default();
    say(
        "Encrypt",
        check(encrypted, |output| {
            holds("bytes", output.ciphertext_blob, |blob| {
                blob.as_deref().is_some_and(|blob| blob.len() > BYTES.len())
            })?;
            holds("key", output.key_id, |id| id.as_ref().is_some_and(|id| id.ends_with(key)))
        }),
    );
    let decrypt = DecryptInput::default().ciphertext_blob(blob);
    let decrypted = client.decrypt(&decrypt.clone().encryption_context(context)).await;
    say(
        "Decrypt",
        check(decrypted, |output| {
            same("bytes", output.plaintext.as_deref(), Some(BYTES))?;
            holds("key", output.key_id, |id| id.as_ref().is_some_and(|id| id.ends_with(key)))
        }),
    );
    let refused = client.decrypt(&decrypt.encryption_context(texts(&[("hall", "3")]))).await;
    let is_it = |error: &DecryptError| matches!(error, DecryptError::InvalidCiphertextException(_));
    say("Decrypt, other context", fails_without_message(refused, "InvalidCiphertextException", 400, is_it));
    let generate = GenerateDataKeyInput::new(key).key_spec(DataKeySpec::Aes256);
    say(
        "GenerateDataKey",
        check(client.generate_data_key(&generate).await, |output| {
            holds("redacted", format!("{output:?}"), |text| !text.contains("plaintext: Some(b"))?;
            same("bytes", output.plaintext.map(|bytes| bytes.len()), Some(32))
        }),
    );
}

async fn failures(setup: &Setup, client: &Client, key: &str) {
    say("DisableKey", done(client.disable_key(&DisableKeyInput::new(key)).await));
    let encrypted = client.encrypt(&EncryptInput::new(key, BYTES)).await;
    let is_it = |error: &EncryptError| matches!(error, EncryptError::DisabledException(_));
    match setup.is("moto") {
        true => say("Encrypt, disabled, which moto allows", done(encrypted)),
        false => say("Encrypt, disabled", fails(encrypted, "DisabledException", 400, key, is_it)),
    }
    say("EnableKey", done(client.enable_key(&EnableKeyInput::new(key)).await));
    const NONE: &str = "12345678-1234-1234-1234-123456789012";
    let described = client.describe_key(&DescribeKeyInput::new(NONE)).await;
    let is_it = |error: &DescribeKeyError| matches!(error, DescribeKeyError::NotFoundException(_));
    say("DescribeKey, none", fails(described, "NotFoundException", 400, NONE, is_it));
    let deleted = client.delete_alias(&DeleteAliasInput::new("alias/none")).await;
    let is_it = |error: &DeleteAliasError| matches!(error, DeleteAliasError::NotFoundException(_));
    say("DeleteAlias, none", fails(deleted, "NotFoundException", 400, "alias/none", is_it));
}
