//! Serializes and deserializes the thing with `aws-smithy-json`, the codec of the official crates: one function for
//! each structure, like those of their generator, which are private.

use crate::derived::{Capability, Endpoint, Report, Schema, Thing};
use aws_smithy_json::deserialize::error::DeserializeError as Error;
use aws_smithy_json::deserialize::{Token, json_token_iter, token};
use aws_smithy_json::serialize::{JsonObjectWriter, JsonValueWriter};
use aws_smithy_types::{Document, Number};
use std::iter::Peekable;

/// Serializes the thing.
pub(crate) fn write(thing: &Thing<Document>) -> String {
    let mut out = String::new();
    let mut object = JsonObjectWriter::new(&mut out);
    if let Some(owner) = &thing.owner {
        object.key("Owner").string(owner);
    }
    if let Some(report) = &thing.capability_report {
        write_report(object.key("CapabilityReport").start_object(), report);
    }
    if let Some(schemas) = &thing.capability_schemas {
        let mut array = object.key("CapabilitySchemas").start_array();
        schemas.iter().for_each(|schema| write_schema(array.value().start_object(), schema));
        array.finish();
    }
    object.finish();
    out
}

fn write_report(mut object: JsonObjectWriter<'_>, report: &Report) {
    object.key("version").string(&report.version);
    if let Some(node) = &report.node_id {
        object.key("nodeId").string(node);
    }
    let mut array = object.key("endpoints").start_array();
    report.endpoints.iter().for_each(|endpoint| write_endpoint(array.value().start_object(), endpoint));
    array.finish();
    object.finish();
}

fn write_endpoint(mut object: JsonObjectWriter<'_>, endpoint: &Endpoint) {
    object.key("id").string(&endpoint.id);
    write_strings(object.key("deviceTypes"), &endpoint.device_types);
    let mut array = object.key("capabilities").start_array();
    endpoint.capabilities.iter().for_each(|capability| {
        write_capability(array.value().start_object(), capability);
    });
    array.finish();
    object.finish();
}

fn write_capability(mut object: JsonObjectWriter<'_>, capability: &Capability) {
    object.key("id").string(&capability.id);
    object.key("name").string(&capability.name);
    object.key("version").string(&capability.version);
    write_strings(object.key("properties"), &capability.properties);
    write_strings(object.key("actions"), &capability.actions);
    write_strings(object.key("events"), &capability.events);
    object.finish();
}

fn write_schema(mut object: JsonObjectWriter<'_>, schema: &Schema<Document>) {
    object.key("Format").string(&schema.format);
    object.key("CapabilityId").string(&schema.capability_id);
    object.key("ExtrinsicId").string(&schema.extrinsic_id);
    object.key("ExtrinsicVersion").number(Number::NegInt(schema.extrinsic_version.into()));
    object.key("Schema").document(&schema.schema);
    object.finish();
}

fn write_strings(value: JsonValueWriter<'_>, texts: &[String]) {
    let mut array = value.start_array();
    texts.iter().for_each(|text| array.value().string(text));
    array.finish();
}

/// Deserializes a body.
pub(crate) fn read(body: &[u8]) -> Result<Thing<Document>, Error> {
    let mut thing = Thing::default();
    let tokens = &mut json_token_iter(body).peekable();
    object(tokens, |key, tokens| {
        match key {
            "Owner" => thing.owner = text(tokens)?,
            "CapabilityReport" => thing.capability_report = Some(read_report(tokens)?),
            "CapabilitySchemas" => thing.capability_schemas = Some(array(tokens, read_schema)?),
            _ => token::skip_value(tokens)?,
        }
        Ok(())
    })?;
    match tokens.next() {
        None => Ok(thing),
        Some(_) => Err(Error::custom("something follows the body")),
    }
}

type Next<'t> = Result<Token<'t>, Error>;

fn read_report<'t, I: Iterator<Item = Next<'t>>>(tokens: &mut Peekable<I>) -> Result<Report, Error> {
    let mut report = Report::default();
    object(tokens, |key, tokens| {
        match key {
            "version" => report.version = text(tokens)?.unwrap_or_default(),
            "nodeId" => report.node_id = text(tokens)?,
            "endpoints" => report.endpoints = array(tokens, read_endpoint)?,
            _ => token::skip_value(tokens)?,
        }
        Ok(())
    })?;
    Ok(report)
}

fn read_endpoint<'t, I: Iterator<Item = Next<'t>>>(tokens: &mut Peekable<I>) -> Result<Endpoint, Error> {
    let mut endpoint = Endpoint::default();
    object(tokens, |key, tokens| {
        match key {
            "id" => endpoint.id = text(tokens)?.unwrap_or_default(),
            "deviceTypes" => endpoint.device_types = array(tokens, string)?,
            "capabilities" => endpoint.capabilities = array(tokens, read_capability)?,
            _ => token::skip_value(tokens)?,
        }
        Ok(())
    })?;
    Ok(endpoint)
}

fn read_capability<'t, I: Iterator<Item = Next<'t>>>(tokens: &mut Peekable<I>) -> Result<Capability, Error> {
    let mut capability = Capability::default();
    object(tokens, |key, tokens| {
        match key {
            "id" => capability.id = text(tokens)?.unwrap_or_default(),
            "name" => capability.name = text(tokens)?.unwrap_or_default(),
            "version" => capability.version = text(tokens)?.unwrap_or_default(),
            "properties" => capability.properties = array(tokens, string)?,
            "actions" => capability.actions = array(tokens, string)?,
            "events" => capability.events = array(tokens, string)?,
            _ => token::skip_value(tokens)?,
        }
        Ok(())
    })?;
    Ok(capability)
}

fn read_schema<'t, I: Iterator<Item = Next<'t>>>(
    tokens: &mut Peekable<I>,
) -> Result<Schema<Document>, Error> {
    let mut schema = Schema::default();
    object(tokens, |key, tokens| {
        match key {
            "Format" => schema.format = text(tokens)?.unwrap_or_default(),
            "CapabilityId" => schema.capability_id = text(tokens)?.unwrap_or_default(),
            "ExtrinsicId" => schema.extrinsic_id = text(tokens)?.unwrap_or_default(),
            "ExtrinsicVersion" => {
                let number = token::expect_number_or_null(tokens.next())?.map(i32::try_from);
                schema.extrinsic_version = number.transpose()?.unwrap_or_default();
            }
            "Schema" => schema.schema = token::expect_document(tokens)?,
            _ => token::skip_value(tokens)?,
        }
        Ok(())
    })?;
    Ok(schema)
}

fn object<'t, I: Iterator<Item = Next<'t>>>(
    tokens: &mut Peekable<I>,
    mut member: impl FnMut(&str, &mut Peekable<I>) -> Result<(), Error>,
) -> Result<(), Error> {
    token::expect_start_object(tokens.next())?;
    loop {
        match tokens.next().transpose()? {
            Some(Token::EndObject { .. }) => return Ok(()),
            Some(Token::ObjectKey { key, .. }) => member(key.to_unescaped()?.as_ref(), tokens)?,
            other => return Err(Error::custom(format!("no key: {other:?}"))),
        }
    }
}

fn array<'t, T, I: Iterator<Item = Next<'t>>>(
    tokens: &mut Peekable<I>,
    element: impl Fn(&mut Peekable<I>) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    token::expect_start_array(tokens.next())?;
    let mut all = Vec::new();
    loop {
        match tokens.peek() {
            Some(Ok(Token::EndArray { .. })) => {
                tokens.next();
                return Ok(all);
            }
            _ => all.push(element(tokens)?),
        }
    }
}

fn string<'t, I: Iterator<Item = Next<'t>>>(tokens: &mut Peekable<I>) -> Result<String, Error> {
    text(tokens)?.ok_or_else(|| Error::custom("a null has no place here"))
}

fn text<'t, I: Iterator<Item = Next<'t>>>(tokens: &mut Peekable<I>) -> Result<Option<String>, Error> {
    let text = token::expect_string_or_null(tokens.next())?;
    Ok(text.map(|text| text.to_unescaped().map(|text| text.into_owned())).transpose()?)
}
