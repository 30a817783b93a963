//! Presigned requests, sent by a client without any library of AWS.

use crate::peer::{Peer, bytes, read_bytes};
use crate::setup::{Setup, content, same_content};
use crate::steps::{Step, output_of, same, say, texts};
use serde_json::{Map, Value, json};
use server_calls::Operation;
use server_calls::s3::*;
use server_calls::smithereen::Timestamp;
use server_calls::smithereen::endpoint::Params;
use server_calls::smithereen::sign::{Credentials, PostPolicy, PresignOptions, Presigned, Signer, SigningConfig};
use std::time::{Duration, SystemTime};

pub(crate) async fn steps(setup: &Setup) {
    let mut peer = match Peer::start(&setup.url) {
        Ok(peer) => peer,
        Err(why) => return say("presigned: start Python", Err(why)),
    };
    let mut presigned = Sender { setup, peer: &mut peer };
    say("presigned: put", presigned.put("presigned").await);
    say("presigned: put an odd key", presigned.put("a//b + %2F é'~.txt").await);
    say("presigned: put with headers", presigned.put_with_headers().await);
    say("presigned: put without its headers", presigned.put_without_headers());
    say("presigned: get", presigned.get("presigned"));
    say("presigned: get an odd key", presigned.get("a//b + %2F é'~.txt"));
    say("presigned: get a range", presigned.range());
    say("presigned: get with other headers", presigned.other_headers());
    say("presigned: head", presigned.head());
    say("presigned: get of a missing object", presigned.missing());
    say("presigned: list", presigned.list());
    say("presigned: after it has expired", presigned.expired());
    say("presigned: for another object", presigned.changed());
    say("presigned: delete", presigned.delete());
    say("presigned: get with curl", presigned.curl_get());
    say("presigned: put with curl", presigned.curl_put().await);
    say("presigned: post a form", presigned.post().await);
    say("presigned: post a form for another key", presigned.post_with("other", "of a form", "403"));
    say("presigned: post a form that is too long", presigned.post_with(FORM_KEY, &"a".repeat(101), "400"));
}

/// The key of an upload with a form, which its policy allows with each name of a file.
const FORM_KEY: &str = "forms/form.txt";

fn variable(name: &str) -> Result<String, String> {
    std::env::var(name).map_err(|error| format!("{name}: {error}"))
}

fn signer() -> Result<Signer, String> {
    Ok(Signer::new(Credentials::new(variable("AWS_ACCESS_KEY_ID")?, variable("AWS_SECRET_ACCESS_KEY")?)))
}

/// Presigns a request with the bucket in the path.
fn presign<O: Operation>(url: &str, input: &O, age: u64) -> Result<Presigned, String> {
    let region = variable("AWS_REGION")?;
    let params = Params { endpoint: Some(url), ..Params::region(&region) }.with("ForcePathStyle", true);
    let endpoint = input.to_endpoint(&params).map_err(|error| error.to_string())?;
    let time = Timestamp::from(SystemTime::now() - Duration::from_secs(age));
    let options = PresignOptions::new(Duration::from_secs(600), time);
    input.presign(&endpoint, &region, &signer()?, &options).map_err(|error| error.to_string())
}

struct Sender<'s> {
    setup: &'s Setup,
    peer: &'s mut Peer,
}

impl Sender<'_> {
    fn get_input(&self, key: &str) -> GetObjectInput {
        GetObjectInput::new(&self.setup.bucket, key)
    }

    /// Sends a request with its headers and others, and returns status, headers and body.
    fn send(&mut self, request: &Presigned, others: Value, body: Option<&str>) -> Result<Value, String> {
        let mut headers: Map<String, Value> = Map::new();
        for (name, value) in request.headers() {
            headers.insert(name.to_string(), value.to_str().unwrap_or_default().into());
        }
        if let Value::Object(others) = others {
            headers.extend(others);
        }
        let mut sent = json!({ "url": request.url(), "method": request.method().as_str(), "headers": headers });
        if let Some(body) = body {
            sent["body"] = bytes(body.as_bytes());
        }
        self.peer.send(&sent)
    }

    /// Checks the status of a response, and its body if one is expected.
    fn responds(&mut self, request: &Presigned, others: Value, status: u16, body: Option<&str>) -> Step {
        let response = self.send(request, others, None)?;
        let found = read_bytes(&response["body"])?;
        match response["status"].as_u64() == Some(status.into()) {
            true => match body {
                Some(body) => same_content(&found.into(), body.as_bytes()),
                None => Ok(format!("{status}")),
            },
            false => Err(format!("should be {status}, and is {response}: {}", String::from_utf8_lossy(&found))),
        }
    }

    async fn put(&mut self, key: &str) -> Step {
        let request = presign(&self.setup.url, &PutObjectInput::new(&self.setup.bucket, key), 0)?;
        let response = self.send(&request, json!({}), Some("presigned text"))?;
        same("status", &response["status"], &json!(200))?;
        same_content(&self.setup.get(key).await?, b"presigned text")
    }

    fn with_headers(&self) -> PutObjectInput {
        let input = PutObjectInput::new(&self.setup.bucket, "presigned-headers").content_type("text/x-odd");
        input.metadata(texts(&[("of", "a b")])).cache_control("max-age=5")
    }

    async fn put_with_headers(&mut self) -> Step {
        let request = presign(&self.setup.url, &self.with_headers(), 0)?;
        let response = self.send(&request, json!({}), Some("text"))?;
        same("status", &response["status"], &json!(200))?;
        let output = output_of(self.setup.client.get_object(&self.get_input("presigned-headers")).await)?;
        same("type", output.content_type.as_deref(), Some("text/x-odd"))?;
        same("metadata", output.metadata.clone(), Some(texts(&[("of", "a b")])))?;
        same_content(&content(output).await?, b"text")
    }

    /// A sender must not leave out a header that is signed.
    fn put_without_headers(&mut self) -> Step {
        let request = presign(&self.setup.url, &self.with_headers(), 0)?;
        let response = json!({ "url": request.url(), "method": "PUT", "headers": {}, "body": bytes(b"text") });
        same("status", &self.peer.send(&response)?["status"], &json!(403))
    }

    fn get(&mut self, key: &str) -> Step {
        self.responds(&presign(&self.setup.url, &self.get_input(key), 0)?, json!({}), 200, Some("presigned text"))
    }

    fn range(&mut self) -> Step {
        let request = presign(&self.setup.url, &self.get_input("presigned"), 0)?;
        self.responds(&request, json!({ "Range": "bytes=3-6" }), 206, Some("sign"))
    }

    fn other_headers(&mut self) -> Step {
        let input = self.get_input("presigned").response_content_type("text/x-other; a=\"é&b\"");
        let response = self.send(&presign(&self.setup.url, &input.response_cache_control("no-store"), 0)?, json!({}), None)?;
        same("status", &response["status"], &json!(200))?;
        same("cache", &response["headers"]["cache-control"], &json!("no-store"))
    }

    fn head(&mut self) -> Step {
        let request = presign(&self.setup.url, &HeadObjectInput::new(&self.setup.bucket, "presigned"), 0)?;
        let response = self.send(&request, json!({}), None)?;
        same("status", &response["status"], &json!(200))?;
        same("length", &response["headers"]["content-length"], &json!("14"))
    }

    fn missing(&mut self) -> Step {
        self.responds(&presign(&self.setup.url, &self.get_input("missing"), 0)?, json!({}), 404, None)
    }

    fn list(&mut self) -> Step {
        let input = ListObjectsV2Input::new(&self.setup.bucket).prefix("presigned").max_keys(1);
        let response = self.send(&presign(&self.setup.url, &input, 0)?, json!({}), None)?;
        same("status", &response["status"], &json!(200))?;
        let body = String::from_utf8(read_bytes(&response["body"])?).unwrap_or_default();
        same("key", body.contains("<Key>presigned</Key>"), true)
    }

    fn expired(&mut self) -> Step {
        self.responds(&presign(&self.setup.url, &self.get_input("presigned"), 3600)?, json!({}), 403, None)
    }

    fn changed(&mut self) -> Step {
        let request = presign(&self.setup.url, &self.get_input("presigned"), 0)?;
        let url = request.url().replace("/presigned?", "/text?");
        same("status", &self.peer.send(&json!({ "url": url, "method": "GET", "headers": {} }))?["status"], &json!(403))
    }

    fn delete(&mut self) -> Step {
        let request = presign(&self.setup.url, &DeleteObjectInput::new(&self.setup.bucket, "a//b + %2F é'~.txt"), 0)?;
        self.responds(&request, json!({}), 204, None)?;
        self.responds(&presign(&self.setup.url, &self.get_input("a//b + %2F é'~.txt"), 0)?, json!({}), 404, None)
    }

    fn curl_get(&mut self) -> Step {
        let output = curl(&["--fail", presign(&self.setup.url, &self.get_input("presigned"), 0)?.url()])?;
        same_content(&output.into(), b"presigned text")
    }

    async fn curl_put(&mut self) -> Step {
        let request = presign(&self.setup.url, &PutObjectInput::new(&self.setup.bucket, "curl").content_type("text/x-curl"), 0)?;
        curl(&["--fail", "-X", "PUT", "-H", "Content-Type: text/x-curl", "--data-binary", "of curl", request.url()])?;
        same("type", self.setup.head("curl").await?.content_type.as_deref(), Some("text/x-curl"))?;
        same_content(&self.setup.get("curl").await?, b"of curl")
    }

    async fn post(&mut self) -> Step {
        self.post_with(FORM_KEY, "of a form", "204")?;
        let input = self.get_input(FORM_KEY);
        let output = output_of(self.setup.client.get_object(&input).await)?;
        same("type", output.content_type.as_deref(), Some("text/x-form"))?;
        same_content(&content(output).await?, b"of a form")
    }

    /// Posts a form whose policy allows 100 bytes with a key below `forms/`, and checks the status.
    fn post_with(&self, key: &str, content: &str, status: &str) -> Step {
        let policy = PostPolicy::new(&self.setup.bucket, "forms/${filename}", Duration::from_secs(600))
            .field("Content-Type", "text/x-form")
            .content_length(1..=100);
        let config = SigningConfig::new("s3", variable("AWS_REGION")?);
        let form = signer()?.post_form(&policy, &config, SystemTime::now().into()).map_err(|error| error.to_string())?;
        let fields = form.fields().map(|(name, value)| format!("{name}={}", if name == "key" { key } else { value }));
        let fields: Vec<String> = fields.collect();
        let file = format!("file={content};filename=form.txt");
        let url = format!("{}/{}", self.setup.url, self.setup.bucket);
        let mut arguments: Vec<&str> = fields.iter().flat_map(|field| ["--form-string", field]).collect();
        arguments.extend(["-F", &file, "--output", "-", "--write-out", "\n%{http_code}", &url]);
        let output = String::from_utf8_lossy(&curl(&arguments)?).into_owned();
        let (body, found) = output.rsplit_once('\n').unwrap_or_default();
        match found == status {
            true => Ok(found.to_owned()),
            false => Err(format!("should be {status}, and is {found}: {body}")),
        }
    }
}

/// Runs curl, without its configuration, and returns its output.
pub(crate) fn curl(arguments: &[&str]) -> Result<Vec<u8>, String> {
    let authority = std::env::var("AWS_CA_BUNDLE").unwrap_or_default();
    let output = std::process::Command::new("curl")
        .args(["-q", "--silent", "--show-error", "--path-as-is", "--noproxy", "*", "--cacert", &authority])
        .args(arguments)
        .output()
        .map_err(|error| format!("curl cannot be run: {error}"))?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => Err(format!("curl: {}", String::from_utf8_lossy(&output.stderr))),
    }
}
