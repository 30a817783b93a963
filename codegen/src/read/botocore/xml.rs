//! Reads XML traits.

use super::table::Table;
use crate::diagnostic::{At, Diagnostics};
use crate::graph::{Protocol, ShapeId, Shapes, Xml, XmlNamespace, XmlRoot};
use crate::json::Node;
use crate::read::fields::Fields;
use std::collections::HashMap;

/// Reads the XML traits of a member of a structure or union.
pub(super) fn of_member(
    own_name: Option<&str>,
    fields: &mut Fields<'_, '_>,
    at: &At<'_>,
    table: &Table<'_>,
) -> Xml {
    let inherited = table.inherited(fields);
    let mut xml = of_element(own_name, fields, at, table);
    xml.flattened |= inherited.flattened;
    // The elements of a flattened list have the name of the member. Under the query protocol, where only the elements have
    // one, it is both.
    let is_query = table.protocols.declared.contains(&Protocol::AwsQuery);
    let of_elements = inherited.element.filter(|_| is_query && xml.flattened && own_name.is_none());
    if let Some(name) = of_elements {
        xml.name = Some(name.to_owned());
    }
    xml
}

/// Reads the XML traits of the element of a list, or of the key or value of a map.
pub(super) fn of_element(
    own_name: Option<&str>,
    fields: &mut Fields<'_, '_>,
    at: &At<'_>,
    table: &Table<'_>,
) -> Xml {
    Xml {
        name: own_name.or(table.inherited(fields).name).map(str::to_owned),
        attribute: fields.flag("xmlAttribute"),
        flattened: fields.flag("flattened"),
        namespace: namespace(fields, at, table.out),
        query_name: fields.string("queryName").map(str::to_owned),
    }
}

/// Reads the name and the namespace of a root element.
pub(super) fn root(fields: &mut Fields<'_, '_>, at: &At<'_>, out: &Diagnostics) -> XmlRoot {
    let name = fields.string("locationName").map(str::to_owned);
    XmlRoot { name, namespace: namespace(fields, at, out) }
}

fn namespace(fields: &mut Fields<'_, '_>, at: &At<'_>, out: &Diagnostics) -> Option<XmlNamespace> {
    let at = at.key("xmlNamespace");
    let node = fields.take("xmlNamespace")?;
    // botocore accepts a URI alone.
    if let Node::String(uri) = node {
        return Some((uri.to_string(), None));
    }
    let mut fields = Fields::of(node, &at, out)?;
    let (uri, prefix) = (fields.require_string("uri"), fields.string("prefix"));
    fields.finish();
    Some((uri?.to_owned(), prefix.filter(|prefix| !prefix.is_empty()).map(str::to_owned)))
}

/// Gives inputs the root elements that operations name for them. Reports inputs for which operations name different ones.
/// `at` is the location of the operations.
pub(super) fn name_roots(
    shapes: &mut Shapes,
    roots: Vec<(String, ShapeId, XmlRoot)>,
    at: &At<'_>,
    out: &Diagnostics,
) {
    let mut named: HashMap<ShapeId, XmlRoot> = HashMap::new();
    for (operation, id, root) in roots {
        if named.get(&id).is_some_and(|other| *other != root) {
            let at = at.key(&operation);
            let problem = "another operation with this input names its root element otherwise";
            out.error_help(&at.key("input"), problem, "give each operation an input of its own");
        }
        if let Some(shape) = shapes.get_mut(id) {
            let XmlRoot { name, namespace } = root.clone();
            shape.xml.name = name.or(shape.xml.name.take()).filter(|name| *name != shape.name);
            shape.xml.namespace = namespace.or(shape.xml.namespace.take());
        }
        named.insert(id, root);
    }
}
