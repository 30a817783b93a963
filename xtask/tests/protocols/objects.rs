//! The programs of the page `docs/src/s3.md` against a store of objects that verifies signatures and checksums.

use crate::loopback::sigv4::Account;
use crate::loopback::{CannedResponse, RecordedRequest, Server};
use crate::support::{IOT, config};
use crate::{pages_resume, s3_files, s3_list, s3_multipart, s3_presign, s3_program, s3_text};
use aws::s3::{Client, GetObjectInput, ListObjectsV2Input, PutObjectInput};
use base64::{Engine, engine::general_purpose::STANDARD};
use smithereen::Bytes;
use std::collections::BTreeMap;
use std::time::Duration;

/// A store with one bucket, in memory.
#[derive(Default)]
struct Store {
    objects: BTreeMap<String, Vec<u8>>,
    parts: BTreeMap<u32, Vec<u8>>,
    refuses_part: Option<u32>,
    refuses_to_abort: bool,
}

/// Keys in one page of a list.
const PAGE: usize = 2;

impl Store {
    fn start(mut self) -> (Server, Client) {
        let account = Account { service: "s3", escaped_twice: false, ..IOT };
        let server = Server::serving(account, move |_, request| self.respond(request));
        let client = Client::new(&config().endpoint_url(server.url()).build());
        (server, client)
    }

    fn respond(&mut self, request: &RecordedRequest) -> CannedResponse {
        if let Some(checksum) = request.header("x-amz-checksum-crc32") {
            assert_eq!(checksum, crc32(&request.body));
        }
        let key = request.path().strip_prefix("/bucket").unwrap().trim_start_matches('/').to_owned();
        let query: BTreeMap<&str, &str> =
            request.query().split('&').map(|pair| pair.split_once('=').unwrap_or((pair, ""))).collect();
        let number = query.get("partNumber").map(|number| number.parse().unwrap());
        match (request.method.as_str(), number) {
            ("GET", _) if key.is_empty() => self.list(&query),
            ("GET", _) => match self.objects.get(&key) {
                Some(object) => {
                    CannedResponse::new(200, object.clone()).header("x-amz-checksum-crc32", &crc32(object))
                }
                None => {
                    CannedResponse::new(404, "<Error><Code>NoSuchKey</Code><Message>none</Message></Error>")
                }
            },
            ("PUT", Some(number)) if self.refuses_part == Some(number) => {
                CannedResponse::new(400, "<Error><Code>EntityTooSmall</Code></Error>")
            }
            ("PUT", Some(number)) => {
                self.parts.insert(number, request.body.clone());
                CannedResponse::ok().header("ETag", &format!("\"{number}\""))
            }
            ("PUT", None) if key.is_empty() => CannedResponse::ok().header("Location", "/bucket"),
            ("PUT", None) => {
                self.objects.insert(key, request.body.clone());
                CannedResponse::ok().header("ETag", "\"e\"")
            }
            ("POST", _) if query.contains_key("uploads") => CannedResponse::new(
                200,
                "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>",
            ),
            ("POST", _) => self.complete(key, request),
            ("DELETE", _) if self.refuses_to_abort => {
                CannedResponse::new(403, "<Error><Code>AccessDenied</Code></Error>")
            }
            ("DELETE", _) => {
                self.parts.clear();
                CannedResponse::new(204, "")
            }
            _ => CannedResponse::new(405, ""),
        }
    }

    fn list(&self, query: &BTreeMap<&str, &str>) -> CannedResponse {
        let after = query.get("continuation-token").copied().unwrap_or_default().replace("%2F", "/");
        let prefix = query.get("prefix").copied().unwrap_or_default();
        let keys = self.objects.keys().filter(|key| key.starts_with(prefix) && key.as_str() > after.as_str());
        let page: Vec<&String> = keys.clone().take(PAGE).collect();
        let contents: String =
            page.iter().map(|key| format!("<Contents><Key>{key}</Key></Contents>")).collect();
        let next = page.last().filter(|_| keys.count() > PAGE);
        let next = next.map(|key| {
            format!("<IsTruncated>true</IsTruncated><NextContinuationToken>{key}</NextContinuationToken>")
        });
        let next = next.unwrap_or_default();
        CannedResponse::new(200, format!("<ListBucketResult>{contents}{next}</ListBucketResult>"))
    }

    fn complete(&mut self, key: String, request: &RecordedRequest) -> CannedResponse {
        let body = std::str::from_utf8(&request.body).unwrap();
        let named: Vec<&str> =
            body.split("<PartNumber>").skip(1).filter_map(|rest| rest.split('<').next()).collect();
        let stored: Vec<String> = self.parts.keys().map(u32::to_string).collect();
        assert_eq!(named, stored, "{body}");
        self.objects.insert(key, std::mem::take(&mut self.parts).into_values().flatten().collect());
        // S3 sends the status before it has put the object together.
        CannedResponse::new(
            200,
            "<CompleteMultipartUploadResult><ETag>\"e-2\"</ETag></CompleteMultipartUploadResult>",
        )
    }
}

fn crc32(bytes: &[u8]) -> String {
    let mut hasher = smithereen::checksum::Hasher::new(smithereen::checksum::Algorithm::Crc32);
    hasher.update(bytes);
    let text = hasher.base64();
    assert_eq!(STANDARD.decode(&text).unwrap().len(), 4);
    text
}

/// Asserts that each request was correctly signed.
fn assert_signed(server: &Server) {
    let requests = server.requests();
    let faults: Vec<_> = requests.iter().filter_map(|request| request.fault.as_ref()).collect();
    assert!(faults.is_empty() && !requests.is_empty(), "{faults:?}");
}

#[tokio::test]
async fn the_first_program_runs() {
    let (server, client) = Store::default().start();
    let link = s3_program::run(&client, "bucket").await.unwrap();
    let start = format!("{}/bucket/cats/tom?X-Amz-Algorithm=AWS4-HMAC-SHA256&", server.url());
    assert!(link.starts_with(&start) && link.contains("&X-Amz-Expires=600&"), "{link}");
    assert_signed(&server);
    let requests = server.requests();
    let calls: Vec<_> =
        requests.iter().map(|request| format!("{} {}", request.method, request.path())).collect();
    assert_eq!(calls, ["PUT /bucket/", "PUT /bucket/cats/tom", "GET /bucket/", "GET /bucket/cats/tom"]);
}

#[tokio::test]
async fn a_text_is_stored_and_loaded() {
    let (server, client) = Store::default().start();
    assert_eq!(s3_text::load(&client, "bucket", "a/b").await.unwrap(), None);
    s3_text::store(&client, "bucket", "a/b", "é".to_owned()).await.unwrap();
    assert_eq!(s3_text::load(&client, "bucket", "a/b").await.unwrap().as_deref(), Some("é"));
    assert_signed(&server);
    let requests = server.requests();
    let put = requests.iter().find(|request| request.method == "PUT").unwrap();
    assert_eq!((put.path(), put.header("content-type")), ("/bucket/a/b", Some("text/plain")));
    assert_eq!(put.header("x-amz-checksum-crc32"), Some(crc32("é".as_bytes()).as_str()));
}

#[tokio::test]
async fn a_file_is_uploaded_and_downloaded() {
    let folder = std::env::temp_dir().join(format!("smithereen-objects-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (from, to) = (folder.join("from"), folder.join("to"));
    let content: Vec<u8> = (0..300_000_u32).map(|index| (index % 251) as u8).collect();
    std::fs::write(&from, &content).unwrap();
    let (server, client) = Store::default().start();
    s3_files::upload(&client, "bucket", "k", &from).await.unwrap();
    assert_eq!(s3_files::download(&client, "bucket", "k", &to).await.unwrap(), content.len());
    assert_eq!(std::fs::read(&to).unwrap(), content);
    std::fs::remove_dir_all(&folder).unwrap();
    assert_signed(&server);
}

#[tokio::test]
async fn a_list_has_several_pages() {
    let mut store = Store::default();
    let keys = ["logs/1", "logs/2", "logs/3", "logs/4", "logs/5", "other"];
    store.objects.extend(keys.map(|key| (key.to_owned(), Vec::new())));
    let (server, client) = store.start();
    assert_eq!(s3_list::keys(&client, "bucket", "logs").await.unwrap(), keys[..5]);
    assert_eq!(server.requests().len(), 3);
    assert_signed(&server);
}

#[tokio::test]
async fn a_list_is_continued_from_a_token() {
    let mut store = Store::default();
    let keys = ["a", "b", "c", "d", "e"];
    store.objects.extend(keys.map(|key| (key.to_owned(), Vec::new())));
    let (server, client) = store.start();
    let (mut found, mut token) = (Vec::new(), None);
    for expected in [3, 2] {
        let (objects, next) =
            pages_resume::some_objects(&client, "bucket", 3, token.as_deref()).await.unwrap();
        assert_eq!((objects.len(), next.is_some()), (expected, expected == 3));
        found.extend(objects.into_iter().filter_map(|object| object.key));
        token = next;
    }
    assert_eq!(found, keys);
    assert!(server.requests().iter().all(|request| request.query().contains("max-keys=100")));
    assert_signed(&server);
}

#[tokio::test]
async fn an_upload_in_parts_is_completed_or_aborted() {
    let parts = ["one", "two", "three"].map(Bytes::from);
    let (server, client) = Store::default().start();
    s3_multipart::upload_parts(&client, "bucket", "k", parts.clone()).await.unwrap();
    assert_eq!(s3_text::load(&client, "bucket", "k").await.unwrap().as_deref(), Some("onetwothree"));
    assert_signed(&server);
    let (server, client) = Store { refuses_part: Some(2), ..Store::default() }.start();
    let error = s3_multipart::upload_parts(&client, "bucket", "k", parts.clone()).await.unwrap_err();
    assert!(error.to_string().contains("EntityTooSmall"), "{error}");
    let last = server.requests().pop().unwrap();
    assert_eq!((last.method.as_str(), last.query().contains("uploadId=u")), ("DELETE", true));
    assert_signed(&server);
    let store = Store { refuses_part: Some(2), refuses_to_abort: true, ..Store::default() };
    let (_server, client) = store.start();
    let error = s3_multipart::upload_parts(&client, "bucket", "k", parts).await.unwrap_err().to_string();
    assert!(error.contains("EntityTooSmall") && error.contains("AccessDenied"), "{error}");
}

#[tokio::test]
async fn a_link_has_a_signature_in_its_query() {
    let (server, client) = Store::default().start();
    let link = s3_presign::link(&client, "bucket", "a b").await.unwrap();
    assert!(
        link.starts_with(&format!("{}/bucket/a%20b?X-Amz-Algorithm=AWS4-HMAC-SHA256&", server.url())),
        "{link}"
    );
    assert!(link.contains("&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&X-Amz-Signature="), "{link}");
    assert!(server.requests().is_empty());
}

/// A request without a bucket would go to the bucket with the name of the key.
#[tokio::test]
async fn a_call_without_a_bucket_is_an_error_before_anything_is_sent() {
    let server = Server::serving(Account::ANYBODY, |_, _| CannedResponse::new(200, ""));
    let client = Client::new(&config().endpoint_url(server.url()).build());
    for bucket in ["", ".", ".."] {
        let put = client.put_object(&PutObjectInput::new(bucket, "photos").body("text")).await;
        let list = client.list_objects_v2(&ListObjectsV2Input::new(bucket)).await;
        let get = GetObjectInput::new(bucket, "photos");
        let link = client.caller().presign(&get, Duration::from_secs(60)).await;
        for error in [
            put.unwrap_err().to_string(),
            list.unwrap_err().to_string(),
            client.get_object(&get).await.unwrap_err().to_string(),
            link.unwrap_err().to_string(),
        ] {
            assert!(error.contains("member `Bucket`: a label in the path cannot be"), "{bucket}: {error}");
        }
    }
    assert!(server.requests().is_empty());
}
