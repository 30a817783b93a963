//! The services that the program calls: their operations, and the protocols other than the preferred one.

use smithereen_cli::config::Service;
use smithereen_cli::source::pip;

/// A module of the crate.
pub(super) struct Module {
    /// The name of the module.
    pub(super) name: &'static str,
    /// The service in botocore.
    pub(super) service: &'static str,
    /// The protocol by the name of Smithy's trait.
    pub(super) protocol: &'static str,
    pub(super) model: Model,
}

/// The model of a module.
pub(super) enum Model {
    /// The pinned one, with its preferred protocol.
    Pinned,
    /// The pinned one, with this protocol (botocore's name) in place of those that it declares.
    Replaced(&'static str),
    /// That of an older version of botocore.
    Older(&'static pip::Wanted<'static>),
}

/// A version whose model of SQS has `awsQuery`, with its names of members and codes of errors. Newer models do not have them,
/// while the service still responds to forms.
const OLDER: pip::Wanted<'_> = pip::Wanted {
    package: "botocore",
    version: Some("1.31.80"),
    sha256: Some("d43fe303530c12efca9be4ec3a9104e8a669f11d1ba9feb18f0284d751a9672c"),
};

/// Returns a module with the preferred protocol of the service.
const fn preferred(service: &'static str, protocol: &'static str) -> Module {
    Module { name: service, service, protocol, model: Model::Pinned }
}

/// Returns a module with another protocol.
const fn other(
    name: &'static str,
    service: &'static str,
    protocol: &'static str,
    replacement: &'static str,
) -> Module {
    Module { name, service, protocol, model: Model::Replaced(replacement) }
}

const CBOR: &str = "smithy-rpc-v2-cbor";

/// All modules. Servers may support more protocols than the models declare, as services do.
pub(super) const MODULES: &[Module] = &[
    preferred("cloudformation", "awsQuery"),
    other("cloudwatch", "cloudwatch", "rpcv2Cbor", CBOR),
    other("cloudwatch_json", "cloudwatch", "awsJson1_0", "json"),
    other("cloudwatch_query", "cloudwatch", "awsQuery", "query"),
    preferred("dynamodb", "awsJson1_0"),
    other("dynamodb_cbor", "dynamodb", "rpcv2Cbor", CBOR),
    preferred("ec2", "ec2Query"),
    preferred("iam", "awsQuery"),
    preferred("iot", "restJson1"),
    preferred("kinesis", "awsJson1_1"),
    other("kinesis_cbor", "kinesis", "rpcv2Cbor", CBOR),
    preferred("kms", "awsJson1_1"),
    other("kms_cbor", "kms", "rpcv2Cbor", CBOR),
    preferred("logs", "awsJson1_1"),
    other("logs_cbor", "logs", "rpcv2Cbor", CBOR),
    preferred("route53", "restXml"),
    preferred("s3", "restXml"),
    preferred("sns", "awsQuery"),
    preferred("sqs", "awsJson1_0"),
    Module { name: "sqs_query", service: "sqs", protocol: "awsQuery", model: Model::Older(&OLDER) },
    preferred("sts", "awsQuery"),
    Module {
        name: "timestream_write",
        service: "timestream-write",
        protocol: "awsJson1_0",
        model: Model::Pinned,
    },
];

/// The operations of each service, separated by white space.
const OPERATIONS: &[(&str, &str)] = &[
    (
        "cloudformation",
        "CreateStack DeleteStack DescribeStackResources DescribeStacks GetTemplate ListStackResources ListStacks \
         UpdateStack ValidateTemplate",
    ),
    (
        "cloudwatch",
        "DeleteAlarms DeleteDashboards DescribeAlarms GetDashboard GetMetricData GetMetricStatistics ListDashboards \
         ListMetrics ListTagsForResource PutDashboard PutMetricAlarm PutMetricData SetAlarmState TagResource",
    ),
    (
        "dynamodb",
        "BatchGetItem BatchWriteItem CreateTable DeleteItem DeleteTable DescribeTable GetItem ListTables \
         ListTagsOfResource PutItem Query Scan TagResource TransactWriteItems UpdateItem",
    ),
    (
        "ec2",
        "AuthorizeSecurityGroupIngress CreateSecurityGroup CreateSubnet CreateTags CreateVpc DeleteSecurityGroup \
         DeleteSubnet DeleteTags DeleteVpc DescribeSecurityGroups DescribeSubnets DescribeTags DescribeVpcAttribute \
         DescribeVpcs ModifyVpcAttribute",
    ),
    (
        "iam",
        "AddUserToGroup CreateAccessKey CreateGroup CreateRole CreateUser DeleteAccessKey DeleteGroup DeleteRole \
         DeleteRolePolicy DeleteUser GetGroup GetRole GetRolePolicy GetUser ListAccessKeys ListRolePolicies \
         ListUserTags ListUsers PutRolePolicy RemoveUserFromGroup TagUser",
    ),
    (
        "iot",
        "CreateBillingGroup CreateThing CreateThingGroup CreateTopicRule DescribeBillingGroup DescribeThing \
         DescribeThingGroup GetTopicRule ListThings ReplaceTopicRule UpdateBillingGroup UpdateThing UpdateThingGroup",
    ),
    (
        "kinesis",
        "AddTagsToStream CreateStream DeleteStream DescribeStream DescribeStreamSummary GetRecords GetShardIterator \
         ListStreams ListTagsForStream PutRecord PutRecords",
    ),
    (
        "kms",
        "CreateAlias CreateKey Decrypt DeleteAlias DescribeKey DisableKey EnableKey Encrypt GenerateDataKey \
         GetKeyPolicy ListAliases ListKeys ListResourceTags ScheduleKeyDeletion TagResource",
    ),
    (
        "logs",
        "CreateLogGroup CreateLogStream DeleteLogGroup DeleteLogStream DescribeLogGroups DescribeLogStreams \
         FilterLogEvents GetLogEvents ListTagsForResource PutLogEvents PutRetentionPolicy TagResource",
    ),
    (
        "route53",
        "ChangeResourceRecordSets ChangeTagsForResource CreateHealthCheck CreateHostedZone DeleteHealthCheck \
         DeleteHostedZone GetChange GetHealthCheck GetHostedZone ListHealthChecks ListHostedZones \
         ListResourceRecordSets ListTagsForResource UpdateHostedZoneComment",
    ),
    (
        "s3",
        "AbortMultipartUpload CompleteMultipartUpload CopyObject CreateBucket CreateMultipartUpload DeleteBucket \
         DeleteBucketCors DeleteBucketLifecycle DeleteBucketPolicy DeleteBucketTagging DeleteBucketWebsite DeleteObject \
         DeleteObjectTagging DeleteObjects GetBucketAcl GetBucketCors GetBucketEncryption \
         GetBucketLifecycleConfiguration GetBucketLocation GetBucketPolicy GetBucketTagging GetBucketVersioning \
         GetBucketWebsite GetObject GetObjectAcl GetObjectAttributes GetObjectTagging GetPublicAccessBlock HeadBucket \
         HeadObject ListBuckets ListMultipartUploads ListObjectVersions ListObjects ListObjectsV2 ListParts PutBucketAcl \
         PutBucketCors PutBucketEncryption PutBucketLifecycleConfiguration PutBucketPolicy PutBucketTagging \
         PutBucketVersioning PutBucketWebsite PutObject PutObjectTagging PutPublicAccessBlock UploadPart UploadPartCopy",
    ),
    (
        "sns",
        "CreateTopic DeleteTopic GetSubscriptionAttributes GetTopicAttributes ListSubscriptionsByTopic \
         ListTagsForResource ListTopics Publish PublishBatch SetTopicAttributes Subscribe TagResource Unsubscribe",
    ),
    (
        "sqs",
        "ChangeMessageVisibility CreateQueue DeleteMessage DeleteQueue GetQueueAttributes GetQueueUrl ListQueueTags \
         ListQueues PurgeQueue ReceiveMessage SendMessage SendMessageBatch SetQueueAttributes TagQueue",
    ),
    ("sts", "AssumeRole GetCallerIdentity GetFederationToken GetSessionToken"),
    (
        "timestream-write",
        "CreateDatabase CreateTable DeleteDatabase DeleteTable DescribeDatabase ListDatabases WriteRecords",
    ),
];

/// Returns the services with their operations, each once.
pub(super) fn selected() -> Vec<Service> {
    OPERATIONS
        .iter()
        .map(|(name, operations)| Service {
            name: (*name).to_owned(),
            operations: operations.split_whitespace().map(str::to_owned).collect::<Vec<_>>().into(),
            module: None,
            protocol: None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_service_has_operations_and_a_module() {
        let services = selected().into_iter().map(|service| service.name);
        let modules = MODULES.iter().map(|module| module.service.to_owned());
        assert_eq!(services.collect::<BTreeSet<_>>(), modules.collect());
    }
}
