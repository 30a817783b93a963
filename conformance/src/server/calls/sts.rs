// Identities and temporary credentials of STS.

use self::service::*;
use super::steps::*;
use std::time::SystemTime;

const ROLE: &str = "arn:aws:iam::123456789012:role/press";

pub(crate) async fn first_call(setup: &Setup) -> Attempt {
    Attempt::of(Client::new(&setup.config).get_caller_identity(&GetCallerIdentityInput::default()).await)
}

pub(crate) async fn calls(setup: &Setup) {
    let client = Client::new(&setup.config);
    let account = if setup.is("moto") { "123456789012" } else { "000000000000" };
    let get = client.get_caller_identity(&GetCallerIdentityInput::default()).await;
    say(
        "GetCallerIdentity",
        check(get, |output| {
            same("account", output.account.as_deref(), Some(account))?;
            holds("ID", output.user_id, |id| id.as_ref().is_some_and(|id| !id.is_empty()))?;
            holds("ARN", output.arn, |arn| arn.as_ref().is_some_and(|arn| arn.contains(account)))
        }),
    );
    let policy = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";
    let assume = AssumeRoleInput::new(ROLE, "hall-2")
        .policy(policy)
        .duration_seconds(900)
        .tags([Tag::new("unit", "a+b=c"), Tag::new("hall", "2")])
        .policy_arns([PolicyDescriptorType::default().arn("arn:aws:iam::aws:policy/ReadOnlyAccess")]);
    say(
        "AssumeRole",
        check(client.assume_role(&assume).await, |output| {
            let user = output.assumed_role_user.ok_or("no user")?;
            same("ARN", user.arn.as_str(), "arn:aws:sts::123456789012:assumed-role/press/hall-2")?;
            holds("ID", user.assumed_role_id, |id| id.ends_with(":hall-2"))?;
            credentials(output.credentials, 900)
        }),
    );
    let get = client.get_session_token(&GetSessionTokenInput::default().duration_seconds(1000)).await;
    say("GetSessionToken", check(get, |output| credentials(output.credentials, 1000)));
    let get = GetFederationTokenInput::new("Bob").duration_seconds(1200).policy(policy);
    say(
        "GetFederationToken",
        check(client.get_federation_token(&get).await, |output| {
            let user = output.federated_user.ok_or("no user")?;
            holds("ARN", user.arn, |arn| arn.ends_with(":federated-user/Bob"))?;
            holds("ID", user.federated_user_id, |id| id.ends_with(":Bob"))?;
            credentials(output.credentials, 1200)
        }),
    );
    failures(&client).await;
}

/// Checks that credentials are complete and expire after some seconds.
fn credentials(credentials: Option<Credentials>, seconds: u64) -> Step {
    let found = credentials.ok_or("no credentials")?;
    holds("key", found.access_key_id, |key| key.len() == 20)?;
    holds("secret", found.secret_access_key.len(), |length| *length >= 40)?;
    holds("token", found.session_token.len(), |length| *length > 40)?;
    let expiration = SystemTime::try_from(found.expiration).map_err(|error| error.to_string())?;
    let left = expiration.duration_since(SystemTime::now()).map_err(|error| error.to_string())?;
    holds("seconds left", left.as_secs(), |left| (seconds.saturating_sub(20)..=seconds).contains(left))
}

async fn failures(client: &Client) {
    let assumed = client.assume_role(&AssumeRoleInput::new(ROLE, "a".repeat(65))).await;
    let is_it = |error: &AssumeRoleError| matches!(error, AssumeRoleError::Unknown(_));
    say("AssumeRole, long name", fails(assumed, "ValidationError", 400, "roleSessionName", is_it));
    let long = GetFederationTokenInput::new("Bob").policy("a".repeat(2049));
    let got = client.get_federation_token(&long).await;
    let is_it = |error: &GetFederationTokenError| matches!(error, GetFederationTokenError::Unknown(_));
    say("GetFederationToken, long policy", fails(got, "ValidationError", 400, "policy", is_it));
}
