//! A document with all common types, for serde's derive, for the runtime, and for the schemas of `aws-smithy-cbor`.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Default, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Alarms {
    pub(crate) alarms: Vec<Alarm>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next_token: Option<String>,
}

smithereen::structure!(Alarms = "Alarms" {
    0 alarms => Member::new("Alarms"),
    1 next_token => Member::new("NextToken"),
});

#[derive(Clone, Default, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Alarm {
    pub(crate) alarm_name: String,
    pub(crate) alarm_arn: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) alarm_description: Option<String>,
    pub(crate) actions_enabled: bool,
    pub(crate) alarm_actions: Vec<String>,
    pub(crate) state_value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) state_reason: Option<String>,
    pub(crate) updated: i64,
    pub(crate) threshold: f64,
    pub(crate) period: i32,
    pub(crate) evaluation_periods: i32,
    pub(crate) dimensions: Vec<Dimension>,
    pub(crate) tags: BTreeMap<String, String>,
}

smithereen::structure!(Alarm = "Alarm" {
    0 alarm_name => Member::new("AlarmName"),
    1 alarm_arn => Member::new("AlarmArn"),
    2 alarm_description => Member::new("AlarmDescription"),
    3 actions_enabled => Member::new("ActionsEnabled"),
    4 alarm_actions => Member::new("AlarmActions"),
    5 state_value => Member::new("StateValue"),
    6 state_reason => Member::new("StateReason"),
    7 updated => Member::new("Updated"),
    8 threshold => Member::new("Threshold"),
    9 period => Member::new("Period"),
    10 evaluation_periods => Member::new("EvaluationPeriods"),
    11 dimensions => Member::new("Dimensions"),
    12 tags => Member::new("Tags"),
});

#[derive(Clone, Default, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Dimension {
    pub(crate) name: String,
    pub(crate) value: String,
}

smithereen::structure!(Dimension = "Dimension" {
    0 name => Member::new("Name"),
    1 value => Member::new("Value"),
});

/// Returns a document with a number of alarms.
pub(crate) fn alarms(count: usize) -> Alarms {
    Alarms {
        alarms: (0..count).map(alarm).collect(),
        next_token: Some("a-token-for-the-next-page".to_owned()),
    }
}

fn alarm(index: usize) -> Alarm {
    let name = format!("service-{index}-high-latency");
    Alarm {
        alarm_arn: format!("arn:aws:cloudwatch:eu-west-1:123456789012:alarm:{name}"),
        alarm_name: name,
        alarm_description: index
            .is_multiple_of(2)
            .then(|| "the 99th percentile of the latency is high".to_owned()),
        actions_enabled: !index.is_multiple_of(3),
        alarm_actions: vec![format!("arn:aws:sns:eu-west-1:123456789012:topic-{index}"); 1 + index % 2],
        state_value: "INSUFFICIENT_DATA".to_owned(),
        state_reason: (index % 2 == 1).then(|| "unchecked: initial alarm creation".to_owned()),
        updated: 1_700_000_000_000 + index as i64,
        threshold: 0.25 * index as f64,
        period: 300,
        evaluation_periods: (index % 30) as i32,
        dimensions: ["FunctionName", "Resource"]
            .map(|name| Dimension { name: name.to_owned(), value: format!("service-{index}") })
            .to_vec(),
        tags: ["team", "environment"].map(|key| (key.to_owned(), format!("{key}-{index}"))).into(),
    }
}
