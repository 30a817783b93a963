// Tables and items of DynamoDB, with awsJson1_0 and rpcv2Cbor.

use self::service::*;
use super::steps::*;
use std::collections::BTreeMap;
use std::time::Duration;

type Item = BTreeMap<String, AttributeValue>;

const TABLE: &str = "Press.hall_2";

pub(crate) async fn first_call(setup: &Setup) -> Attempt {
    Attempt::of(Client::new(&setup.config).list_tables(&ListTablesInput::default()).await)
}

pub(crate) async fn calls(setup: &Setup) {
    let client = Client::new(&setup.config);
    tables(&client).await;
    tags(&client).await;
    items(&client).await;
    updates(&client).await;
    batches(&client).await;
    queries(&client).await;
    failures(setup, &client).await;
    transactions(setup, &client).await;
    if setup.is("moto") {
        super::hosts::dynamodb(setup).await;
    }
    let delete =
        client.delete_item(&DeleteItemInput::new(key(1), TABLE).return_values(ReturnValue::AllOld)).await;
    let is_old = |old: &Option<Item>| old.as_ref().is_some_and(|old| old.contains_key("odd"));
    say("DeleteItem", check(delete, |output| holds("old item", output.attributes, is_old)));
    let get = client.get_item(&GetItemInput::new(key(1), TABLE)).await;
    say("GetItem, deleted", check(get, |output| same("item", output.item, None)));
    let delete = client.delete_table(&DeleteTableInput::new(TABLE)).await;
    say(
        "DeleteTable",
        check(delete, |output| {
            let table = output.table_description.ok_or("no table")?;
            same("name", table.table_name.as_deref(), Some(TABLE))
        }),
    );
}

fn key(number: i32) -> Item {
    Item::from([
        ("hall".to_owned(), AttributeValue::S("2".to_owned())),
        ("number".to_owned(), AttributeValue::N(number.to_string())),
    ])
}

async fn tables(client: &Client) {
    let create = CreateTableInput::new(TABLE)
        .attribute_definitions([
            AttributeDefinition::new("hall", ScalarAttributeType::S),
            AttributeDefinition::new("number", ScalarAttributeType::N),
        ])
        .key_schema([
            KeySchemaElement::new("hall", KeyType::Hash),
            KeySchemaElement::new("number", KeyType::Range),
        ])
        .provisioned_throughput(ProvisionedThroughput::new(3, 4));
    let is_it = |error: &CreateTableError| matches!(error, CreateTableError::ResourceInUseException(_));
    say(
        "CreateTable",
        check(client.create_table(&create).await, |output| {
            let table = output.table_description.ok_or("no table")?;
            same("keys", table.key_schema, create.key_schema.clone())?;
            same("size", table.table_size_bytes, Some(0))?;
            same("name", table.table_name.as_deref(), Some(TABLE))
        }),
    );
    let again = client.create_table(&create).await;
    say("CreateTable, again", fails(again, "ResourceInUseException", 400, "", is_it));
    say("DescribeTable", table(client, &create).await);
    let list = client.list_tables(&ListTablesInput::default().limit(10)).await;
    say("ListTables", check(list, |output| same("tables", output.table_names, Some(vec![TABLE.to_owned()]))));
}

/// Waits until the table is active.
async fn table(client: &Client, create: &CreateTableInput) -> Step {
    for _ in 0..50 {
        let output = output_of(client.describe_table(&DescribeTableInput::new(TABLE)).await)?;
        let table = output.table.ok_or("no table")?;
        if table.table_status == Some(TableStatus::Active) {
            let throughput = table.provisioned_throughput.unwrap_or_default();
            same("read units", throughput.read_capacity_units, Some(3))?;
            same("write units", throughput.write_capacity_units, Some(4))?;
            table.creation_date_time.ok_or("no date of creation")?;
            return same("attributes", table.attribute_definitions, create.attribute_definitions.clone());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Err("the table does not become active".to_owned())
}

async fn tags(client: &Client) {
    let described = client.describe_table(&DescribeTableInput::new(TABLE)).await;
    let arn =
        described.ok().and_then(|output| output.table).and_then(|table| table.table_arn).unwrap_or_default();
    let expected = vec![Tag::new("unit", "a+b=c / é")];
    let tag = client.tag_resource(&TagResourceInput::new(&arn, expected.clone())).await;
    say("TagResource", done(tag));
    let list = client.list_tags_of_resource(&ListTagsOfResourceInput::new(&arn)).await;
    say("ListTagsOfResource", check(list, |output| same("tags", output.tags, Some(expected))));
}

/// Returns an item with a value of each type.
fn full() -> Item {
    let text = |text: &str| AttributeValue::S(text.to_owned());
    let map = Item::from([("ü".to_owned(), AttributeValue::L(vec![text(ODD), AttributeValue::Bool(false)]))]);
    let mut item = key(1);
    item.extend([
        ("odd".to_owned(), text(ODD)),
        ("exact".to_owned(), AttributeValue::N("12345678901234567890.12345678".to_owned())),
        ("bytes".to_owned(), AttributeValue::B(BYTES.into())),
        ("texts".to_owned(), AttributeValue::Ss(vec!["a".to_owned(), "é".to_owned()])),
        ("numbers".to_owned(), AttributeValue::Ns(vec!["-1.5".to_owned(), "2".to_owned()])),
        ("blobs".to_owned(), AttributeValue::Bs(vec![BYTES.into(), b"x".as_slice().into()])),
        ("nothing".to_owned(), AttributeValue::Null(true)),
        ("yes".to_owned(), AttributeValue::Bool(true)),
        ("map".to_owned(), AttributeValue::M(map)),
        ("empty".to_owned(), AttributeValue::L(vec![])),
    ]);
    item
}

async fn items(client: &Client) {
    let put = PutItemInput::new(full(), TABLE).return_consumed_capacity(ReturnConsumedCapacity::Total);
    say(
        "PutItem",
        check(client.put_item(&put).await, |output| {
            let consumed = output.consumed_capacity.ok_or("no consumed capacity")?;
            same("table", consumed.table_name.as_deref(), Some(TABLE))?;
            holds("units", consumed.capacity_units, |units| units.is_some_and(|units| units >= 1.0))
        }),
    );
    let get = client.get_item(&GetItemInput::new(key(1), TABLE).consistent_read(true)).await;
    say("GetItem", check(get, |output| same("item", output.item.map(sorted), Some(full()))));
    let get = client.get_item(&GetItemInput::new(key(99), TABLE)).await;
    say("GetItem, none", check(get, |output| same("item", output.item, None)));
    let projection = GetItemInput::new(key(1), TABLE)
        .projection_expression("#o, yes")
        .expression_attribute_names(texts(&[("#o", "odd")]));
    let get = client.get_item(&projection).await;
    let expected: Item = full().into_iter().filter(|(name, _)| name == "odd" || name == "yes").collect();
    say("GetItem, projection", check(get, |output| same("item", output.item, Some(expected))));
}

/// Sorts the sets of an item, which have no order.
fn sorted(item: Item) -> Item {
    let sort = |value| match value {
        AttributeValue::Ss(mut all) => {
            all.sort();
            AttributeValue::Ss(all)
        }
        AttributeValue::Ns(mut all) => {
            all.sort();
            AttributeValue::Ns(all)
        }
        AttributeValue::Bs(mut all) => {
            all.sort();
            AttributeValue::Bs(all)
        }
        other => other,
    };
    item.into_iter().map(|(name, value)| (name, sort(value))).collect()
}

async fn updates(client: &Client) {
    let values = Item::from([
        (":one".to_owned(), AttributeValue::N("1".to_owned())),
        (":odd".to_owned(), AttributeValue::S(ODD.to_owned())),
    ]);
    let update = UpdateItemInput::new(key(2), TABLE)
        .update_expression("SET #t = :odd ADD hits :one")
        .expression_attribute_names(texts(&[("#t", "text")]))
        .expression_attribute_values(values)
        .return_values(ReturnValue::AllNew);
    for count in ["1", "2"] {
        let mut expected = key(2);
        expected.insert("text".to_owned(), AttributeValue::S(ODD.to_owned()));
        expected.insert("hits".to_owned(), AttributeValue::N(count.to_owned()));
        let updated = client.update_item(&update).await;
        say(
            if count == "1" { "UpdateItem" } else { "UpdateItem, again" },
            check(updated, |output| same("item", output.attributes, Some(expected))),
        );
    }
}

async fn batches(client: &Client) {
    let put = |number| WriteRequest::default().put_request(PutRequest::new(key(number)));
    let delete = WriteRequest::default().delete_request(DeleteRequest::new(key(2)));
    let requests = [(TABLE.to_owned(), vec![put(10), put(11), put(12), delete])];
    let write = client.batch_write_item(&BatchWriteItemInput::new(BTreeMap::from(requests))).await;
    say(
        "BatchWriteItem",
        check(write, |output| {
            same("unprocessed", output.unprocessed_items.unwrap_or_default(), BTreeMap::new())
        }),
    );
    let keys = KeysAndAttributes::new([key(10), key(12), key(98)]);
    let get =
        client.batch_get_item(&BatchGetItemInput::new(BTreeMap::from([(TABLE.to_owned(), keys)]))).await;
    say(
        "BatchGetItem",
        check(get, |output| {
            let mut all = output.responses.unwrap_or_default().remove(TABLE).unwrap_or_default();
            all.sort_by_key(|item| format!("{item:?}"));
            same("items", all, vec![key(10), key(12)])
        }),
    );
}

async fn queries(client: &Client) {
    let values = Item::from([
        (":hall".to_owned(), AttributeValue::S("2".to_owned())),
        (":low".to_owned(), AttributeValue::N("10".to_owned())),
    ]);
    let query = QueryInput::new(TABLE)
        .key_condition_expression("hall = :hall AND #n >= :low")
        .expression_attribute_names(texts(&[("#n", "number")]))
        .expression_attribute_values(values)
        .scan_index_forward(false)
        .limit(2);
    let found = client.query(&query).await;
    let next = found.as_ref().ok().and_then(|output| output.last_evaluated_key.clone());
    say(
        "Query, first page",
        check(found, |output| {
            same("count", output.count, Some(2))?;
            same("last key", output.last_evaluated_key, Some(key(11)))?;
            same("items", output.items, Some(vec![key(12), key(11)]))
        }),
    );
    let found = client.query(&query.exclusive_start_key(next.unwrap_or_default())).await;
    say("Query, second page", check(found, |output| same("items", output.items, Some(vec![key(10)]))));
    let scan = ScanInput::new(TABLE).filter_expression("attribute_exists(odd)");
    say(
        "Scan",
        check(client.scan(&scan).await, |output| {
            same("count", output.count, Some(1))?;
            same("scanned", output.scanned_count, Some(4))?;
            let items = output.items.unwrap_or_default().into_iter().map(sorted).collect();
            same("items", items, vec![full()])
        }),
    );
}

async fn failures(setup: &Setup, client: &Client) {
    let get = client.get_item(&GetItemInput::new(key(1), "none")).await;
    let is_it = |error: &GetItemError| matches!(error, GetItemError::ResourceNotFoundException(_));
    say("GetItem, no table", fails(get, "ResourceNotFoundException", 400, "not found", is_it));
    let put = PutItemInput::new(key(1), TABLE).condition_expression("attribute_not_exists(hall)");
    let put = put.return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
    let is_it = |error: &PutItemError| {
        let PutItemError::ConditionalCheckFailedException(error) = error else { return false };
        // dynalite does not return the item.
        error.item.clone().map(sorted) == Some(full()).filter(|_| !setup.is("dynalite"))
    };
    const CODE: &str = "ConditionalCheckFailedException";
    const TEXT: &str = "The conditional request failed";
    say("PutItem, condition", fails(client.put_item(&put).await, CODE, 400, TEXT, is_it));
    let put = PutItemInput::new(Item::from([("odd".to_owned(), AttributeValue::Bool(true))]), TABLE);
    let is_it = |error: &PutItemError| matches!(error, PutItemError::Unknown(_));
    say("PutItem, no key", fails(client.put_item(&put).await, "ValidationException", 400, "key", is_it));
    let get = client.describe_table(&DescribeTableInput::new("none")).await;
    let is_it =
        |error: &DescribeTableError| matches!(error, DescribeTableError::ResourceNotFoundException(_));
    say("DescribeTable, none", fails(get, "ResourceNotFoundException", 400, "none", is_it));
}

async fn transactions(setup: &Setup, client: &Client) {
    let put = |number| TransactWriteItem::default().put(Put::new(key(number), TABLE));
    let taken = Put::new(key(1), TABLE).condition_expression("attribute_not_exists(hall)");
    let taken = TransactWriteItem::default().put(taken);
    let write = client.transact_write_items(&TransactWriteItemsInput::new([put(20), taken])).await;
    if setup.is("dynalite") {
        let is_it = |error: &TransactWriteItemsError| matches!(error, TransactWriteItemsError::Unknown(_));
        let name = "TransactWriteItems, which dynalite does not have";
        return say(name, fails_without_message(write, "UnknownOperationException", 400, is_it));
    }
    let is_it = |error: &TransactWriteItemsError| {
        let TransactWriteItemsError::TransactionCanceledException(error) = error else { return false };
        let reasons = error.cancellation_reasons.as_deref().unwrap_or_default();
        let codes: Vec<_> = reasons.iter().filter_map(|reason| reason.code.as_deref()).collect();
        codes == ["None", "ConditionalCheckFailed"]
    };
    const CODE: &str = "TransactionCanceledException";
    say("TransactWriteItems, condition", fails(write, CODE, 400, "Transaction cancelled", is_it));
    let write = client.transact_write_items(&TransactWriteItemsInput::new([put(20), put(21)])).await;
    say("TransactWriteItems", done(write));
}
