//! Creates models of any size with ten shapes for each operation, as real models have on average: two structures for
//! the operation, two nested ones, a list, a map, an enum, an error, a string and a number.

use smithereen_codegen::{Selection, ServiceSources, Source};
use std::fmt::Write;

/// The number of shapes of one operation.
pub(crate) const UNIT: usize = 10;

/// Returns a service with approximately this number of shapes.
pub(crate) fn service(shapes: usize, endpoints: String) -> ServiceSources {
    let units = (shapes / UNIT).max(1);
    let (mut operations, mut all) = (String::new(), String::new());
    for unit in 0..units {
        let comma = if unit == 0 { "" } else { "," };
        let _ = write!(operations, "{comma}{}", operation(unit));
        let _ = write!(all, "{comma}{}", shapes_of(unit));
    }
    let metadata = r#""version":"2.0","metadata":{"apiVersion":"2020-01-01","endpointPrefix":"made","protocol":"rest-json",
        "protocols":["rest-json"],"serviceFullName":"Made","serviceId":"Made","signatureVersion":"v4","uid":"made"}"#;
    ServiceSources {
        name: "made".to_owned(),
        model: Source {
            path: "made/service-2.json".to_owned(),
            text: format!(r#"{{{metadata},"operations":{{{operations}}},"shapes":{{{all}}}}}"#),
        },
        endpoints: Some(Source { path: "made/endpoint-rule-set-1.json".to_owned(), text: endpoints }),
        docs: None,
        operations: Selection::Named((0..units).map(|unit| format!("PutThing{unit}")).collect()),
    }
}

fn operation(unit: usize) -> String {
    format!(
        r#""PutThing{unit}":{{"name":"PutThing{unit}","http":{{"method":"PUT","requestUri":"/things{unit}/{{id}}"}},
        "input":{{"shape":"PutThing{unit}Request"}},"output":{{"shape":"PutThing{unit}Response"}},
        "errors":[{{"shape":"Gone{unit}"}}]}}"#
    )
}

fn shapes_of(unit: usize) -> String {
    let text = format!(r#"{{"shape":"Text{unit}"}}"#);
    let number = format!(r#"{{"shape":"Number{unit}"}}"#);
    let kind = format!(r#"{{"shape":"Kind{unit}"}}"#);
    let inner = format!(r#"{{"shape":"Inner{unit}"}}"#);
    let items = format!(r#"{{"shape":"Items{unit}"}}"#);
    let tags = format!(r#"{{"shape":"Tags{unit}"}}"#);
    format!(
        r#""PutThing{unit}Request":{{"type":"structure","required":["id"],"members":{{
            "id":{{"shape":"Text{unit}","location":"uri","locationName":"id"}},"title":{text},"count":{number},
            "kind":{kind},"inner":{inner},"items":{items},"tags":{tags}}}}},
        "PutThing{unit}Response":{{"type":"structure","members":{{"id":{text},"count":{number},"items":{items}}}}},
        "Inner{unit}":{{"type":"structure","members":{{"name":{text},"size":{number},"kind":{kind},"tags":{tags}}}}},
        "Item{unit}":{{"type":"structure","members":{{"name":{text},"inner":{inner},"note":{text},"size":{number}}}}},
        "Items{unit}":{{"type":"list","member":{{"shape":"Item{unit}"}}}},
        "Tags{unit}":{{"type":"map","key":{text},"value":{text}}},
        "Kind{unit}":{{"type":"string","enum":["FIRST","SECOND","THIRD"]}},
        "Gone{unit}":{{"type":"structure","members":{{"message":{text}}},"error":{{"httpStatusCode":404}},"exception":true}},
        "Text{unit}":{{"type":"string","max":128,"min":1}},
        "Number{unit}":{{"type":"integer","max":100,"min":0}}"#
    )
}
