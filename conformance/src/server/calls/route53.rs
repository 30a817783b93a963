// Hosted zones, records and health checks of Route 53.

use self::service::*;
use super::steps::*;

const DOMAIN: &str = "press.example.";

pub(crate) async fn first_call(setup: &Setup) -> Attempt {
    Attempt::of(Client::new(&setup.config).list_hosted_zones(&ListHostedZonesInput::default()).await)
}

pub(crate) async fn calls(setup: &Setup) {
    let client = Client::new(&setup.config);
    let Some(zone) = zones(&client, comments(setup)).await else { return };
    records(&client, &zone).await;
    tags(&client, &zone).await;
    health_checks(setup, &client).await;
    failures(&client, &zone).await;
    let changes = [Change::new(ChangeAction::Delete, www()), Change::new(ChangeAction::Delete, text())];
    let change = ChangeResourceRecordSetsInput::new(ChangeBatch::new(changes), &zone);
    let changed = client.change_resource_record_sets(&change).await;
    say(
        "ChangeResourceRecordSets, delete",
        check(changed, |output| holds("ID", output.change_info.id, |id| !id.is_empty())),
    );
    let delete = client.delete_hosted_zone(&DeleteHostedZoneInput::new(&zone)).await;
    say(
        "DeleteHostedZone",
        check(delete, |output| holds("change", output.change_info.id, |id| !id.is_empty())),
    );
    let list = client.list_hosted_zones(&ListHostedZonesInput::default()).await;
    say("ListHostedZones, none", check(list, |output| same("zones", output.hosted_zones, vec![])));
}

/// Returns two comments. LocalStack's moto 5.1 does not escape them.
fn comments(setup: &Setup) -> [&'static str; 2] {
    if setup.is("localstack") { ["Presses", "More presses °C"] } else { ["Presses & <more>", ODD] }
}

async fn zones(client: &Client, [first, second]: [&str; 2]) -> Option<String> {
    let config = HostedZoneConfig::default().comment(first).private_zone(false);
    let create = CreateHostedZoneInput::new("once", DOMAIN).hosted_zone_config(config);
    let created = client.create_hosted_zone(&create).await;
    let id = created.as_ref().ok().map(|output| output.hosted_zone.id.clone());
    say(
        "CreateHostedZone",
        check(created, |output| {
            holds("location", output.location, |location| location.contains("/hostedzone/"))?;
            holds("name servers", output.delegation_set.name_servers, |names| !names.is_empty())?;
            holds("ID", output.hosted_zone.id, |id| id.starts_with("/hostedzone/"))?;
            same("name", output.hosted_zone.name.as_str(), DOMAIN)
        }),
    );
    // With its path, which the client removes.
    let id = id?;
    let get = client.get_hosted_zone(&GetHostedZoneInput::new(&id)).await;
    say(
        "GetHostedZone",
        check(get, |output| {
            let config = output.hosted_zone.config.unwrap_or_default();
            same("comment", config.comment.as_deref(), Some(first))?;
            same("private", config.private_zone, Some(false))?;
            same("ID", output.hosted_zone.id.as_str(), id.as_str())
        }),
    );
    let update = UpdateHostedZoneCommentInput::new(&id).comment(second);
    let updated = client.update_hosted_zone_comment(&update).await;
    say(
        "UpdateHostedZoneComment",
        check(updated, |output| {
            same("comment", output.hosted_zone.config.unwrap_or_default().comment.as_deref(), Some(second))
        }),
    );
    let list = client.list_hosted_zones(&ListHostedZonesInput::default().max_items("5")).await;
    say(
        "ListHostedZones",
        check(list, |output| {
            same("truncated", output.is_truncated, false)?;
            let ids: Vec<_> = output.hosted_zones.into_iter().map(|zone| zone.id).collect();
            same("IDs", ids, vec![id.clone()])
        }),
    );
    Some(id)
}

fn www() -> ResourceRecordSet {
    ResourceRecordSet::new(format!("www.{DOMAIN}"), RRType::A)
        .ttl(60)
        .resource_records([ResourceRecord::new("192.0.2.1"), ResourceRecord::new("192.0.2.2")])
}

fn text() -> ResourceRecordSet {
    let record = ResourceRecord::new("\"a & b <c> 'd' é\"");
    ResourceRecordSet::new(format!("text.{DOMAIN}"), RRType::Txt).ttl(61).resource_records([record])
}

async fn records(client: &Client, zone: &str) {
    let changes = [Change::new(ChangeAction::Create, www()), Change::new(ChangeAction::Upsert, text())];
    let batch = ChangeBatch::new(changes).comment("First & last");
    let changed = client.change_resource_record_sets(&ChangeResourceRecordSetsInput::new(batch, zone)).await;
    let id = changed.as_ref().map(|output| output.change_info.id.clone()).unwrap_or_default();
    say(
        "ChangeResourceRecordSets",
        check(changed, |output| {
            holds("status", output.change_info.status, |status| !matches!(status, ChangeStatus::Unknown(_)))
        }),
    );
    let get = client.get_change(&GetChangeInput::new(&id)).await;
    say("GetChange", check(get, |output| same("status", output.change_info.status, ChangeStatus::Insync)));
    let list = client.list_resource_record_sets(&ListResourceRecordSetsInput::new(zone)).await;
    say(
        "ListResourceRecordSets",
        check(list, |output| {
            let found = |name: &str| {
                output.resource_record_sets.iter().find(|set| set.name.starts_with(name)).cloned()
            };
            same("text", found("text."), Some(text()))?;
            same("addresses", found("www."), Some(www()))
        }),
    );
    let input = ListResourceRecordSetsInput::new(zone)
        .start_record_name(format!("www.{DOMAIN}"))
        .start_record_type(RRType::A);
    let list = client.list_resource_record_sets(&input.max_items("1")).await;
    say(
        "ListResourceRecordSets, one",
        check(list, |output| same("sets", output.resource_record_sets, vec![www()])),
    );
}

async fn tags(client: &Client, zone: &str) {
    let id = zone.rsplit('/').next().unwrap_or_default();
    let tags = vec![Tag::default().key("hall").value("2"), Tag::default().key("unit").value("a+b=c / é")];
    let change = ChangeTagsForResourceInput::new(id, TagResourceType::Hostedzone).add_tags(tags.clone());
    say("ChangeTagsForResource", done(client.change_tags_for_resource(&change).await));
    let list =
        client.list_tags_for_resource(&ListTagsForResourceInput::new(id, TagResourceType::Hostedzone)).await;
    say(
        "ListTagsForResource",
        check(list, |output| {
            same("ID", output.resource_tag_set.resource_id.as_deref(), Some(id))?;
            same("tags", output.resource_tag_set.tags, Some(tags))
        }),
    );
}

async fn health_checks(setup: &Setup, client: &Client) {
    // LocalStack's moto 5.1 does not escape it.
    let path = if setup.is("localstack") { "/status?a=1" } else { "/status?a=1&b=<2>" };
    let config = HealthCheckConfig::new(HealthCheckType::Http)
        .ip_address("192.0.2.44")
        .port(8080)
        .resource_path(path)
        .request_interval(30)
        .failure_threshold(3);
    let create = client.create_health_check(&CreateHealthCheckInput::new("once", config)).await;
    let id = create.as_ref().map(|output| output.health_check.id.clone()).unwrap_or_default();
    say(
        "CreateHealthCheck",
        check(create, |output| holds("ID", output.health_check.id, |id| id.len() == 36)),
    );
    let get = client.get_health_check(&GetHealthCheckInput::new(&id)).await;
    say(
        "GetHealthCheck",
        check(get, |output| {
            let config = output.health_check.health_check_config;
            same("port", config.port, Some(8080))?;
            same("path", config.resource_path.as_deref(), Some(path))?;
            same("reference", output.health_check.caller_reference.as_str(), "once")
        }),
    );
    let list = client.list_health_checks(&ListHealthChecksInput::default()).await;
    say(
        "ListHealthChecks",
        check(list, |output| {
            let ids: Vec<_> = output.health_checks.into_iter().map(|check| check.id).collect();
            same("IDs", ids, vec![id.clone()])
        }),
    );
    say("DeleteHealthCheck", done(client.delete_health_check(&DeleteHealthCheckInput::new(&id)).await));
    let get = client.get_health_check(&GetHealthCheckInput::new(&id)).await;
    let is_it = |error: &GetHealthCheckError| matches!(error, GetHealthCheckError::NoSuchHealthCheck(_));
    say("GetHealthCheck, none", fails(get, "NoSuchHealthCheck", 404, &id, is_it));
}

async fn failures(client: &Client, zone: &str) {
    let get = client.get_hosted_zone(&GetHostedZoneInput::new("NONE")).await;
    let is_it = |error: &GetHostedZoneError| matches!(error, GetHostedZoneError::NoSuchHostedZone(_));
    say("GetHostedZone, none", fails(get, "NoSuchHostedZone", 404, "NONE", is_it));
    let batch = ChangeBatch::new([Change::new(ChangeAction::Create, www())]);
    let changed = client.change_resource_record_sets(&ChangeResourceRecordSetsInput::new(batch, zone)).await;
    let is_it = |error: &ChangeResourceRecordSetsError| {
        matches!(error, ChangeResourceRecordSetsError::InvalidChangeBatch(_))
    };
    say(
        "ChangeResourceRecordSets, again",
        fails(changed, "InvalidChangeBatch", 400, "already exists", is_it),
    );
    let delete = client.delete_hosted_zone(&DeleteHostedZoneInput::new(zone)).await;
    let is_it = |error: &DeleteHostedZoneError| matches!(error, DeleteHostedZoneError::HostedZoneNotEmpty(_));
    say("DeleteHostedZone, not empty", fails(delete, "HostedZoneNotEmpty", 400, "", is_it));
}
