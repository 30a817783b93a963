use aws::smithereen::sign::{PostForm, PostPolicy, Signer, SigningConfig};
use std::time::{Duration, SystemTime};

/// Returns the fields of a form that uploads an image of up to 5 MB within an hour, with a key below `inbox/`.
pub fn form(signer: &Signer, bucket: &str, region: &str) -> Result<PostForm, Box<dyn std::error::Error>> {
    let policy = PostPolicy::new(bucket, "inbox/${filename}", Duration::from_secs(3600))
        .field("Content-Type", "image/png")
        .content_length(1..=5_000_000);
    let config = SigningConfig::new("s3", region.to_owned());
    Ok(signer.post_form(&policy, &config, SystemTime::now().into())?)
}
