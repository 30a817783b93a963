//! Forms with which a browser uploads a file, and the policies that limit them (POST Object).

use super::config::SigningConfig;
use super::date_time::DateTime;
use super::error::SignError;
use super::presigned::MAX_EXPIRES;
use super::signer::{ALGORITHM, Signer};
use crate::base64;
use crate::schema::TimestampFormat;
use crate::timestamp::Timestamp;
use serde_json::{Value, json};
use std::fmt;
use std::ops::RangeInclusive;
use std::time::Duration;

/// The text at the end of a key that the service replaces by the name of the file.
const FILE_NAME: &str = "${filename}";

/// What anyone who has a form may upload with it: an object with this key, or with a prefix of keys, and only with fields that
/// fulfill its conditions.
///
/// Each field of a form must fulfill a condition, so a field that the sender adds needs one too.
#[derive(Clone, Debug, PartialEq)]
pub struct PostPolicy {
    expires: Duration,
    fields: Vec<(String, String)>,
    conditions: Vec<Value>,
}

impl PostPolicy {
    /// Creates a policy for a key of a bucket. It is valid for the time `expires`, in whole seconds. A key that ends with
    /// `${filename}` allows all keys with the prefix before it; the service replaces it by the name of the file.
    pub fn new(bucket: &str, key: &str, expires: Duration) -> Self {
        let allowed = match key.strip_suffix(FILE_NAME) {
            Some(prefix) => json!(["starts-with", "$key", prefix]),
            None => json!({ "key": key }),
        };
        Self {
            expires,
            fields: vec![("key".to_owned(), key.to_owned())],
            conditions: vec![json!({ "bucket": bucket }), allowed],
        }
    }

    /// Adds a field, such as `Content-Type`, which the sender must not change.
    #[must_use]
    pub fn field(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let (name, value) = (name.into(), value.into());
        self.conditions.push(Value::Object([(name.clone(), value.clone().into())].into_iter().collect()));
        self.fields.push((name, value));
        self
    }

    /// Allows the sender to add a field whose value starts with a text. With an empty text, each value is allowed.
    #[must_use]
    pub fn starts_with(mut self, name: &str, prefix: &str) -> Self {
        self.conditions.push(json!(["starts-with", format!("${name}"), prefix]));
        self
    }

    /// Limits the length of the file, in bytes.
    #[must_use]
    pub fn content_length(mut self, range: RangeInclusive<u64>) -> Self {
        self.conditions.push(json!(["content-length-range", range.start(), range.end()]));
        self
    }
}

/// The signed fields of a form. The sender posts them as `multipart/form-data` to the URL of the bucket, with the file in the
/// last field, `file`.
#[derive(Clone, PartialEq, Eq)]
pub struct PostForm {
    fields: Vec<(String, String)>,
}

impl PostForm {
    /// Returns the names and values of the fields. They allow the upload in the name of the credentials' owner.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

/// Shows no value, since the values contain a signature.
impl fmt::Debug for PostForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostForm").finish_non_exhaustive()
    }
}

impl Signer {
    /// Signs the policy of a form: returns its fields with those of the policy and of the signature. The policy expires
    /// `expires` after `time`; session tokens may expire earlier.
    ///
    /// ```
    /// use smithereen::Timestamp;
    /// use smithereen::sign::{Credentials, PostPolicy, Signer, SigningConfig};
    /// use std::time::Duration;
    /// # fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// let signer = Signer::new(Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"));
    /// let policy = PostPolicy::new("photos", "inbox/${filename}", Duration::from_secs(3600))
    ///     .field("Content-Type", "image/png")
    ///     .content_length(1..=5_000_000);
    /// let time = Timestamp::new(1_440_938_160, 0); // `SystemTime::now().into()`
    /// let form = signer.post_form(&policy, &SigningConfig::new("s3", "eu-west-1"), time)?;
    /// assert_eq!(form.fields().next(), Some(("key", "inbox/${filename}")));
    /// # Ok(())
    /// # }
    /// # example().unwrap();
    /// ```
    ///
    /// # Errors
    /// Returns an error if the policy expires after more than [`MAX_EXPIRES`], and for a time outside of the years 0 to 9999.
    pub fn post_form(
        &self,
        policy: &PostPolicy,
        config: &SigningConfig,
        time: Timestamp,
    ) -> Result<PostForm, SignError> {
        if policy.expires > MAX_EXPIRES {
            return Err(SignError::new("a signed form expires after at most 604800 seconds (a week)"));
        }
        let at = DateTime::new(time)?;
        let scope = [at.date(), &config.region, &config.service, "aws4_request"].join("/");
        let credential = format!("{}/{scope}", self.credentials().access_key_id());
        let token = self.credentials().session_token().map(|token| (config.session_token.header(), token));
        let signature_fields =
            [("x-amz-algorithm", ALGORITHM), ("x-amz-credential", &credential), ("x-amz-date", at.as_str())];
        let (mut fields, mut conditions) = (policy.fields.clone(), policy.conditions.clone());
        for (name, value) in signature_fields.into_iter().chain(token) {
            fields.push((name.to_owned(), value.to_owned()));
            conditions.push(json!({ name: value }));
        }
        let expiration = later(time, policy.expires)?.format(TimestampFormat::DateTime);
        let conditions = Value::Array(conditions);
        let encoded = base64::encode(format!(r#"{{"conditions":{conditions},"expiration":"{expiration}"}}"#));
        let signature = self.key(config, &at).sign(&[&encoded]);
        fields.push(("policy".to_owned(), encoded));
        fields.push(("x-amz-signature".to_owned(), signature.to_string()));
        Ok(PostForm { fields })
    }
}

/// Returns the time, in whole seconds, at which a policy expires.
fn later(time: Timestamp, expires: Duration) -> Result<Timestamp, SignError> {
    let seconds = i64::try_from(expires.as_secs()).unwrap_or(i64::MAX);
    let expiration = Timestamp::new(time.seconds().saturating_add(seconds), 0);
    DateTime::new(expiration).map(|_| expiration)
}
