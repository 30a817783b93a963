//! Formats an operation of the graph like a page of boto3's documentation: request syntax, required members,
//! exceptions.

use smithereen_codegen::graph::{Kind, Member, Model, Operation, Presence, ShapeId};

/// Returns the page of an operation, without prose.
pub(crate) fn page(model: &Model, operation: &Operation) -> String {
    let mut required = Vec::new();
    let input = operation.input.unwrap();
    list_required(model, input, "", &mut required);
    let errors: Vec<&str> = operation.errors.iter().map(|id| model.shapes[*id].name.as_str()).collect();
    format!(
        "{}\n\nrequired: {}\nresponse: {}\nexceptions: {}\n",
        request(model, operation),
        required.join(", "),
        if operation.output.is_some() { "{}" } else { "None" },
        errors.join(", ")
    )
}

/// Returns the request syntax.
pub(crate) fn request(model: &Model, operation: &Operation) -> String {
    let members = model.shapes[operation.input.unwrap()].kind.members();
    let arguments =
        members.iter().map(|member| format!("    {}={}", member.name, value(model, member.target, 1)));
    let name = heck::ToSnakeCase::to_snake_case(operation.name.as_str());
    format!("response = client.{name}(\n{}\n)", arguments.collect::<Vec<_>>().join(",\n"))
}

fn value(model: &Model, id: ShapeId, depth: usize) -> String {
    let (outer, inner) = ("    ".repeat(depth), "    ".repeat(depth + 1));
    match &model.shapes[id].kind {
        Kind::Structure { members, .. } => {
            let members: Vec<String> = members
                .iter()
                .map(|member| format!("{inner}'{}': {}", member.name, value(model, member.target, depth + 1)))
                .collect();
            format!("{{\n{}\n{outer}}}", members.join(",\n"))
        }
        Kind::List { element, .. } => {
            format!("[\n{inner}{},\n{outer}]", value(model, element.target, depth + 1))
        }
        Kind::Map { key, value: of, .. } => {
            let (key, of) = (value(model, key.target, depth), value(model, of.target, depth + 1));
            format!("{{\n{inner}{key}: {of}\n{outer}}}")
        }
        Kind::Enum { values } => {
            values.iter().map(|value| format!("'{}'", value.value)).collect::<Vec<_>>().join("|")
        }
        Kind::Boolean => "True|False".to_owned(),
        Kind::Integer | Kind::Long => "123".to_owned(),
        Kind::Document => "{...}|[...]|123|123.4|'string'|True|None".to_owned(),
        Kind::String => "'string'".to_owned(),
        other => panic!("no syntax for a {}", other.name()),
    }
}

/// Collects the paths of required members, in the order of the page.
pub(crate) fn list_required(model: &Model, id: ShapeId, path: &str, out: &mut Vec<String>) {
    match &model.shapes[id].kind {
        Kind::List { element, .. } => list_required(model, element.target, path, out),
        kind => {
            for member @ Member { name, presence, target, .. } in kind.members() {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{}", member.name) };
                if *presence == Presence::Required {
                    out.push(path.clone());
                }
                list_required(model, *target, &path, out);
            }
        }
    }
}
