//! Reads the input back from a form.

use crate::body::form::{Node, tree};
use serde_json::{Map, Value};
use smithereen_codegen::graph::{Kind, Member, Model, Operation, ShapeId};

/// Returns the input in a form, under the names of the model. Moments remain text.
pub(super) fn read(model: &Model, operation: &Operation, body: &[u8]) -> Result<Value, String> {
    let mut node = tree(body)?;
    for (name, expected) in [("Action", Some(operation.name.as_str())), ("Version", None)] {
        let found = node.children.remove(name).ok_or_else(|| format!("there is no `{name}`"))?;
        if expected.is_some_and(|expected| found.values != [expected]) {
            return Err(format!("`{name}` is {:?}", found.values));
        }
    }
    match operation.input {
        Some(shape) => value(model, shape, false, &node),
        None => Ok(Value::Object(Map::new())),
    }
}

fn value(model: &Model, shape: ShapeId, is_flattened: bool, node: &Node) -> Result<Value, String> {
    match &model.shapes[shape].kind {
        Kind::Structure { members, .. } | Kind::Union { members } => structure(model, members, node),
        Kind::List { .. } if node.children.is_empty() => Ok(Value::Array(Vec::new())),
        Kind::List { element, .. } => {
            let items = if is_flattened { node } else { child(node, name(element, "member"))? };
            numbered(items)?.into_iter().map(|item| value(model, element.target, false, item)).collect()
        }
        Kind::Map { key, value: part, .. } => {
            let entries = if is_flattened { node } else { child(node, "entry")? };
            let mut out = Map::new();
            for entry in numbered(entries)? {
                let key = text(child(entry, name(key, "key"))?)?;
                out.insert(key, value(model, part.target, false, child(entry, name(part, "value"))?)?);
            }
            Ok(Value::Object(out))
        }
        kind => scalar(kind, text(node)?),
    }
}

fn structure(model: &Model, members: &[Member], node: &Node) -> Result<Value, String> {
    let mut out = Map::new();
    for (found, node) in &node.children {
        let is_it = |member: &&Member| member.wire_name.as_ref().unwrap_or(&member.name) == found;
        let member = members.iter().find(is_it).ok_or_else(|| format!("no member has the name `{found}`"))?;
        out.insert(member.name.clone(), value(model, member.target, member.xml.flattened, node)?);
    }
    Ok(Value::Object(out))
}

fn scalar(kind: &Kind, text: String) -> Result<Value, String> {
    let wrong = || format!("`{text}` is not a {}", kind.name());
    match kind {
        Kind::Boolean => text.parse::<bool>().map(Value::from).map_err(|_| wrong()),
        Kind::Byte | Kind::Short | Kind::Integer | Kind::Long | Kind::IntEnum { .. } => {
            text.parse::<i64>().map(Value::from).map_err(|_| wrong())
        }
        Kind::Float | Kind::Double if !matches!(text.as_str(), "NaN" | "Infinity" | "-Infinity") => {
            text.parse::<f64>().map(Value::from).map_err(|_| wrong())
        }
        _ => Ok(text.into()),
    }
}

/// Returns the nodes in the order of their numbers, which start at 1.
fn numbered(node: &Node) -> Result<Vec<&Node>, String> {
    let number = |(name, node): (&String, _)| match name.parse::<usize>() {
        Ok(number) if number > 0 => Ok((number, node)),
        _ => Err(format!("`{name}` is not a number from 1")),
    };
    let mut all: Vec<(usize, &Node)> = node.children.iter().map(number).collect::<Result<_, _>>()?;
    all.sort_by_key(|(number, _)| *number);
    Ok(all.into_iter().map(|(_, node)| node).collect())
}

fn child<'a>(node: &'a Node, name: &str) -> Result<&'a Node, String> {
    node.children.get(name).ok_or_else(|| format!("there is no `{name}`"))
}

fn text(node: &Node) -> Result<String, String> {
    match node.values.as_slice() {
        [value] if node.children.is_empty() => Ok(value.clone()),
        _ => Err("a parameter has not exactly one value".to_owned()),
    }
}

fn name<'m>(member: &'m Member, otherwise: &'m str) -> &'m str {
    member.xml.name.as_deref().unwrap_or(otherwise)
}

#[test]
fn inputs_are_read_from_forms() {
    let text = r#"{
        "metadata": {"apiVersion": "1", "endpointPrefix": "t", "protocol": "query", "serviceId": "T"},
        "operations": {"Get": {"name": "Get", "http": {"method": "POST", "requestUri": "/"}, "input": {"shape": "In"}}},
        "shapes": {
            "In": {"type": "structure", "members": {
                "List": {"shape": "List"}, "Map": {"shape": "Map"}, "Number": {"shape": "Number"}, "In": {"shape": "In"}
            }},
            "List": {"type": "list", "member": {"shape": "Text"}},
            "Map": {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "Number"}},
            "Number": {"type": "double"},
            "Text": {"type": "string"}
        }
    }"#;
    let source = smithereen_codegen::Source { path: "model.json".to_owned(), text: text.to_owned() };
    let model = smithereen_codegen::whole(&source).unwrap();
    let read = |form: &str| {
        let form = format!("Action=Get&Version=1&{form}");
        read(&model, &model.operations[0], form.as_bytes())
    };
    let form =
        "In.List.member.2=b&In.List.member.1=a&Map.entry.1.key=k&Map.entry.1.value=1e1&List=&Number=NaN";
    let expected = serde_json::json!({
        "In": {"List": ["a", "b"]}, "Map": {"k": 10.0}, "List": [], "Number": "NaN"
    });
    assert_eq!(read(form), Ok(expected));
    for wrong in ["Other=1", "Number=x", "List.member.x=1", "Map.entry.1.key=k", "Number=1&Number=1"] {
        assert!(read(wrong).is_err(), "{wrong}");
    }
}
