//! Files of recordings, and the errors of invalid files.

use crate::recordings::{folder, recorded};
use all_protocols::dynamodb;
use smithereen::client::{Fake, Recorder, Recording};
use std::collections::BTreeMap;

#[tokio::test]
async fn a_file_is_written_completely_or_not_at_all() {
    let service = Fake::default();
    service.on::<dynamodb::GetItemInput>().returns(dynamodb::GetItemOutput::default());
    let recorder = Recorder::new(service.clone()).operation::<dynamodb::GetItemInput>();
    let client = dynamodb::Client::new(&recorded(&recorder, &service));
    client.get_item(&dynamodb::GetItemInput::new(BTreeMap::new(), "t")).await.unwrap();
    let folder = folder("store");
    let path = folder.join("recording.json");
    std::fs::write(&path, "before").unwrap();
    recorder.recording().save(&path).unwrap();
    assert!(Recording::load(&path).unwrap().len() == 1);
    let error = recorder.recording().save(folder.join("missing/recording.json")).unwrap_err().to_string();
    assert!(error.contains("missing/recording.json: the file cannot be written: "), "{error}");
    // The target is a folder.
    recorder.recording().save(&folder).unwrap_err();
    let names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["recording.json"]);
}

#[test]
fn errors_of_a_file_name_the_entry_and_what_was_expected() {
    let path = folder("errors").join("recording.json");
    let error = Fake::replay(&path).unwrap_err().to_string();
    assert!(error.starts_with(&format!("{}: the file cannot be read: ", path.display())), "{error}");
    let exchange = |request: &str, response: &str| {
        format!(
            r#"{{"format":"smithereen-recording-1","exchanges":[{{"service":"s","operation":"o","request":{request},"response":{response}}}]}}"#
        )
    };
    let request = r#"{"method":"GET","host":"h","path":"/","query":"","headers":{},"body":{"text":""},"redacted":[],"generated":[]}"#;
    let response = r#"{"status":200,"headers":{"a":["b","c"]},"body":{"base64":"AA=="},"redacted":[]}"#;
    exchange(request, response).parse::<Recording>().unwrap();
    for (text, expected) in [
        ("[".to_owned(), "expected JSON: EOF while parsing a list at line 1 column 1"),
        ("[]".to_owned(), "expected an object with the member `format`"),
        (r#"{"format":"2"}"#.to_owned(), "format: expected `smithereen-recording-1`"),
        (r#"{"format":"smithereen-recording-1","exchanges":{}}"#.to_owned(), "exchanges: expected an array"),
        (
            exchange(&request.replace(r#""GET""#, "1"), response),
            "exchanges[0].request.method: expected a string",
        ),
        (
            exchange(&request.replace(r#""redacted":[]"#, r#""redacted":["a",1]"#), response),
            "exchanges[0].request.redacted[1]: expected a string",
        ),
        (
            exchange(&request.replace(r#"{"text":""}"#, "{}"), response),
            "exchanges[0].request.body: expected an object with the member `text`, `base64` or `removed`",
        ),
        (exchange(request, "null"), "exchanges[0].response: expected an object with the member `status`"),
        (
            exchange(request, &response.replace("200", "99")),
            "exchanges[0].response.status: expected a status code of HTTP",
        ),
        (
            exchange(request, &response.replace("AA==", "A")),
            "exchanges[0].response.body.base64: expected base64",
        ),
        (
            exchange(request, &response.replace(r#""c""#, "{}")),
            "exchanges[0].response.headers.a[1]: expected a string",
        ),
    ] {
        std::fs::write(&path, &text).unwrap();
        let error = Fake::replay(&path).unwrap_err().to_string();
        assert_eq!(error, format!("{}: {expected}", path.display()), "{text}");
        assert_eq!(text.parse::<Recording>().unwrap_err().to_string(), format!("the recording: {expected}"));
    }
}
