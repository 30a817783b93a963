// Databases, tables and records of Timestream, whose endpoint is discovered.

use self::service::*;
use super::routed;
use super::steps::*;

/// The URL of the server takes the place of a discovered endpoint.
pub(crate) async fn first_call(setup: &Setup) -> Attempt {
    Attempt::of(Client::new(&setup.config).list_databases(&ListDatabasesInput::default()).await)
}

pub(crate) async fn calls(setup: &Setup) {
    let (config, log) = routed::routed(&setup.config);
    let region = config.region().map(ToString::to_string).unwrap_or_default();
    let host = format!("ingest.timestream.{region}.amazonaws.com");
    let client = Client::new(&config);
    let create = CreateDatabaseInput::new("press").tags([Tag::new("unit", "a+b=c"), Tag::new("hall", "2")]);
    let created = client.create_database(&create).await;
    say(
        "CreateDatabase",
        check(created, |output| {
            let database = output.database.ok_or("no database")?;
            same("name", database.database_name.as_deref(), Some("press"))?;
            holds("ARN", database.arn, |arn| arn.as_ref().is_some_and(|arn| arn.ends_with(":database/press")))
        }),
    );
    let expected = ["DescribeEndpoints", "CreateDatabase"].map(|name| format!("{name} {host}"));
    say("the endpoint is discovered", same("requests", log.take(), expected.to_vec()));
    databases(&client).await;
    records(&client).await;
    let deleted = client.delete_database(&DeleteDatabaseInput::new("press")).await;
    say("DeleteDatabase", deleted.map(|()| "no output".to_owned()).map_err(|error| error.to_string()));
    let described = client.describe_database(&DescribeDatabaseInput::new("press")).await;
    let is_it = |error: &DescribeDatabaseError| {
        matches!(error, DescribeDatabaseError::ResourceNotFoundException(_))
    };
    say("DescribeDatabase, deleted", fails(described, "ResourceNotFoundException", 400, "press", is_it));
    let requests = log.take();
    say(
        "the endpoint is discovered once",
        holds("requests", requests, |requests| {
            requests.len() > 6 && requests.iter().all(|one| one.ends_with(&host) && !one.contains("Endpoints"))
        }),
    );
    of_the_rules(setup).await;
}

async fn databases(client: &Client) {
    let described = client.describe_database(&DescribeDatabaseInput::new("press")).await;
    say(
        "DescribeDatabase",
        check(described, |output| {
            let database = output.database.ok_or("no database")?;
            same("tables", database.table_count, Some(0))?;
            holds("time", database.creation_time, |time| time.is_some_and(|time| time.seconds() > 1_700_000_000))
        }),
    );
    let listed = client.list_databases(&ListDatabasesInput::default()).await;
    say(
        "ListDatabases",
        check(listed, |output| {
            let names = output.databases.into_iter().flatten().filter_map(|one| one.database_name);
            same("names", names.collect::<Vec<_>>(), list(&["press"]))
        }),
    );
}

async fn records(client: &Client) {
    let retention = RetentionProperties::new(7, 24);
    let create = CreateTableInput::new("press", "heat").retention_properties(retention);
    let created = client.create_table(&create).await;
    say(
        "CreateTable",
        check(created, |output| {
            let table = output.table.ok_or("no table")?;
            let hours = table.retention_properties.map(|kept| kept.memory_store_retention_period_in_hours);
            same("hours", hours, Some(24))
        }),
    );
    let record = Record::default()
        .dimensions([Dimension::new("hall", ODD)])
        .measure_name("heat")
        .measure_value("45.5")
        .measure_value_type(MeasureValueType::Double)
        .time("1700000000000");
    let written = client.write_records(&WriteRecordsInput::new("press", [record], "heat")).await;
    say(
        "WriteRecords",
        check(written, |output| same("total", output.records_ingested.and_then(|all| all.total), Some(1))),
    );
    let deleted = client.delete_table(&DeleteTableInput::new("press", "heat")).await;
    say("DeleteTable", deleted.map(|()| "no output".to_owned()).map_err(|error| error.to_string()));
}

/// With an endpoint URL, nothing is discovered.
async fn of_the_rules(setup: &Setup) {
    let listed = Client::new(&setup.config).list_databases(&ListDatabasesInput::default()).await;
    say("ListDatabases, with an endpoint URL", done(listed));
    let (config, _) = routed::routed(&setup.config);
    let client = Client::new(&config).endpoint_discovery(false);
    let result = client.list_databases(&ListDatabasesInput::default()).await;
    let error = result.err().map(|error| error.to_string()).unwrap_or_default();
    say("ListDatabases, without discovery", holds("error", error, |error| error.contains("has to be discovered")));
}
