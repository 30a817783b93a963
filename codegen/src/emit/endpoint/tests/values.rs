use super::{DUAL, ENDPOINT, FIPS, NO_FIPS, NO_MATCH, PARAMETERS, PARTITION, REGION, URL};
use super::{assert_body, body, endpoint, error, is_region, one_line, signed, tree};

#[test]
fn constant_conditions_are_removed() {
    let same = r#"{"fn": "stringEquals", "argv": [{"ref": "Region"}, {"ref": "Region"}]}"#;
    let other = r#"{"fn": "stringEquals", "argv": ["a", "b"]}"#;
    let not = |test: &str| format!(r#"{{"fn": "not", "argv": [{test}]}}"#);
    assert_body(
        &format!("{}, {}", error(&[other], "a"), error(&[REGION, same, &not(other), &not(&not(FIPS))], "b")),
        &[
            "if params.region.is_some() && params.use_fips {",
            r#"    return Err(EndpointError::new("b"));"#,
            "}",
            NO_MATCH,
        ],
    );
    assert_body(&tree(&[FIPS], &[&error(&[other], "a")]), &[NO_MATCH]);
}

#[test]
fn comparisons_are_idiomatic() {
    let equals = |one: &str, other: &str| format!(r#"{{"fn": "booleanEquals", "argv": [{one}, {other}]}}"#);
    let not = |test: &str| format!(r#"{{"fn": "not", "argv": [{test}]}}"#);
    let (empty, here) = (is_region(""), is_region("here"));
    for (test, expected) in [
        (here.clone(), r#"region == "here""#),
        (not(&here), r#"region != "here""#),
        (empty.clone(), "region.is_empty()"),
        (not(&empty), "!region.is_empty()"),
        (equals(FIPS, DUAL), "params.use_fips == params.use_dual_stack"),
        (equals(NO_FIPS, DUAL), "params.use_fips != params.use_dual_stack"),
        (equals(&here, NO_FIPS), r#"params.use_fips != (region == "here")"#),
        (
            r#"{"fn": "isValidHostLabel", "argv": ["{Region}-x", true]}"#.to_owned(),
            r#"is_valid_host_label(&format!("{region}-x"), true)"#,
        ),
        (
            r#"{"fn": "substring", "argv": [{"ref": "Region"}, 0, 2, false]}"#.to_owned(),
            "substring(region, 0, 2, false).is_some()",
        ),
    ] {
        let body = body(PARAMETERS, &error(&[REGION, &test], "{Region}"));
        assert!(
            one_line(&body).starts_with(&format!("if let Some(region) = params.region && {expected} {{")),
            "{body}"
        );
    }
}

#[test]
fn text_of_the_model_is_escaped() {
    assert_body(
        &error(&[REGION], r#"{{}} \" \\ {Region} }}{{ // */ \u0000"#),
        &[
            "if let Some(region) = params.region {",
            r#"    return Err(EndpointError::new(format!("{{}} \" \\ {region} }}{{ // */ \0")));"#,
            "}",
            NO_MATCH,
        ],
    );
    assert_body(&error(&[], r#"{{}} \""#), &[r#"Err(EndpointError::new("{} \""))"#]);
    let long = "a text that is too long for one line with all that is around it";
    assert_body(
        &error(&[], long),
        &[&format!(r#"let message = "{long}";"#), "Err(EndpointError::new(message))"],
    );
}

#[test]
fn an_endpoint_sets_the_signing_name_and_region() {
    assert_body(
        &signed("https://x", r#""signingName": "n", "signingRegion": "us-east-1""#),
        &[
            r#"let endpoint = Endpoint::new("https://x")?;"#,
            r#"Ok(endpoint.signing_name("n").signing_region("us-east-1"))"#,
        ],
    );
    assert_body(
        &tree(
            &[REGION, PARTITION],
            &[&signed("https://x", r#""signingRegion": "{PartitionResult#implicitGlobalRegion}""#)],
        ),
        &[
            "if let Some(region) = params.region",
            "    && let Some(partition) = partition(PARTITIONS, region)",
            "{",
            r#"    let endpoint = Endpoint::new("https://x")?;"#,
            "    return Ok(endpoint.signing_region(partition.implicit_global_region));",
            "}",
            NO_MATCH,
        ],
    );
    assert_body(
        &tree(
            &[REGION],
            &[&signed("https://x", r#""signingRegion": "{Region}", "signingName": "{Region}-n""#)],
        ),
        &[
            "if let Some(region) = params.region {",
            r#"    let endpoint = Endpoint::new("https://x")?;"#,
            "    return Ok(",
            "        endpoint",
            r#"            .signing_name(format!("{region}-n"))"#,
            "            .signing_region(region.to_owned()),",
            "    );",
            "}",
            NO_MATCH,
        ],
    );
}

#[test]
fn a_local_hides_no_function_that_is_called() {
    let again = r#"{"fn": "aws.partition", "argv": ["x"], "assign": "params"}"#;
    assert_body(
        &error(&[REGION, PARTITION, again], "{PartitionResult#name}{params#name}"),
        &[
            "if let Some(region) = params.region",
            "    && let Some(partition_2) = partition(PARTITIONS, region)",
            r#"    && let Some(params_2) = partition(PARTITIONS, "x")"#,
            "{",
            "    let name = partition_2.name;",
            "    let name_2 = params_2.name;",
            r#"    return Err(EndpointError::new(format!("{name}{name_2}")));"#,
            "}",
            NO_MATCH,
        ],
    );
}

#[test]
fn computed_strings_are_borrowed_if_necessary() {
    let encoded = r#"{"fn": "uriEncode", "argv": ["{Region}/"], "assign": "encoded"}"#;
    let part = r#"{"fn": "substring", "argv": [{"ref": "encoded"}, 0, 3, true], "assign": "part"}"#;
    let label = r#"{"fn": "isValidHostLabel", "argv": [{"fn": "getAttr", "argv": [{"ref": "url"}, "normalizedPath"]}, false]}"#;
    assert_body(
        &endpoint(
            &[REGION, encoded, part, ENDPOINT, URL, label],
            "{url#scheme}://{part}{encoded}{url#normalizedPath}",
        ),
        &[
            "if let Some(region) = params.region",
            r#"    && let Some(part) = substring(&uri_encode(&format!("{region}/")), 0, 3, true)"#,
            "    && let Some(endpoint) = params.endpoint && let Some(url) = parse_url(endpoint)",
            "    && is_valid_host_label(&url.normalized_path, false)",
            "{",
            "    let scheme = url.scheme;",
            "    return Endpoint::from_rules(",
            "        &format!(",
            r#"            "{scheme}://{part}{}{}", uri_encode(& format!("{region}/")), url"#,
            "            .normalized_path",
            "        ),",
            r#"        &[("part", &part)],"#,
            "    );",
            "}",
            NO_MATCH,
        ],
    );
}
