//! Emits `examples/call.rs`, a program that calls any operation of the crate.
//!
//! The options, the input and the output of the example belong here. Code that users call belongs in the other files of
//! [`emit`](super).

mod body;

use super::context::Service;
use super::file::File;
use super::print::{Code, HEADER};
use super::syntax;
use quote::quote;
use syn::{Expr, Item, ItemConst};

/// The parts of the program that do not depend on the services: arguments and calls, name lookup, `--stdin`.
const PROGRAM: [&str; 3] =
    [include_str!("call.rs.in"), include_str!("find.rs.in"), include_str!("json_lines.rs.in")];

/// Returns the program with the parts that depend on the crate's services at its end.
pub(super) fn call(package: &str, services: &[Service]) -> File {
    let format_body = printed(body::format_body(services));
    let table = table(&package.replace('-', "_"), services);
    let table = table.map_or_else(|error| failed(&error.to_string()), printed);
    let program = PROGRAM.join("\n");
    File::text("examples/call.rs", format!("// {HEADER}\n\n{program}\n{format_body}\n{table}"))
}

/// Generates the table of the operations.
fn table(package: &str, services: &[Service]) -> syn::Result<Item> {
    let deprecated = services.iter().any(has_deprecated_inputs).then(|| quote!(#[allow(deprecated)]));
    let mut table: ItemConst = syn::parse2(quote! {
        /// The operations, each with the name of its service.
        #deprecated
        const OPERATIONS: &[(&str, Dynamic)] = &[];
    })?;
    *table.expr = syntax::slice(services.iter().flat_map(|service| entries(package, service)));
    Ok(Item::Const(table))
}

fn printed(item: impl Into<Code>) -> String {
    item.into().format().unwrap_or_else(|error| failed(&error))
}

fn failed(error: &str) -> String {
    format!("compile_error!({error:?});\n")
}

/// Returns the entries of a service: `("service", Dynamic::of::<package::module::Input>())`.
fn entries(package: &str, service: &Service) -> impl Iterator<Item = Expr> {
    let module = format!("{package}::{}", service.module);
    service.inputs().map(move |input| {
        let input = syntax::named(syntax::path(&format!("{module}::{input}")));
        syntax::pair(syntax::text(&service.folder), syntax::generic_call("Dynamic::of", input))
    })
}

fn has_deprecated_inputs(service: &Service) -> bool {
    let mut inputs = service.model.operations.iter().filter_map(|operation| operation.input);
    inputs.any(|id| service.model.shapes[id].deprecated.is_some())
}
