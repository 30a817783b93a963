//! The types of an official crate, read from its sources when they are needed.

use super::names::normalized;
use std::cell::RefCell;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use syn::ext::IdentExt;
use syn::{Fields, GenericArgument, PathArguments, Visibility};

/// A type of the crate.
pub(super) enum Item {
    /// The public fields.
    Structure(Vec<Field>),
    /// The variants with their values.
    Union(Vec<Field>),
    /// An enum of texts.
    Enum,
}

/// A field of a structure or a variant of an enum.
pub(super) struct Field {
    /// The identifier, which may be raw.
    pub(super) name: String,
    pub(super) kind: FieldType,
}

impl Field {
    /// Returns the name of the builder's method that sets the field.
    pub(super) fn setter(name: &str) -> String {
        format!("set_{}", name.strip_prefix("r#").unwrap_or(name))
    }
}

/// The type of a field, without `Option` and `Box`.
pub(super) enum FieldType {
    /// A type of the crate by its path, such as `types::Tag`.
    Named(String),
    List(Box<FieldType>),
    Map(Box<FieldType>, Box<FieldType>),
    /// A sender or receiver of events, with the paths of the events' type and of their errors' type.
    Events(String, String),
    /// A type of another crate or of the language by its name, such as `String`.
    Foreign(String),
}

pub(super) struct CrateSource {
    /// The folder `src`.
    folder: PathBuf,
    items: RefCell<HashMap<String, Option<Rc<Item>>>>,
    /// The files of folders, by the normalized names of their types.
    files: RefCell<HashMap<PathBuf, HashMap<String, PathBuf>>>,
}

impl CrateSource {
    /// Reads the crate in this folder.
    pub(super) fn new(folder: &Path) -> Self {
        Self { folder: folder.join("src"), items: RefCell::default(), files: RefCell::default() }
    }

    /// Returns the module of an operation.
    pub(super) fn module(&self, operation: &str) -> Option<String> {
        let file = self.file(&self.folder.join("operation"), operation)?;
        Some(file.file_stem()?.to_str()?.to_owned())
    }

    /// Returns the path of the type in a module whose name matches, such as `operation::get_user::GetUserInput`.
    pub(super) fn type_in(&self, module: &str, name: &str) -> Option<String> {
        let file = self.file_of(module, name)?;
        declared(&file)
            .into_iter()
            .find(|item| is_named(item, name))
            .map(|item| format!("{module}::{}", item.0))
    }

    /// Returns the type of a path.
    pub(super) fn item(&self, path: &str) -> Option<Rc<Item>> {
        if let Some(known) = self.items.borrow().get(path) {
            return known.clone();
        }
        let item = self.read(path).map(Rc::new);
        self.items.borrow_mut().insert(path.to_owned(), item.clone());
        item
    }

    fn read(&self, path: &str) -> Option<Item> {
        let (module, name) = path.rsplit_once("::")?;
        let file = self.file_of(module, name)?;
        declared(&file).into_iter().find(|(found, _)| found == name).and_then(|(_, text)| parse(&text))
    }

    /// Returns the file of a type: its own, or that of the module, which has the error of an operation.
    fn file_of(&self, module: &str, name: &str) -> Option<PathBuf> {
        let folder = self.folder.join(module.replace("::", "/"));
        self.file(&folder, name).or_else(|| Some(folder.with_extension("rs")))
    }

    /// Returns the file of a type, whose name has an underscore for each word, or of the module of an operation.
    fn file(&self, folder: &Path, name: &str) -> Option<PathBuf> {
        if !self.files.borrow().contains_key(folder) {
            let entries = fs::read_dir(folder).ok()?.filter_map(Result::ok).map(|entry| entry.path());
            let files = entries.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
            let named =
                files.filter_map(|path| Some((normalized(path.file_stem()?.to_str()?), path.clone())));
            self.files.borrow_mut().insert(folder.to_owned(), named.collect());
        }
        self.files.borrow().get(folder)?.get(&normalized(name)).cloned()
    }
}

fn is_named(item: &(String, String), name: &str) -> bool {
    normalized(&item.0) == normalized(name)
}

/// Returns the names and texts of the public types of a file, which rustfmt has formatted. Parsing the whole file takes many
/// times as long.
fn declared(file: &Path) -> Vec<(String, String)> {
    fs::read_to_string(file).map_or_else(|_| Vec::new(), |text| types(&text))
}

fn types(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = ["\npub struct ", "\npub enum "].iter().filter_map(|word| rest.find(word)).min() {
        let item = rest.get(start + 1..).unwrap_or_default();
        let line = item.lines().next().unwrap_or_default();
        // An empty structure ends on its line.
        let end = if line.ends_with(['}', ';']) {
            line.len()
        } else {
            item.find("\n}\n").map_or(item.len(), |at| at + 2)
        };
        let (item, after) = item.split_at_checked(end).unwrap_or((item, ""));
        let name = line.split([' ', '{', ';', '<']).nth(2).unwrap_or_default();
        found.push((name.to_owned(), item.to_owned()));
        rest = after;
    }
    found
}

fn parse(text: &str) -> Option<Item> {
    match syn::parse_str::<syn::Item>(text).ok()? {
        syn::Item::Struct(item) => {
            let public = item.fields.iter().filter(|field| matches!(field.vis, Visibility::Public(_)));
            let field = |field: &syn::Field| {
                Some(Field { name: field.ident.as_ref()?.to_string(), kind: field_type(&field.ty) })
            };
            Some(Item::Structure(public.filter_map(field).collect()))
        }
        syn::Item::Enum(item) => {
            let unknown = item.variants.iter().find(|variant| variant.ident.unraw() == "Unknown");
            if unknown.is_some_and(|variant| !variant.fields.is_empty()) {
                return Some(Item::Enum);
            }
            let variant = |variant: &syn::Variant| {
                let Fields::Unnamed(fields) = &variant.fields else { return None };
                let kind = field_type(&fields.unnamed.first()?.ty);
                Some(Field { name: variant.ident.to_string(), kind })
            };
            Some(Item::Union(item.variants.iter().filter_map(variant).collect()))
        }
        _ => None,
    }
}

fn field_type(of: &syn::Type) -> FieldType {
    let syn::Type::Path(path) = of else { return FieldType::Foreign(String::new()) };
    let names: Vec<String> = path.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    if let Some(events) = events(path) {
        return events;
    }
    if let Some(("crate", rest)) = names.split_first().map(|(first, rest)| (first.as_str(), rest)) {
        return FieldType::Named(rest.join("::"));
    }
    let mut arguments = match path.path.segments.last().map(|segment| &segment.arguments) {
        Some(PathArguments::AngleBracketed(arguments)) => arguments.args.iter(),
        _ => return FieldType::Foreign(names.last().cloned().unwrap_or_default()),
    };
    let mut next = || match arguments.next() {
        Some(GenericArgument::Type(inner)) => field_type(inner),
        _ => FieldType::Foreign(String::new()),
    };
    match names.last().map(String::as_str) {
        Some("Option" | "Box") => next(),
        Some("Vec") => FieldType::List(Box::new(next())),
        Some("HashMap") => FieldType::Map(Box::new(next()), Box::new(next())),
        other => FieldType::Foreign(other.unwrap_or_default().to_owned()),
    }
}

/// Returns the type of an event stream.
fn events(path: &syn::TypePath) -> Option<FieldType> {
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    if last.ident != "EventReceiver" && last.ident != "EventStreamSender" {
        return None;
    }
    let mut paths = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(inner) => match field_type(inner) {
            FieldType::Named(path) => Some(path),
            _ => None,
        },
        _ => None,
    });
    Some(FieldType::Events(paths.next()?, paths.next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "
/// A structure.
pub struct Empty {}
pub struct Thing {
    /// Words with { and }.
    pub r#type: ::std::option::Option<::std::vec::Vec<crate::types::Kind>>,
    pub tags: ::std::collections::HashMap<::std::string::String, ::std::boxed::Box<crate::types::Thing>>,
    pub events: crate::event_receiver::EventReceiver<crate::types::Thing, crate::types::error::ThingError>,
    hidden: i32,
}
impl Thing {
}
pub enum Choice {
    Number(i32),
    #[non_exhaustive]
    Unknown,
}
pub enum Kind {
    A,
    Unknown(crate::primitives::UnknownVariantValue),
}
";

    fn item(name: &str) -> Item {
        let found = types(TEXT).into_iter().find(|(found, _)| found == name).unwrap();
        parse(&found.1).unwrap()
    }

    #[test]
    fn public_fields_have_their_types_without_options_and_boxes() {
        let names: Vec<_> = types(TEXT).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["Empty", "Thing", "Choice", "Kind"]);
        let Item::Structure(fields) = item("Thing") else { panic!("not a structure") };
        let names: Vec<_> = fields.iter().map(|field| field.name.as_str()).collect();
        assert_eq!(names, ["r#type", "tags", "events"]);
        assert_eq!(Field::setter("r#type"), "set_type");
        assert!(matches!(&fields[0].kind, FieldType::List(of)
            if matches!(&**of, FieldType::Named(path) if path == "types::Kind")));
        assert!(matches!(&fields[1].kind, FieldType::Map(key, of)
            if matches!(&**key, FieldType::Foreign(name) if name == "String")
                && matches!(&**of, FieldType::Named(path) if path == "types::Thing")));
        assert!(matches!(&fields[2].kind, FieldType::Events(events, errors)
            if events == "types::Thing" && errors == "types::error::ThingError"));
        assert!(matches!(item("Empty"), Item::Structure(fields) if fields.is_empty()));
    }

    #[test]
    fn the_unknown_variant_of_an_enum_has_a_value() {
        assert!(matches!(item("Kind"), Item::Enum));
        assert!(matches!(item("Choice"), Item::Union(variants) if variants.len() == 1));
    }
}
