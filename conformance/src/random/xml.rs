//! Serializes a value as XML. The notation of text, white space and comments are random.

use super::Random;
use super::timestamp::{format_timestamp, timestamp_format};
use serde_json::Value;
use smithereen_codegen::graph::{Kind, Member, Model, Shape, ShapeId, TimestampFormat};
use std::fmt::Write;

pub(super) struct Xml<'a> {
    pub(super) model: &'a Model,
    pub(super) random: &'a mut Random,
}

impl Xml<'_> {
    /// Returns an element with the members of a structure or union.
    pub(super) fn root(&mut self, name: &str, shape: ShapeId, value: &Value) -> String {
        let model = self.model;
        let described = &model.shapes[shape];
        let (attributes, content) = self.structure(described, value);
        format!("<{name}{}{attributes}>{content}</{name}>", namespace(described.xml.namespace.as_ref()))
    }

    /// Returns the attributes and the elements of a structure.
    pub(super) fn structure(&mut self, shape: &Shape, value: &Value) -> (String, String) {
        let (mut attributes, mut elements) = (String::new(), Vec::new());
        for member in shape.kind.members().iter().filter(|member| !member.is_outside_the_body()) {
            let Some(value) = value.get(&member.name) else { continue };
            let name = member.wire_name.as_deref().unwrap_or(&member.name);
            if member.xml.attribute {
                let text = self.scalar(member, value);
                let _ = write!(attributes, " {name}=\"{}\"", escape(&text));
            } else {
                elements.push(self.member(name, member, value));
            }
        }
        let is_union = matches!(shape.kind, Kind::Union { .. });
        if self.random.chance(10) && !is_union {
            elements.push("<MemberOfNextYear><x>1</x></MemberOfNextYear>".to_owned());
        }
        let separator = match self.random.below(100) {
            0..30 => "\n  ",
            30..45 => "<!-- <c/> -->",
            _ => "",
        };
        (attributes, elements.join(separator))
    }

    fn member(&mut self, name: &str, member: &Member, value: &Value) -> String {
        let model = self.model;
        match (&model.shapes[member.target].kind, value) {
            (Kind::List { element, .. }, Value::Array(items)) if member.xml.flattened => {
                items.iter().map(|item| self.member(name, element, item)).collect()
            }
            (Kind::List { element, .. }, Value::Array(items)) => {
                let inner = element.xml.name.as_deref().unwrap_or("member");
                let items: String = items.iter().map(|item| self.member(inner, element, item)).collect();
                format!("<{name}>{items}</{name}>")
            }
            (Kind::Map { key, value: element, .. }, Value::Object(entries)) => {
                let outer = if member.xml.flattened { name } else { "entry" };
                let (key, part) = (
                    key.xml.name.as_deref().unwrap_or("key"),
                    element.xml.name.as_deref().unwrap_or("value"),
                );
                let mut out = String::new();
                for (text, value) in entries {
                    let value = self.member(part, element, value);
                    let _ = write!(out, "<{outer}><{key}>{}</{key}>{value}</{outer}>", escape(text));
                }
                if member.xml.flattened { out } else { format!("<{name}>{out}</{name}>") }
            }
            (Kind::Structure { .. } | Kind::Union { .. }, _) => self.root(name, member.target, value),
            _ => {
                let text = self.scalar(member, value);
                self.text_element(name, &text)
            }
        }
    }

    /// Returns an element with text: escaped, in a CDATA section, or, for empty text, in a self-closing tag.
    pub(super) fn text_element(&mut self, name: &str, text: &str) -> String {
        match self.random.below(6) {
            0 if !text.contains("]]>") && !text.contains('\r') => {
                format!("<{name}><![CDATA[{text}]]></{name}>")
            }
            1 if text.is_empty() => format!("<{name}/>"),
            _ => format!("<{name}>{}</{name}>", escape(text)),
        }
    }

    fn scalar(&self, member: &Member, value: &Value) -> String {
        let is_time = matches!(self.model.shapes[member.target].kind, Kind::Timestamp { .. });
        match value {
            Value::String(text) => text.clone(),
            Value::Number(number) if is_time => {
                let format = timestamp_format(self.model, member).unwrap_or(TimestampFormat::DateTime);
                let text = format_timestamp(format, number.as_f64().unwrap_or_default()).to_string();
                text.trim_matches('"').to_owned()
            }
            other => other.to_string(),
        }
    }
}

fn namespace(namespace: Option<&(String, Option<String>)>) -> String {
    match namespace {
        Some((uri, Some(prefix))) => format!(" xmlns:{prefix}=\"{}\"", escape(uri)),
        Some((uri, None)) => format!(" xmlns=\"{}\"", escape(uri)),
        None => String::new(),
    }
}

pub(super) fn escape(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&#62;"),
            '"' => out.push_str("&quot;"),
            '\r' | '\n' | '\t' => {
                let _ = write!(out, "&#x{:X};", u32::from(character));
            }
            other => out.push(other),
        }
    }
    out
}
