//! Known differences of requests.

use super::defaults::without_defaults;
use super::{KnownDifference, Pair};
use crate::equal::canonical;
use serde_json::Value;

pub(crate) const KNOWN_DIFFERENCES: &[KnownDifference] = &[
    KnownDifference {
        reason: "the official crate takes an empty text for an unset one if the endpoint rules can use it",
        services: &["dynamodb"],
        apply: |pair| {
            let raised = pair.theirs["raised"].as_str().unwrap_or_default();
            let applies = raised.contains("EndpointParamsInterceptor") && raised.contains("was missing");
            let applies = applies && pair.ours.get("method").is_some();
            if applies {
                pair.theirs = pair.ours.clone();
            }
            applies
        },
    },
    KnownDifference {
        reason: "half of the idempotency tokens of the official crate have another variant than UUIDs of version 4",
        services: &["dynamodb", "iot", "ec2"],
        apply: |pair| {
            let (body, query) = (pair.theirs["body"].as_str(), pair.theirs["query"].as_str());
            let replaced_body = without_tokens(body.unwrap_or_default(), '"', &"0".repeat(36));
            let query = query.unwrap_or_default().replace('&', "=&=");
            let replaced_query = without_tokens(&query, '=', "00000000-0000-4000-8000-000000000000");
            let applies = Some(replaced_body.as_str()) != body || replaced_query != query;
            if applies {
                pair.theirs["body"] = replaced_body.into();
                pair.theirs["query"] = replaced_query.replace("=&=", "&").into();
            }
            applies
        },
    },
    KnownDifference {
        reason: "the official crate removes known prefixes of an identifier, and this project, like botocore, all before the \
            last slash",
        services: &["route53"],
        apply: |pair| {
            let error = pair.ours["error"].as_str().unwrap_or_default();
            if error.ends_with("a label in the path cannot be empty") && sent_in_path(&pair.theirs, "%2F") {
                pair.ours = pair.theirs.clone();
                return true;
            }
            let path = trim(pair, "path", |text| text.split('/').collect(), "/", "%2F");
            let query = trim(pair, "query", |text| text.split('&').collect(), "&", "%2F");
            path | query | trim_elements(pair)
        },
    },
    KnownDifference {
        reason: "Smithy's models have no slash at the end of these paths, and botocore's have one",
        services: &["route53", "iot"],
        // After the rule above, because this one compares whole paths.
        apply: |pair| {
            let path = pair.ours["path"].as_str().and_then(|path| path.strip_suffix('/'));
            let applies = path.is_some_and(|path| pair.theirs["path"] == path);
            if applies {
                pair.ours["path"] = pair.theirs["path"].clone();
            }
            applies
        },
    },
    KnownDifference {
        reason: "the official crate does not send a member with the default of the model",
        services: &["route53", "iot"],
        apply: |pair| {
            const DEFAULT: &str = r#"<PrivateZone>"false"</PrivateZone>"#;
            let body = |side: &Value| side["body"].as_str().unwrap_or_default().to_owned();
            let (theirs, ours) = (body(&pair.theirs), body(&pair.ours));
            let without = match (serde_json::from_str::<Value>(&theirs), serde_json::from_str(&ours)) {
                (Ok(theirs), Ok(mut ours)) => {
                    without_defaults(&mut ours, &theirs);
                    canonical(&ours)
                }
                _ if theirs.contains(DEFAULT) => ours.clone(),
                _ => ours.replace(DEFAULT, ""),
            };
            let applies = without != ours;
            if applies {
                pair.ours["body"] = without.into();
            }
            applies
        },
    },
    KnownDifference {
        reason: "the official crate rejects an empty text in a required query parameter",
        services: &["route53", "iot"],
        apply: |pair| {
            let raised = pair.theirs["raised"].as_str().unwrap_or_default();
            let applies = raised.contains("cannot be empty or unset") && pair.ours["query"].is_string();
            if applies {
                pair.theirs = pair.ours.clone();
            }
            applies
        },
    },
    KnownDifference {
        reason: "the official crate writes the value of a union in a list without the name of its member",
        services: &["iam"],
        apply: |pair| {
            let ours = pair.ours["body"].as_str().unwrap_or_default();
            if !ours.contains(r#""Action"="SimulatePrincipalPolicy""#) {
                return false;
            }
            let mut replaced = ours.replace(r#"("InlinePolicyIdentifier"."#, r#"("member"."#);
            for name in ["PolicyArn", "PolicyType"] {
                replaced = replaced.replace(&format!("({name:?}="), r#"("member"="#);
            }
            let applies = replaced != ours;
            pair.ours["body"] = replaced.into();
            applies
        },
    },
];

/// Replaces the texts between quotes that are UUIDs of version 4 but for their variant.
fn without_tokens(text: &str, quote: char, replacement: &str) -> String {
    let is_token = |text: &str| {
        let mut bytes = text.bytes().enumerate();
        text.len() == 36
            && bytes.all(|(at, byte)| match at {
                8 | 13 | 18 | 23 => byte == b'-',
                14 => byte == b'4',
                _ => byte.is_ascii_hexdigit(),
            })
    };
    let parts = text.split(quote).map(|part| if is_token(part) { replacement } else { part });
    parts.collect::<Vec<_>>().join(&quote.to_string())
}

/// Returns whether a segment of the path ends in this text.
fn sent_in_path(side: &Value, end: &str) -> bool {
    side["path"].as_str().unwrap_or_default().split('/').any(|segment| segment.ends_with(end))
}

/// Removes everything before the last slash from the parts of the official message that differ only in that.
fn trim(pair: &mut Pair, what: &str, split: fn(&str) -> Vec<&str>, joint: &str, slash: &str) -> bool {
    let (theirs, ours) = (pair.theirs[what].as_str(), pair.ours[what].as_str());
    let (theirs, ours) = (split(theirs.unwrap_or_default()), split(ours.unwrap_or_default()));
    let (mut applies, mut parts) = (false, Vec::new());
    for (index, theirs) in theirs.iter().enumerate() {
        let (name, value) = theirs.split_once('=').filter(|_| joint == "&").unwrap_or(("", theirs));
        let last = value.rsplit_once(slash).map(|(_, last)| last);
        let trimmed =
            last.map(|last| if name.is_empty() { last.to_owned() } else { format!("{name}={last}") });
        match trimmed.filter(|trimmed| ours.get(index) == Some(&trimmed.as_str())) {
            Some(trimmed) => {
                applies = true;
                parts.push(trimmed);
            }
            None => parts.push((*theirs).to_owned()),
        }
    }
    if applies {
        pair.theirs[what] = parts.join(joint).into();
    }
    applies
}

/// Does the same in the elements of identifiers.
fn trim_elements(pair: &mut Pair) -> bool {
    let mut body = pair.theirs["body"].as_str().unwrap_or_default().to_owned();
    for name in ["DelegationSetId", "HostedZoneId"] {
        let (start, end) = (format!("<{name}>"), format!("</{name}>"));
        let parts = body.split_once(&start).and_then(|(before, rest)| {
            let (content, after) = rest.split_once(&end)?;
            Some((before, content.trim_matches('"'), after))
        });
        if let Some((before, content, after)) = parts {
            let last = content.rsplit('/').next().unwrap_or_default();
            let last = if last.is_empty() { String::new() } else { format!("\"{last}\"") };
            body = format!("{before}{start}{last}{end}{after}");
        }
    }
    let applies = pair.theirs["body"].as_str().is_some_and(|before| before != body);
    if applies {
        pair.theirs["body"] = body.into();
    }
    applies
}

#[test]
fn only_what_precedes_the_last_slash_is_removed() {
    let side = |path: &str, query: &str| serde_json::json!({ "path": path, "query": query });
    let mut pair = Pair {
        theirs: side("/a%2Fb/c%2Fd", "x=a%2Fb&y=c%2Fd"),
        ours: side("/b/c%2Fe", "x=a%2Fb&y=d"),
        without_cdata: None,
    };
    assert!(trim(&mut pair, "path", |text| text.split('/').collect(), "/", "%2F"));
    assert!(trim(&mut pair, "query", |text| text.split('&').collect(), "&", "%2F"));
    assert_eq!(pair.theirs, side("/b/c%2Fd", "x=a%2Fb&y=d"));
}

#[test]
fn tokens_of_any_variant_are_replaced() {
    let body = r#"{"a":"c06ae547-2ecc-41d0-fb3d-50450c2b2c98","b":"c06ae547-2ecc-31d0-fb3d-50450c2b2c98"}"#;
    let expected = body.replacen("c06ae547-2ecc-41d0-fb3d-50450c2b2c98", &"0".repeat(36), 1);
    assert_eq!(without_tokens(body, '"', &"0".repeat(36)), expected);
}
