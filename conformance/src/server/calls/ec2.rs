// Networks of EC2.

use self::service::*;
use super::steps::*;

pub(crate) async fn first_call(setup: &Setup) -> Attempt {
    let input =
        DescribeVpcsInput::default().filters([Filter::default().name("cidr").values(list(&["10.9.0.0/16"]))]);
    Attempt::of(Client::new(&setup.config).describe_vpcs(&input).await)
}

pub(crate) async fn calls(setup: &Setup) {
    let client = Client::new(&setup.config);
    let Some(vpc) = networks(&client).await else { return };
    attributes(&client, &vpc).await;
    let subnet = subnets(&client, &vpc).await;
    let group = security_groups(&client, &vpc).await;
    tags(&client, &vpc, &subnet).await;
    failures(&client, &vpc).await;
    let delete = DeleteSecurityGroupInput::default().group_id(&group);
    say("DeleteSecurityGroup", done(client.delete_security_group(&delete).await));
    say("DeleteSubnet", done(client.delete_subnet(&DeleteSubnetInput::new(&subnet)).await));
    say("DeleteVpc", done(client.delete_vpc(&DeleteVpcInput::new(&vpc)).await));
    let filter = Filter::default().name("vpc-id").values(list(&[vpc.as_str()]));
    let listed = client.describe_vpcs(&DescribeVpcsInput::default().filters([filter])).await;
    say(
        "DescribeVpcs, none",
        check(listed, |output| same("networks", output.vpcs.unwrap_or_default(), vec![])),
    );
}

async fn networks(client: &Client) -> Option<String> {
    let tags = [Tag::default().key("hall").value("2"), Tag::default().key("odd").value(ODD)];
    let specification = TagSpecification::default().resource_type(ResourceType::Vpc).tags(tags);
    let create = CreateVpcInput::default().cidr_block("10.7.0.0/16").tag_specifications([specification]);
    let created = client.create_vpc(&create).await;
    let id = created.as_ref().ok().and_then(|output| output.vpc.as_ref()?.vpc_id.clone());
    say(
        "CreateVpc",
        check(created, |output| {
            let vpc = output.vpc.ok_or("no network")?;
            same("default", vpc.is_default.unwrap_or_default(), false)?;
            same("block", vpc.cidr_block.as_deref(), Some("10.7.0.0/16"))?;
            holds("ID", vpc.vpc_id, |id| id.as_ref().is_some_and(|id| id.starts_with("vpc-")))
        }),
    );
    let id = id?;
    let filters = [
        Filter::default().name("tag:hall").values(list(&["1", "2"])),
        Filter::default().name("cidr").values(list(&["10.7.0.0/16"])),
    ];
    let listed = client.describe_vpcs(&DescribeVpcsInput::default().filters(filters)).await;
    say(
        "DescribeVpcs",
        check(listed, |output| {
            let all = output.vpcs.unwrap_or_default();
            let [vpc] = all.as_slice() else { return Err(format!("should be one: {all:?}")) };
            same("state", vpc.state.clone(), Some(VpcState::Available))?;
            let mut tags = vpc.tags.clone().unwrap_or_default();
            tags.sort_by(|a, b| a.key.cmp(&b.key));
            let odd = tags.get(1).and_then(|tag| tag.value.as_deref());
            same("tag", odd, Some(ODD))?;
            same("ID", vpc.vpc_id.as_deref(), Some(id.as_str()))
        }),
    );
    Some(id)
}

async fn attributes(client: &Client, vpc: &str) {
    let modify =
        ModifyVpcAttributeInput::new(vpc).enable_dns_hostnames(AttributeBooleanValue::default().value(true));
    say("ModifyVpcAttribute", done(client.modify_vpc_attribute(&modify).await));
    let input = DescribeVpcAttributeInput::new(VpcAttributeName::EnableDnsHostnames, vpc);
    let described = client.describe_vpc_attribute(&input).await;
    say(
        "DescribeVpcAttribute",
        check(described, |output| {
            same("other attribute", output.enable_dns_support.and_then(|value| value.value), None)?;
            same("value", output.enable_dns_hostnames.and_then(|value| value.value), Some(true))
        }),
    );
}

async fn subnets(client: &Client, vpc: &str) -> String {
    let create = CreateSubnetInput::new(vpc).cidr_block("10.7.1.0/24").availability_zone("eu-west-1b");
    let created = client.create_subnet(&create).await;
    let id = created.as_ref().ok().and_then(|output| output.subnet.as_ref()?.subnet_id.clone());
    let id = id.unwrap_or_default();
    say(
        "CreateSubnet",
        check(created, |output| {
            let subnet = output.subnet.ok_or("no subnet")?;
            same("addresses", subnet.available_ip_address_count, Some(251))?;
            same("zone", subnet.availability_zone.as_deref(), Some("eu-west-1b"))
        }),
    );
    let listed =
        client.describe_subnets(&DescribeSubnetsInput::default().subnet_ids(list(&[id.as_str()]))).await;
    say(
        "DescribeSubnets",
        check(listed, |output| {
            let all = output.subnets.unwrap_or_default();
            let [subnet] = all.as_slice() else { return Err(format!("should be one: {all:?}")) };
            same("block", subnet.cidr_block.as_deref(), Some("10.7.1.0/24"))?;
            same("public", subnet.map_public_ip_on_launch, Some(false))?;
            same("network", subnet.vpc_id.as_deref(), Some(vpc))
        }),
    );
    id
}

async fn security_groups(client: &Client, vpc: &str) -> String {
    let created = client
        .create_security_group(&CreateSecurityGroupInput::new("Presses & more", "hall-2").vpc_id(vpc))
        .await;
    let id = created.as_ref().ok().and_then(|output| output.group_id.clone()).unwrap_or_default();
    let is_id = |id: &Option<String>| id.as_ref().is_some_and(|id| id.starts_with("sg-"));
    say("CreateSecurityGroup", check(created, |output| holds("ID", output.group_id, is_id)));
    let ranges = [
        IpRange::default().cidr_ip("10.0.0.0/8").description("inside"),
        IpRange::default().cidr_ip("192.0.2.7/32"),
    ];
    let permission =
        IpPermission::default().ip_protocol("tcp").from_port(443).to_port(444).ip_ranges(ranges.clone());
    let input = AuthorizeSecurityGroupIngressInput::default().group_id(&id).ip_permissions([permission]);
    let authorized = client.authorize_security_group_ingress(&input).await;
    say(
        "AuthorizeSecurityGroupIngress",
        check(authorized, |output| {
            same("result", output.r#return, Some(true))?;
            let rules = output.security_group_rules.unwrap_or_default();
            let blocks: Vec<_> = rules.iter().filter_map(|rule| rule.cidr_ipv4.as_deref()).collect();
            same("blocks", blocks, vec!["10.0.0.0/8", "192.0.2.7/32"])?;
            same("egress", rules.iter().any(|rule| rule.is_egress != Some(false)), false)
        }),
    );
    let described = client
        .describe_security_groups(&DescribeSecurityGroupsInput::default().group_ids(list(&[id.as_str()])))
        .await;
    say(
        "DescribeSecurityGroups",
        check(described, |output| {
            let all = output.security_groups.unwrap_or_default();
            let [group] = all.as_slice() else { return Err(format!("should be one: {all:?}")) };
            same("description", group.description.as_deref(), Some("Presses & more"))?;
            let permissions = group.ip_permissions.clone().unwrap_or_default();
            let [permission] = permissions.as_slice() else { return Err(format!("{permissions:?}")) };
            same("ports", (permission.from_port, permission.to_port), (Some(443), Some(444)))?;
            same("ranges", permission.ip_ranges.clone(), Some(ranges.to_vec()))
        }),
    );
    id
}

async fn tags(client: &Client, vpc: &str, subnet: &str) {
    let tags = [Tag::default().key("plant").value("7"), Tag::default().key("empty").value("")];
    let create = CreateTagsInput::new([vpc, subnet].map(str::to_owned), tags.clone());
    say("CreateTags", done(client.create_tags(&create).await));
    let filters = [Filter::default().name("key").values(list(&["plant"]))];
    let described = client.describe_tags(&DescribeTagsInput::default().filters(filters)).await;
    say(
        "DescribeTags",
        check(described, |output| {
            let tags = output.tags.unwrap_or_default();
            let mut ids: Vec<_> = tags.iter().filter_map(|tag| tag.resource_id.as_deref()).collect();
            ids.sort_unstable();
            let mut types: Vec<_> = tags.iter().filter_map(|tag| tag.resource_type.clone()).collect();
            types.sort();
            same("types", types, vec![ResourceType::Subnet, ResourceType::Vpc])?;
            same("values", tags.iter().all(|tag| tag.value.as_deref() == Some("7")), true)?;
            same("IDs", ids, vec![subnet, vpc])
        }),
    );
    let delete = DeleteTagsInput::new([vpc.to_owned()]).tags([Tag::default().key("plant")]);
    say("DeleteTags", done(client.delete_tags(&delete).await));
    let filters = [Filter::default().name("resource-id").values(list(&[vpc]))];
    let described = client.describe_tags(&DescribeTagsInput::default().filters(filters)).await;
    say(
        "DescribeTags, deleted",
        check(described, |output| {
            let tags = output.tags.unwrap_or_default();
            let mut keys: Vec<_> = tags.iter().filter_map(|tag| tag.key.as_deref()).collect();
            keys.sort_unstable();
            same("keys", keys, vec!["empty", "hall", "odd"])
        }),
    );
}

async fn failures(client: &Client, vpc: &str) {
    let described =
        client.describe_vpcs(&DescribeVpcsInput::default().vpc_ids(list(&["vpc-0123456789abcdef0"]))).await;
    let is_it = |error: &DescribeVpcsError| matches!(error, DescribeVpcsError::Unknown(code) if code == "InvalidVpcID.NotFound");
    say(
        "DescribeVpcs, unknown",
        fails(described, "InvalidVpcID.NotFound", 400, "vpc-0123456789abcdef0", is_it),
    );
    let create = client.create_subnet(&CreateSubnetInput::new(vpc).cidr_block("10.8.0.0/24")).await;
    let is_it = |error: &CreateSubnetError| matches!(error, CreateSubnetError::Unknown(_));
    say("CreateSubnet, outside", fails(create, "InvalidSubnet.Range", 400, "10.8.0.0/24", is_it));
    let again = client.create_security_group(&CreateSecurityGroupInput::new("?", "hall-2").vpc_id(vpc)).await;
    let is_it = |error: &CreateSecurityGroupError| matches!(error, CreateSecurityGroupError::Unknown(_));
    say("CreateSecurityGroup, again", fails(again, "InvalidGroup.Duplicate", 400, "already exists", is_it));
    let deleted = client.delete_subnet(&DeleteSubnetInput::new("subnet-0123456789abcdef0")).await;
    let is_it = |error: &DeleteSubnetError| matches!(error, DeleteSubnetError::Unknown(_));
    say(
        "DeleteSubnet, unknown",
        fails(deleted, "InvalidSubnetID.NotFound", 400, "subnet-0123456789abcdef0", is_it),
    );
}
