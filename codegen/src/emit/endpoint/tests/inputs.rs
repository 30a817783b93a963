use super::{FIPS, NO_MATCH, PARTITION, REGION, assert_body, body, emitted, error, one_line, rule};

const MORE: &str = r#"{
    "Region": {"builtIn": "AWS::Region", "type": "string", "default": "us-east-1"},
    "UseFIPS": {"builtIn": "AWS::UseFIPS", "type": "boolean"},
    "AccountId": {"builtIn": "AWS::Auth::AccountId", "type": "string"},
    "Bucket": {"type": "string"},
    "Plane": {"type": "string", "required": true},
    "Global": {"builtIn": "AWS::S3::UseGlobalEndpoint", "type": "boolean", "default": false, "required": true},
    "Type": {"type": "string", "default": "t"},
    "Arns": {"type": "stringArray"},
    "Unused": {"type": "string"},
    "Partition": {"type": "string"}
}"#;

fn is_set(name: &str) -> String {
    format!(r#"{{"fn": "isSet", "argv": [{{"ref": "{name}"}}]}}"#)
}

fn is(name: &str, text: &str) -> String {
    format!(r#"{{"fn": "stringEquals", "argv": [{{"ref": "{name}"}}, "{text}"]}}"#)
}

#[test]
fn parameters_of_single_services_are_bound_first() {
    let global = r#"{"fn": "booleanEquals", "argv": [{"ref": "Global"}, true]}"#;
    let first = r#"{"fn": "getAttr", "argv": [{"ref": "Arns"}, "[0]"], "assign": "first"}"#;
    let third = r#"{"fn": "getAttr", "argv": [{"ref": "Arns"}, "[2]"], "assign": "third"}"#;
    let rules = [
        error(&[&is("Plane", "x"), global, &is_set("Bucket")], "{Bucket}"),
        error(&[&is("Type", "t"), &is_set("Arns"), first, third], "{first}{third}"),
        error(&[&is_set("AccountId"), FIPS, &is("Region", "r")], "{AccountId}"),
    ];
    assert_eq!(
        body(MORE, &rules.join(",")),
        r#"let Some(plane) = params.string("Plane") else {
    return Err(EndpointError::new("no `Plane` is set"));
};
let region = params.region.unwrap_or("us-east-1");
let bucket = params.string("Bucket");
let global = params.boolean("Global").unwrap_or_default();
let type_ = params.string("Type").unwrap_or("t");
let arns = params.string_array("Arns");
if plane == "x" && global && let Some(bucket) = bucket {
    return Err(EndpointError::new(bucket));
}
if type_ == "t" && let Some(arns) = arns && let Some(first) = arns.first().copied()
    && let Some(third) = arns.get(2).copied()
{
    return Err(EndpointError::new(format!("{first}{third}")));
}
if let Some(account_id) = params.account_id && params.use_fips && region == "r" {
    return Err(EndpointError::new(account_id));
}
Err(EndpointError::new("no endpoint rule matches these parameters"))
"#
    );
}

#[test]
fn bound_parameters_are_not_tested_again() {
    let odd = format!(r#"{{"fn": "booleanEquals", "argv": [{}, {{"ref": "UseFIPS"}}]}}"#, is_set("Bucket"));
    let text = one_line(&body(MORE, &error(&[&is_set("Bucket"), &odd], "{Bucket}")));
    assert!(text.contains("if let Some(bucket) = bucket && params.use_fips {"), "{text}");
    let text = one_line(&body(MORE, &error(&[&is_set("Plane"), &odd], "no")));
    assert!(text.contains("if bucket.is_some() == params.use_fips {"), "{text}");
}

#[test]
fn an_outcome_checks_the_parameters_that_it_uses() {
    let text = one_line(&body(MORE, &error(&[], "{Bucket}{AccountId}")));
    let bucket =
        r#"let Some(bucket) = bucket else { return Err(EndpointError::new("no `Bucket` is set")); };"#;
    assert!(text.contains(bucket), "{text}");
    let account = r#"return Err(EndpointError::new("no account is set")); };"#;
    assert!(text.contains(account), "{text}");
}

#[test]
fn a_parameter_hides_no_function_that_is_called() {
    let text = one_line(&body(
        MORE,
        &error(&[PARTITION, &is_set("Partition")], "{PartitionResult#name}{Partition}"),
    ));
    assert!(text.contains(r#"let partition_2 = params.string("Partition");"#), "{text}");
    assert!(text.contains("let Some(partition) = partition(PARTITIONS, region)"), "{text}");
    assert!(text.contains("let Some(partition_2) = partition_2"), "{text}");
}

#[test]
fn parts_of_an_arn_are_read() {
    let arn = r#"{"fn": "aws.parseArn", "argv": [{"ref": "Region"}], "assign": "arn"}"#;
    let part = r#"{"fn": "getAttr", "argv": [{"ref": "arn"}, "resourceId[1]"], "assign": "part"}"#;
    let bucket = r#"{"fn": "aws.isVirtualHostableS3Bucket", "argv": [{"ref": "part"}, false]}"#;
    assert_body(
        &error(&[REGION, arn, part, bucket], "{arn#partition}{arn#service}{arn#region}{arn#accountId}"),
        &[
            "if let Some(region) = params.region && let Some(arn) = parse_arn(region)",
            "    && let Some(part) = arn.resource(1) && is_virtual_hostable_bucket(part, false)",
            "{",
            "    let partition = arn.partition;",
            "    let service = arn.service;",
            "    let arn_region = arn.region;",
            "    let account_id = arn.account_id;",
            "    return Err(",
            r#"        EndpointError::new(format!("{partition}{service}{arn_region}{account_id}")),"#,
            "    );",
            "}",
            NO_MATCH,
        ],
    );
}

#[test]
fn an_endpoint_has_headers_properties_and_authentication_schemes() {
    let schemes = r#"[
        {"name": "sigv4a", "signingName": "n", "signingRegionSet": ["*", "{Region}"]},
        {"name": "sigv4", "disableDoubleEncoding": true, "disableNormalizePath": true}
    ]"#;
    let properties = format!(r#"{{"authSchemes": {schemes}, "backend": "b", "metricValues": ["O", true]}}"#);
    let headers = r#"{"x-a": ["{Region}", "b-{Region}"]}"#;
    let endpoint = format!(r#"{{"url": "https://x", "properties": {properties}, "headers": {headers}}}"#);
    let rules = rule(&[REGION], &format!(r#""type": "endpoint", "endpoint": {endpoint}"#));
    let text = one_line(&emitted(super::PARAMETERS, &rules));
    let uses = "use smithereen::endpoint::{EndpointAuthScheme, Params};";
    assert!(text.starts_with(uses), "{text}");
    let text =
        ["( ", "[ "].iter().fold(text.replace(" .", "."), |text, open| text.replace(open, open.trim()));
    let text = [", )", ",)", " )", " ]"]
        .iter()
        .fold(text, |text, close| text.replace(close, &close[close.len() - 1..]));
    assert!(text.contains("return endpoint.auth_scheme("), "{text}");
    for part in [
        r#".auth_scheme(EndpointAuthScheme::new("sigv4a").signing_name("n").signing_region_in("*")"#,
        r#".signing_region_in(region.to_owned()))"#,
        r#".auth_scheme(EndpointAuthScheme::new("sigv4").disable_double_encoding().disable_normalize_path())"#,
        r#".property("backend", "b")"#,
        r#".property("metricValues", vec![smithereen::Document::from("O"), smithereen::Document::from(true)"#,
        r#".header("x-a", region)?.header("x-a", &format!("b-{region}"));"#,
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}
