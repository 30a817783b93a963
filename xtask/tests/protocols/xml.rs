//! `awsQuery`, `ec2Query` and `restXml`.

use crate::messages::{output, response, service_error, text};
use aws::ec2::{DescribeRegionsError, DescribeRegionsInput, Filter};
use aws::route53::{
    Change, ChangeAction, ChangeBatch, ChangeResourceRecordSetsError, ChangeResourceRecordSetsInput,
};
use aws::route53::{ListResourceRecordSetsInput, RRType, ResourceRecord, ResourceRecordSet};
use aws::sts::{AssumeRoleError, AssumeRoleInput, PolicyDescriptorType};

#[test]
fn aws_query_has_numbered_elements_and_an_empty_parameter_for_an_empty_list() {
    let policy = PolicyDescriptorType::default().arn("a b");
    let input = AssumeRoleInput::new("arn:aws:iam::1:role/r~*", "s")
        .policy_arns([policy.clone(), policy])
        .transitive_tag_keys([]);
    let expected = "POST https://sts.eu-west-1.amazonaws.com/\n\
        content-type: application/x-www-form-urlencoded\n\n\
        Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fr~%2A&RoleSessionName=s\
        &PolicyArns.member.1.arn=a%20b&PolicyArns.member.2.arn=a%20b&TransitiveTagKeys=";
    assert_eq!(text(&input), expected);
}

#[test]
fn the_output_of_aws_query_is_in_the_result_element() {
    let output = output::<AssumeRoleInput>(
        &[],
        r#"<?xml version="1.0"?>
        <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>
          <AssumeRoleResult>
            <NewElement a="b"><c/></NewElement>
            <Credentials>
              <AccessKeyId>AK</AccessKeyId><SecretAccessKey>a&amp;b<![CDATA[<]]><!-- c -->c</SecretAccessKey>
              <SessionToken>t</SessionToken><Expiration>2026-01-01T00:00:00Z</Expiration>
            </Credentials>
            <SessionTokenUtilization> 6 </SessionTokenUtilization>
          </AssumeRoleResult>
        </AssumeRoleResponse>"#,
    );
    let credentials = output.credentials.unwrap();
    assert_eq!(credentials.secret_access_key, "a&b<c");
    assert_eq!(credentials.expiration.to_string(), "2026-01-01T00:00:00Z");
    assert_eq!(output.session_token_utilization, Some(6));
    let failure = <AssumeRoleInput as aws::Operation>::parse(response(200, &[], "<AssumeRoleResponse/>"));
    assert!(failure.unwrap_err().to_string().contains("AssumeRoleResult"));
}

#[test]
fn errors_of_aws_query_have_the_codes_of_their_traits() {
    let body = "<ErrorResponse xmlns='u'><Error><Type>Sender</Type><Code>MalformedPolicyDocument</Code>\
        <Message>m</Message></Error><RequestId>r-1</RequestId></ErrorResponse>";
    let error = service_error::<AssumeRoleInput>(response(400, &[], body));
    assert_eq!((error.code(), error.message()), (Some("MalformedPolicyDocument"), Some("m")));
    assert_eq!(error.request_id(), Some("r-1"));
    let AssumeRoleError::MalformedPolicyDocumentException(error) = error.error() else { panic!() };
    assert_eq!(error.message.as_deref(), Some("m"));
}

#[test]
fn ec2_query_has_numbers_without_names_and_nothing_for_an_empty_list() {
    let filter = Filter::default().name("opt-in-status").values(["a".to_owned(), "b".to_owned()]);
    let input = DescribeRegionsInput::default().dry_run(true).region_names([]).filters([filter]);
    let expected = "POST https://ec2.eu-west-1.amazonaws.com/\n\
        content-type: application/x-www-form-urlencoded\n\n\
        Action=DescribeRegions&Version=2016-11-15&DryRun=true&Filter.1.Name=opt-in-status&Filter.1.Value.1=a\
        &Filter.1.Value.2=b";
    assert_eq!(text(&input), expected);
    let body = "<DescribeRegionsResponse xmlns='u'><requestId>r</requestId><regionInfo>\
        <item><regionName>eu-west-1</regionName><regionEndpoint/></item><item><regionName>eu-west-2</regionName></item>\
        </regionInfo></DescribeRegionsResponse>";
    let regions = output::<DescribeRegionsInput>(&[], body).regions.unwrap();
    assert_eq!(regions[0].endpoint.as_deref(), Some(""));
    assert_eq!(regions[1].region_name.as_deref(), Some("eu-west-2"));
    assert_eq!(regions[1].endpoint, None);
}

#[test]
fn errors_of_ec2_query_are_in_a_list() {
    let body = "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>no</Message></Error></Errors>\
        <RequestID>r-1</RequestID></Response>";
    let error = service_error::<DescribeRegionsInput>(response(403, &[], body));
    assert_eq!((error.code(), error.message()), (Some("UnauthorizedOperation"), Some("no")));
    assert_eq!(error.request_id(), Some("r-1"));
    assert!(matches!(error.error(), DescribeRegionsError::Unknown(code) if code == "UnauthorizedOperation"));
}

#[test]
fn rest_xml_has_bindings_and_a_root_with_the_namespace_of_the_service() {
    let records = ResourceRecordSet::new("a.example.com", RRType::A)
        .ttl(60)
        .resource_records([ResourceRecord::new("\"<&\r")]);
    let batch = ChangeBatch::new([Change::new(ChangeAction::Upsert, records)]);
    let expected = concat!(
        "POST https://route53.amazonaws.com/2013-04-01/hostedzone/Z1/rrset/\n",
        "content-type: application/xml\n\n",
        r#"<ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeBatch>"#,
        "<Changes><Change><Action>UPSERT</Action><ResourceRecordSet><Name>a.example.com</Name><Type>A</Type>",
        "<TTL>60</TTL><ResourceRecords><ResourceRecord><Value>\"&lt;&amp;&#xD;</Value></ResourceRecord>",
        "</ResourceRecords></ResourceRecordSet></Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>"
    );
    assert_eq!(text(&ChangeResourceRecordSetsInput::new(batch, "/hostedzone/Z1")), expected);
    let input = ListResourceRecordSetsInput::new("Z1").start_record_type(RRType::Txt);
    assert_eq!(text(&input), "GET https://route53.amazonaws.com/2013-04-01/hostedzone/Z1/rrset?type=TXT\n\n");
}

#[test]
fn the_output_of_rest_xml_is_in_the_root() {
    let body = "<ListResourceRecordSetsResponse xmlns='u'><ResourceRecordSets><ResourceRecordSet><Name>a.</Name>\
        <Type>A</Type><TTL>60</TTL></ResourceRecordSet></ResourceRecordSets><IsTruncated>true</IsTruncated>\
        <MaxItems>1</MaxItems></ListResourceRecordSetsResponse>";
    let output = output::<ListResourceRecordSetsInput>(&[], body);
    assert_eq!((output.resource_record_sets[0].ttl, output.is_truncated), (Some(60), true));
    let cut = body.split_at(body.len() - 10).0.to_owned();
    let failure = <ListResourceRecordSetsInput as aws::Operation>::parse(response(200, &[], cut));
    assert!(failure.is_err(), "half of a body is an error");
}

#[test]
fn errors_of_rest_xml_have_their_code_in_the_body() {
    let body = "<ErrorResponse xmlns='u'><Error><Type>Sender</Type><Code>NoSuchHostedZone</Code><Message>none</Message>\
        </Error><RequestId>r-1</RequestId></ErrorResponse>";
    let error = service_error::<ChangeResourceRecordSetsInput>(response(404, &[], body));
    assert_eq!((error.code(), error.request_id()), (Some("NoSuchHostedZone"), Some("r-1")));
    let ChangeResourceRecordSetsError::NoSuchHostedZone(error) = error.error() else { panic!() };
    assert_eq!(error.message.as_deref(), Some("none"));
}
