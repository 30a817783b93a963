//! The programs of `docs/src/pagination.md` that do not list objects of S3.

use crate::loopback::sigv4::Account;
use crate::loopback::{CannedResponse, Server};
use crate::support::{IOT, config};
use crate::{pages_items, pages_without_client};
use futures_util::TryStreamExt;

/// Returns a page of records, with the name and the type of the first record of the next page.
fn records(names: &[&str], next: Option<(&str, &str)>) -> CannedResponse {
    let record =
        |name: &&str| format!("<ResourceRecordSet><Name>{name}</Name><Type>A</Type></ResourceRecordSet>");
    let sets: String = names.iter().map(record).collect();
    let next = match next {
        Some((name, of)) => format!(
            "<IsTruncated>true</IsTruncated><NextRecordName>{name}</NextRecordName><NextRecordType>{of}</NextRecordType>"
        ),
        None => "<IsTruncated>false</IsTruncated>".to_owned(),
    };
    let body = format!(
        "<ListResourceRecordSetsResponse><ResourceRecordSets>{sets}</ResourceRecordSets>{next}<MaxItems>2</MaxItems>\
         </ListResourceRecordSetsResponse>"
    );
    CannedResponse::new(200, body)
}

#[tokio::test]
async fn several_tokens_follow_from_each_page() {
    let responses = [
        records(&["a.", "b."], Some(("c.", "MX"))),
        records(&["c.", "d."], Some(("e.", "TXT"))),
        records(&["e."], None),
    ];
    let account = Account { service: "route53", ..IOT };
    let server = Server::responding(account, responses);
    let client = aws::route53::Client::new(&config().endpoint_url(server.url()).build());
    assert_eq!(pages_items::names(&client, "Z1").await.unwrap(), ["a.", "b.", "c.", "d.", "e."]);
    let requests = server.requests();
    let targets: Vec<&str> = requests.iter().map(|request| request.query()).collect();
    assert_eq!(targets, ["", "name=c.&type=MX", "name=e.&type=TXT"]);
    assert!(requests.iter().all(|request| request.fault.is_none()));
}

#[tokio::test]
async fn pages_and_items_are_streams() {
    let pages = || [records(&["a.", "b."], Some(("c.", "MX"))), records(&["c."], None)];
    let account = Account { service: "route53", ..IOT };
    let ([one, two], [three, four]) = (pages(), pages());
    let server = Server::responding(account, [one, two, three, four]);
    let client = aws::route53::Client::new(&config().endpoint_url(server.url()).build());
    let input = aws::route53::ListResourceRecordSetsInput::new("Z1");
    let sizes =
        client.list_resource_record_sets_paginator(&input).map_ok(|page| page.resource_record_sets.len());
    assert_eq!(sizes.try_collect::<Vec<_>>().await.unwrap(), [2, 1]);
    let names = client.list_resource_record_sets_paginator(&input).items().map_ok(|record| record.name);
    assert_eq!(names.try_collect::<Vec<_>>().await.unwrap(), ["a.", "b.", "c."]);
}

#[test]
fn pages_follow_each_other_without_the_client() {
    let endpoint = smithereen::Endpoint::new("https://s3.example.com/bucket").unwrap();
    let input = aws::s3::ListObjectsV2Input::new("bucket");
    let pages = pages_without_client::pages(input, &endpoint, |request| {
        let body = match request.uri().query().unwrap().contains("continuation-token=next") {
            true => "<ListBucketResult><Contents><Key>b</Key></Contents></ListBucketResult>",
            false => {
                "<ListBucketResult><Contents><Key>a</Key></Contents><IsTruncated>true</IsTruncated>\
                 <NextContinuationToken>next</NextContinuationToken></ListBucketResult>"
            }
        };
        Ok(smithereen::Response::new(body.into()))
    });
    let objects = pages.unwrap().into_iter().flat_map(|page| page.contents.unwrap());
    assert_eq!(objects.filter_map(|object| object.key).collect::<Vec<_>>(), ["a", "b"]);
}
