use super::{PARTITION, body, endpoint, one_line};

const MORE: &str = r#"{
    "Region": {"builtIn": "AWS::Region", "type": "string"},
    "Endpoint": {"builtIn": "SDK::Endpoint", "type": "string"},
    "AccountId": {"builtIn": "AWS::Auth::AccountId", "type": "string"},
    "Bucket": {"type": "string"},
    "Key": {"type": "string"}
}"#;
const URL: &str = r#"{"fn": "parseURL", "argv": [{"ref": "Endpoint"}], "assign": "url"}"#;
const ARN: &str = r#"{"fn": "aws.parseArn", "argv": [{"ref": "Bucket"}], "assign": "arn"}"#;
const PART: &str = r#"{"fn": "substring", "argv": [{"ref": "Key"}, 0, 4, false], "assign": "part"}"#;
const TEXT: &str = r#"{"fn": "ite", "argv": [true, "-fips", ""], "assign": "fips"}"#;

fn is_set(name: &str) -> String {
    format!(r#"{{"fn": "isSet", "argv": [{{"ref": "{name}"}}]}}"#)
}

/// Returns the values of the host that the generated code checks.
fn checked(url: &str) -> Vec<String> {
    let set = ["Region", "Endpoint", "AccountId", "Bucket", "Key"].map(is_set);
    let mut conditions: Vec<&str> = set.iter().map(String::as_str).collect();
    conditions.extend([PARTITION, URL, ARN, PART, TEXT]);
    let body = one_line(&body(MORE, &endpoint(&conditions, url)));
    match body.split_once("Endpoint::from_rules(") {
        None => {
            assert!(body.contains("Endpoint::new("), "{body}");
            Vec::new()
        }
        Some((_, call)) => {
            let (_, values) = call.split_once("&[(").unwrap();
            let (values, _) = values.split_once(")]").unwrap();
            values.split("), (").map(str::to_owned).collect()
        }
    }
}

#[test]
fn values_that_callers_choose_are_checked() {
    for (url, expected) in [
        ("https://{Bucket}.example.com", &[r#""Bucket", &bucket"#][..]),
        ("https://{Bucket}", &[r#""Bucket", &bucket"#]),
        ("https://x.{Bucket}:80/{Key}", &[r#""Bucket", &bucket"#]),
        ("{url#scheme}://{Bucket}.{url#authority}{url#path}/{Key}", &[r#""Bucket", &bucket"#]),
        ("{url#scheme}://{Bucket}.{url#authority}{url#normalizedPath}{Key}", &[r#""Bucket", &bucket"#]),
        ("https://{part}-{AccountId}.x", &[r#""part", &part"#, r#""AccountId", &account_id"#]),
        (
            "https://{arn#accountId}.{arn#region}.x",
            &[r#""arn#accountId", &account_id"#, r#""arn#region", &arn_region"#],
        ),
        ("https://{Bucket}.{Key}.{Bucket}", &[r#""Bucket", &bucket"#, r#""Key", &key"#]),
        ("https://{Endpoint}", &[r#""Endpoint", &endpoint"#]),
    ] {
        assert_eq!(checked(url), expected, "{url}");
    }
}

#[test]
fn regions_partitions_parsed_urls_and_paths_are_not_checked_again() {
    for url in [
        "https://example.com",
        "https://x.{Region}.{PartitionResult#dnsSuffix}",
        "https://x{fips}.{Region}.{PartitionResult#implicitGlobalRegion}",
        "{url#scheme}://{url#authority}{url#path}{Bucket}",
        "https://{Region}.x/{Bucket}",
        "https://x?{Bucket}",
        "{Endpoint}",
        "{Endpoint}/{Bucket}",
    ] {
        assert_eq!(checked(url), [""; 0], "{url}");
    }
}
