//! Serializes forms of `awsQuery` with 50 members: compared with `aws-smithy-query`, as the official generator uses it, and
//! `serde_urlencoded`.

use crate::measure::{Candidate, compare};
use aws_smithy_query::{QueryValueWriter, QueryWriter};
use aws_smithy_types::Number;
use smithereen::query::{Dialect, to_body};
use std::hint::black_box;

pub(crate) fn run() {
    compare("form, 50 scalars", scalars());
    compare("form, 50 members in a list", tags());
}

/// Implements a structure of optional strings, integers and booleans for each side. With the operation and the version, a form of
/// it has 50 parameters.
macro_rules! scalars {
    ($($index:literal $text:ident $text_wire:literal, $number_index:literal $number:ident $number_wire:literal,
       $flag_index:literal $flag:ident $flag_wire:literal;)*) => {
        #[derive(Clone, Default, PartialEq, serde::Serialize)]
        struct Scalars {
            #[serde(rename = "Action")]
            action: &'static str,
            #[serde(rename = "Version")]
            version: &'static str,
            $(
                #[serde(rename = $text_wire, skip_serializing_if = "Option::is_none")]
                $text: Option<String>,
                #[serde(rename = $number_wire, skip_serializing_if = "Option::is_none")]
                $number: Option<i32>,
                #[serde(rename = $flag_wire, skip_serializing_if = "Option::is_none")]
                $flag: Option<bool>,
            )*
        }

        mod ours {
            #[derive(Clone, Default, PartialEq)]
            pub(super) struct Scalars {
                $(pub(super) $text: Option<String>, pub(super) $number: Option<i32>, pub(super) $flag: Option<bool>,)*
            }

            smithereen::structure!(Scalars = "Scalars" { $(
                $index $text => Member::new($text_wire),
                $number_index $number => Member::new($number_wire),
                $flag_index $flag => Member::new($flag_wire),
            )* });
        }

        impl Scalars {
            fn new(text: impl Fn(usize) -> String) -> Self {
                Self {
                    action: "CreateDatabase",
                    version: "2014-10-31",
                    $($text: Some(text($index)), $number: Some($index * 137), $flag: Some($index % 2 == 0),)*
                }
            }

            fn ours(&self) -> ours::Scalars {
                ours::Scalars { $($text: self.$text.clone(), $number: self.$number, $flag: self.$flag,)* }
            }

            fn smithy(&self) -> String {
                let mut out = String::new();
                let mut writer = QueryWriter::new(&mut out, self.action, self.version);
                $(
                    let scope = writer.prefix($text_wire);
                    if let Some(text) = &self.$text {
                        scope.string(text);
                    }
                    let scope = writer.prefix($number_wire);
                    if let Some(number) = &self.$number {
                        scope.number(Number::NegInt((*number).into()));
                    }
                    let scope = writer.prefix($flag_wire);
                    if let Some(flag) = &self.$flag {
                        scope.boolean(*flag);
                    }
                )*
                writer.finish();
                out
            }
        }
    };
}

scalars! {
    0 identifier "DBInstanceIdentifier", 1 storage "AllocatedStorage", 2 multi "MultiAZ";
    3 class "DBInstanceClass", 4 port "Port", 5 upgrade "AutoMinorVersionUpgrade";
    6 engine "Engine", 7 retention "BackupRetentionPeriod", 8 public "PubliclyAccessible";
    9 user "MasterUsername", 10 iops "Iops", 11 encrypted "StorageEncrypted";
    12 key "KmsKeyId", 13 tier "PromotionTier", 14 copy "CopyTagsToSnapshot";
    15 subnet "DBSubnetGroupName", 16 interval "MonitoringInterval", 17 iam "EnableIAMDatabaseAuthentication";
    18 role "MonitoringRoleArn", 19 insights "PerformanceInsightsRetentionPeriod", 20 insight "EnablePerformanceInsights";
    21 window "PreferredMaintenanceWindow", 22 threshold "MaxAllocatedStorage", 23 deletion "DeletionProtection";
    24 backup "PreferredBackupWindow", 25 throughput "StorageThroughput", 26 owned "EnableCustomerOwnedIp";
    27 option "OptionGroupName", 28 count "ProcessorCount", 29 stack "DedicatedLogVolume";
    30 character "CharacterSetName", 31 threads "ThreadsPerCore", 32 managed "ManageMasterUserPassword";
    33 license "LicenseModel", 34 days "RetainedDays", 35 multi_tenant "MultiTenant";
    36 domain "Domain", 37 quota "QuotaOfConnections", 38 notify "NotifyOwner";
    39 zone "AvailabilityZone", 40 timeout "TimeoutSeconds", 41 dry "DryRun";
    42 version_of_engine "EngineVersion", 43 weight "Weight", 44 force "Force";
    45 ca "CACertificateIdentifier", 46 replicas "Replicas", 47 local "Local";
}

/// The key and value of a tag, which all sides write.
#[derive(Clone, Default, PartialEq)]
struct Tag {
    key: Option<String>,
    value: Option<String>,
}

smithereen::structure!(Tag = "Tag" { 0 key => Member::new("Key"), 1 value => Member::new("Value") });

#[derive(Clone, Default, PartialEq)]
struct Tags {
    tags: Option<Vec<Tag>>,
}

smithereen::structure!(Tags = "Tags" { 0 tags => Member::new("Tags") });

/// Text with a few characters to escape, as names and ARNs have.
fn text(index: usize) -> String {
    match index % 2 {
        0 => format!("arn:aws:iam::123456789012:role/service-role/{index}"),
        _ => format!("database-{index}.production"),
    }
}

fn scalars() -> Vec<Candidate<'static>> {
    let derived = Scalars::new(text);
    let ours = derived.ours();
    let write = |ours: &ours::Scalars| to_body(Dialect::AwsQuery, "CreateDatabase", "2014-10-31", ours);
    let body = write(&ours).expect("it can be sent");
    assert_eq!(derived.smithy().as_bytes(), body);
    // `serde_urlencoded` encodes only spaces differently, and the texts have no spaces.
    assert_eq!(serde_urlencoded::to_string(&derived).expect("it can be written").as_bytes(), body);
    let smithy = derived.clone();
    vec![
        Candidate::new("smithereen", move || drop(black_box(write(black_box(&ours))))),
        Candidate::new("aws-smithy-query", move || drop(black_box(black_box(&smithy).smithy()))),
        Candidate::new("serde_urlencoded", move || {
            drop(black_box(serde_urlencoded::to_string(black_box(&derived))));
        }),
    ]
}

fn tags() -> Vec<Candidate<'static>> {
    let tag = |index| Tag { key: Some(format!("key-{index}")), value: Some(text(index)) };
    let ours = Tags { tags: Some((0..25).map(tag).collect()) };
    let write = |ours: &Tags| to_body(Dialect::AwsQuery, "TagResource", "2010-03-31", ours);
    let body = write(&ours).expect("it can be sent");
    assert_eq!(smithy_tags(&ours).as_bytes(), body);
    // A list of pairs: `serde_urlencoded` has no nested values, so it does not build the names.
    let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(&body).expect("it is a form");
    let smithy = ours.clone();
    vec![
        Candidate::new("smithereen", move || drop(black_box(write(black_box(&ours))))),
        Candidate::new("aws-smithy-query", move || drop(black_box(smithy_tags(black_box(&smithy))))),
        Candidate::new("serde_urlencoded, with ready names", move || {
            drop(black_box(serde_urlencoded::to_string(black_box(&pairs))));
        }),
    ]
}

fn smithy_tags(input: &Tags) -> String {
    let mut out = String::new();
    let mut writer = QueryWriter::new(&mut out, "TagResource", "2010-03-31");
    let scope = writer.prefix("Tags");
    if let Some(tags) = &input.tags {
        let mut list = scope.start_list(false, None);
        tags.iter().for_each(|tag| smithy_tag(list.entry(), tag));
        list.finish();
    }
    writer.finish();
    out
}

fn smithy_tag(mut writer: QueryValueWriter<'_>, tag: &Tag) {
    let scope = writer.prefix("Key");
    if let Some(key) = &tag.key {
        scope.string(key);
    }
    let scope = writer.prefix("Value");
    if let Some(value) = &tag.value {
        scope.string(value);
    }
}
