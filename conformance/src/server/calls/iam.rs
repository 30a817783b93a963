// Users, groups and roles of IAM.

use self::service::*;
use super::steps::*;

const USER: &str = "press.hall_2@plant";
const GROUP: &str = "Hall-2";
const ROLE: &str = "press+role";
const TRUST: &str = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\
    \"Principal\":{\"Service\":\"iot.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";
const POLICY: &str = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"iot:*\",\
    \"Resource\":\"arn:aws:iot:*:*:topic/a b+c=d&e\"}]}";

pub(crate) async fn first_call(setup: &Setup) -> Attempt {
    Attempt::of(Client::new(&setup.config).list_users(&ListUsersInput::default().path_prefix("/none/")).await)
}

pub(crate) async fn calls(setup: &Setup) {
    let client = Client::new(&setup.config);
    users(&client).await;
    keys(&client).await;
    groups(&client).await;
    roles(&client).await;
    failures(&client).await;
    let remove = RemoveUserFromGroupInput::new(GROUP, USER);
    say("RemoveUserFromGroup", done(client.remove_user_from_group(&remove).await));
    say("DeleteGroup", done(client.delete_group(&DeleteGroupInput::new(GROUP)).await));
    say("DeleteUser", done(client.delete_user(&DeleteUserInput::new(USER)).await));
    say("DeleteRolePolicy", done(client.delete_role_policy(&DeleteRolePolicyInput::new("hot", ROLE)).await));
    say("DeleteRole", done(client.delete_role(&DeleteRoleInput::new(ROLE)).await));
    let list = client.list_users(&ListUsersInput::default().path_prefix("/plant/")).await;
    say("ListUsers, none", check(list, |output| same("users", output.users, vec![])));
}

async fn users(client: &Client) {
    let tags = [Tag::new("hall", "2"), Tag::new("unit", "a+b=c / é")];
    let create = CreateUserInput::new(USER).path("/plant/7/").tags(tags.clone());
    say(
        "CreateUser",
        check(client.create_user(&create).await, |output| {
            let user = output.user.ok_or("no user")?;
            same("path", user.path.as_str(), "/plant/7/")?;
            holds("ARN", user.arn, |arn| arn.ends_with(&format!(":user/plant/7/{USER}")))?;
            same("name", user.user_name.as_str(), USER)
        }),
    );
    let get = client.get_user(&GetUserInput::default().user_name(USER)).await;
    say(
        "GetUser",
        check(get, |output| {
            holds("ID", output.user.user_id.as_str(), |id| id.starts_with("AIDA") || !id.is_empty())?;
            same("name", output.user.user_name.as_str(), USER)?;
            same("tags", output.user.tags, Some(tags.to_vec()))
        }),
    );
    say("TagUser", done(client.tag_user(&TagUserInput::new([Tag::new("hall", "3")], USER)).await));
    let list = client.list_user_tags(&ListUserTagsInput::new(USER)).await;
    say(
        "ListUserTags",
        check(list, |output| {
            same("truncated", output.is_truncated.unwrap_or_default(), false)?;
            let mut tags = output.tags;
            tags.sort_by(|a, b| a.key.cmp(&b.key));
            same("tags", tags, vec![Tag::new("hall", "3"), Tag::new("unit", "a+b=c / é")])
        }),
    );
    let list = client.list_users(&ListUsersInput::default().path_prefix("/plant/").max_items(5)).await;
    say(
        "ListUsers",
        check(list, |output| {
            let names: Vec<_> = output.users.into_iter().map(|user| user.user_name).collect();
            same("users", names, vec![USER.to_owned()])
        }),
    );
}

async fn keys(client: &Client) {
    let create = client.create_access_key(&CreateAccessKeyInput::default().user_name(USER)).await;
    let id = create.as_ref().map(|output| output.access_key.access_key_id.clone()).unwrap_or_default();
    say(
        "CreateAccessKey",
        check(create, |output| {
            let key = output.access_key;
            holds("redacted", format!("{key:?}"), |text| !text.contains(key.secret_access_key.as_str()))?;
            same("length of the secret", key.secret_access_key.len(), 40)?;
            same("status", key.status, StatusType::Active)
        }),
    );
    let list = client.list_access_keys(&ListAccessKeysInput::default().user_name(USER)).await;
    say(
        "ListAccessKeys",
        check(list, |output| {
            let [key] = output.access_key_metadata.as_slice() else { return Err(format!("{output:?}")) };
            same("user", key.user_name.as_deref(), Some(USER))?;
            same("ID", key.access_key_id.as_deref(), Some(id.as_str()))
        }),
    );
    let delete = DeleteAccessKeyInput::new(&id).user_name(USER);
    say("DeleteAccessKey", done(client.delete_access_key(&delete).await));
}

async fn groups(client: &Client) {
    let create = client.create_group(&CreateGroupInput::new(GROUP).path("/plant/")).await;
    say(
        "CreateGroup",
        check(create, |output| {
            same("path", output.group.path.as_str(), "/plant/")?;
            same("name", output.group.group_name.as_str(), GROUP)
        }),
    );
    say("AddUserToGroup", done(client.add_user_to_group(&AddUserToGroupInput::new(GROUP, USER)).await));
    let get = client.get_group(&GetGroupInput::new(GROUP)).await;
    say(
        "GetGroup",
        check(get, |output| {
            same("name", output.group.group_name.as_str(), GROUP)?;
            let names: Vec<_> = output.users.into_iter().map(|user| user.user_name).collect();
            same("users", names, vec![USER.to_owned()])
        }),
    );
}

async fn roles(client: &Client) {
    let create = CreateRoleInput::new(TRUST, ROLE).description("Presses & <more>").max_session_duration(7200);
    say(
        "CreateRole",
        check(client.create_role(&create).await, |output| {
            same("name", output.role.role_name.as_str(), ROLE)?;
            same("path", output.role.path.as_str(), "/")
        }),
    );
    let get = client.get_role(&GetRoleInput::new(ROLE)).await;
    say(
        "GetRole",
        check(get, |output| {
            let role = output.role;
            same("description", role.description.as_deref(), Some("Presses & <more>"))?;
            holds("trust", role.assume_role_policy_document, |text| {
                text.as_ref().is_some_and(|text| text.contains("%22Version%22"))
            })?;
            same("duration", role.max_session_duration, Some(7200))
        }),
    );
    let put = PutRolePolicyInput::new(POLICY, "hot", ROLE);
    say("PutRolePolicy", done(client.put_role_policy(&put).await));
    let get = client.get_role_policy(&GetRolePolicyInput::new("hot", ROLE)).await;
    say(
        "GetRolePolicy",
        check(get, |output| {
            same("role", output.role_name.as_str(), ROLE)?;
            holds("policy, percent-encoded", output.policy_document, |text| text.contains("%22iot%3A%2A%22"))
        }),
    );
    let list = client.list_role_policies(&ListRolePoliciesInput::new(ROLE)).await;
    say("ListRolePolicies", check(list, |output| same("names", output.policy_names, vec!["hot".to_owned()])));
}

async fn failures(client: &Client) {
    let again = client.create_user(&CreateUserInput::new(USER)).await;
    let is_it = |error: &CreateUserError| matches!(error, CreateUserError::EntityAlreadyExistsException(_));
    say("CreateUser, again", fails(again, "EntityAlreadyExists", 409, USER, is_it));
    let get = client.get_user(&GetUserInput::default().user_name("none")).await;
    let is_it = |error: &GetUserError| matches!(error, GetUserError::NoSuchEntityException(_));
    say("GetUser, none", fails(get, "NoSuchEntity", 404, "none", is_it));
    let get = client.get_role_policy(&GetRolePolicyInput::new("none", ROLE)).await;
    let is_it = |error: &GetRolePolicyError| matches!(error, GetRolePolicyError::NoSuchEntityException(_));
    say("GetRolePolicy, none", fails(get, "NoSuchEntity", 404, "none", is_it));
    let put = client.put_role_policy(&PutRolePolicyInput::new("no policy", "hot", ROLE)).await;
    let is_it =
        |error: &PutRolePolicyError| matches!(error, PutRolePolicyError::MalformedPolicyDocumentException(_));
    say("PutRolePolicy, malformed", fails(put, "MalformedPolicyDocument", 400, "Syntax", is_it));
    let delete = client.delete_role(&DeleteRoleInput::new(ROLE)).await;
    let is_it = |error: &DeleteRoleError| matches!(error, DeleteRoleError::DeleteConflictException(_));
    say("DeleteRole, with a policy", fails(delete, "DeleteConflict", 409, "policies", is_it));
}
