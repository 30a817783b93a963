//! Settings of buckets: each is written, read back and compared. Most are then deleted, and reading them must fail with the service's
//! error code.

use crate::setup::{Setup, refused};
use crate::steps::{Step, holds, list, output_of, same, say};
use server_calls::s3::*;

/// Runs the steps. Their order matters: a step for a deleted setting follows the step that writes it.
pub(crate) async fn steps(setup: &Setup) {
    say("settings: tags", tags(setup).await);
    say("settings: no tags", deleted_tags(setup).await);
    say("settings: policy", policy(setup).await);
    say("settings: no policy", deleted_policy(setup).await);
    say("settings: CORS", cors(setup).await);
    say("settings: lifecycle", lifecycle(setup).await);
    say("settings: encryption", encryption(setup).await);
    say("settings: public access", public_access(setup).await);
    say("settings: website", website(setup).await);
    say("settings: ACL", acl(setup).await);
}

async fn tags(setup: &Setup) -> Step {
    let tags = vec![Tag::new("hall", "a+b=c / é"), Tag::new("unit", "")];
    let input = PutBucketTaggingInput::new(&setup.bucket, Tagging::new(tags.clone()));
    output_of(setup.client.put_bucket_tagging(&input).await)?;
    let output = setup.client.get_bucket_tagging(&GetBucketTaggingInput::new(&setup.bucket)).await;
    let mut found = output_of(output)?.tag_set;
    found.sort_unstable_by(|a, b| a.key.cmp(&b.key));
    same("tags", found, tags)
}

async fn deleted_tags(setup: &Setup) -> Step {
    output_of(setup.client.delete_bucket_tagging(&DeleteBucketTaggingInput::new(&setup.bucket)).await)?;
    let output = setup.client.get_bucket_tagging(&GetBucketTaggingInput::new(&setup.bucket)).await;
    refused(output, 404, "NoSuchTagSet")
}

/// Writes and reads a policy, whose text is the whole body of the request and of the response, not XML.
async fn policy(setup: &Setup) -> Step {
    let policy = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Sid":"é","Effect":"Deny","Principal":"*","Action":"s3:DeleteBucketPolicy","Resource":"arn:aws:s3:::{}/none"}}]}}"#,
        setup.bucket
    );
    output_of(setup.client.put_bucket_policy(&PutBucketPolicyInput::new(&setup.bucket, &policy)).await)?;
    let output = setup.client.get_bucket_policy(&GetBucketPolicyInput::new(&setup.bucket)).await;
    same("policy", output_of(output)?.policy, Some(policy))
}

async fn deleted_policy(setup: &Setup) -> Step {
    output_of(setup.client.delete_bucket_policy(&DeleteBucketPolicyInput::new(&setup.bucket)).await)?;
    let output = setup.client.get_bucket_policy(&GetBucketPolicyInput::new(&setup.bucket)).await;
    refused(output, 404, "NoSuchBucketPolicy")
}

async fn cors(setup: &Setup) -> Step {
    let rule = CORSRule::new(list(&["GET", "PUT"]), list(&["https://*.example.com"]));
    let rules = vec![rule.allowed_headers(list(&["*"])).max_age_seconds(600), CORSRule::new(list(&["HEAD"]), list(&["*"]))];
    let input = PutBucketCorsInput::new(&setup.bucket, CORSConfiguration::new(rules.clone()));
    output_of(setup.client.put_bucket_cors(&input).await)?;
    let get = || setup.client.get_bucket_cors(&GetBucketCorsInput::new(&setup.bucket));
    same("rules", output_of(get().await)?.cors_rules, Some(rules))?;
    output_of(setup.client.delete_bucket_cors(&DeleteBucketCorsInput::new(&setup.bucket)).await)?;
    refused(get().await, 404, "NoSuchCORSConfiguration")
}

async fn lifecycle(setup: &Setup) -> Step {
    let rule = LifecycleRule::new(ExpirationStatus::Enabled).id("logs");
    let rule = rule.filter(LifecycleRuleFilter::default().prefix("logs/"));
    let rule = rule.expiration(LifecycleExpiration::default().days(30));
    let configuration = BucketLifecycleConfiguration::new([rule.clone()]);
    let input = PutBucketLifecycleConfigurationInput::new(&setup.bucket).lifecycle_configuration(configuration);
    output_of(setup.client.put_bucket_lifecycle_configuration(&input).await)?;
    let get =
        || setup.client.get_bucket_lifecycle_configuration(&GetBucketLifecycleConfigurationInput::new(&setup.bucket));
    same("rules", output_of(get().await)?.rules, Some(vec![rule]))?;
    output_of(setup.client.delete_bucket_lifecycle(&DeleteBucketLifecycleInput::new(&setup.bucket)).await)?;
    refused(get().await, 404, "NoSuchLifecycleConfiguration")
}

async fn encryption(setup: &Setup) -> Step {
    let default = ServerSideEncryptionByDefault::new(ServerSideEncryption::Aes256);
    let rule = ServerSideEncryptionRule::default().apply_server_side_encryption_by_default(default.clone());
    let configuration = ServerSideEncryptionConfiguration::new([rule]);
    output_of(setup.client.put_bucket_encryption(&PutBucketEncryptionInput::new(&setup.bucket, configuration)).await)?;
    let output = setup.client.get_bucket_encryption(&GetBucketEncryptionInput::new(&setup.bucket)).await;
    let rules = output_of(output)?.server_side_encryption_configuration.map(|found| found.rules).unwrap_or_default();
    let found: Vec<_> = rules.into_iter().map(|rule| rule.apply_server_side_encryption_by_default).collect();
    same("rules", found, vec![Some(default)])
}

async fn public_access(setup: &Setup) -> Step {
    let block = PublicAccessBlockConfiguration::default().block_public_acls(true).ignore_public_acls(false);
    let block = block.block_public_policy(false).restrict_public_buckets(true);
    let input = PutPublicAccessBlockInput::new(&setup.bucket, block.clone());
    output_of(setup.client.put_public_access_block(&input).await)?;
    let output = setup.client.get_public_access_block(&GetPublicAccessBlockInput::new(&setup.bucket)).await;
    same("block", output_of(output)?.public_access_block_configuration, Some(block))
}

async fn website(setup: &Setup) -> Step {
    let index = IndexDocument::new("index.html");
    let configuration = WebsiteConfiguration::default().index_document(index.clone());
    let input = PutBucketWebsiteInput::new(&setup.bucket, configuration.error_document(ErrorDocument::new("é.html")));
    output_of(setup.client.put_bucket_website(&input).await)?;
    let output = setup.client.get_bucket_website(&GetBucketWebsiteInput::new(&setup.bucket)).await;
    let output = output_of(output)?;
    same("index", output.index_document, Some(index))?;
    same("error", output.error_document, Some(ErrorDocument::new("é.html")))?;
    output_of(setup.client.delete_bucket_website(&DeleteBucketWebsiteInput::new(&setup.bucket)).await)?;
    let output = setup.client.get_bucket_website(&GetBucketWebsiteInput::new(&setup.bucket)).await;
    refused(output, 404, "NoSuchWebsiteConfiguration")
}

/// Reads the ACL and writes the grant of its first grantee again. The grantee's type is an XML attribute.
async fn acl(setup: &Setup) -> Step {
    let get = || setup.client.get_bucket_acl(&GetBucketAclInput::new(&setup.bucket));
    let output = output_of(get().await)?;
    let owner = output.owner.ok_or("no owner")?;
    let grants = output.grants.unwrap_or_default();
    let grantee = grants.first().and_then(|grant| grant.grantee.clone()).ok_or("no grantee")?;
    same("type", &grantee.r#type, &Type::CanonicalUser)?;
    let grant = Grant::default().grantee(grantee).permission(Permission::FullControl);
    let policy = AccessControlPolicy::default().owner(owner).grants(vec![grant.clone()]);
    let input = PutBucketAclInput::new(&setup.bucket).access_control_policy(policy);
    output_of(setup.client.put_bucket_acl(&input).await)?;
    holds("grants", output_of(get().await)?.grants, |grants| grants.as_ref().is_some_and(|grants| grants.contains(&grant)))
}
