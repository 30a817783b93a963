//! Emits `examples/call.rs`, a program that calls any operation of the crate.
//!
//! The options, the input and the output of the example belong here. Code that users call belongs in the other files of
//! [`emit`](super).

mod body;

use super::context::Service;
use super::file::File;
use super::print::HEADER;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// The parts of the program that do not depend on the services: arguments and calls, name lookup, `--stdin`.
const PROGRAM: [&str; 3] =
    [include_str!("call.rs.in"), include_str!("find.rs.in"), include_str!("json_lines.rs.in")];

/// Returns the program with the parts that depend on the crate's services at its end.
pub(super) fn call(package: &str, services: &[Service]) -> File {
    let package = Ident::new(&package.replace('-', "_"), Span::call_site());
    let operations = services.iter().flat_map(|service| entries(&package, service));
    let deprecated = services.iter().any(has_deprecated_inputs).then(|| quote!(#[allow(deprecated)]));
    let table = quote! {
        /// The operations, each with the name of its service.
        #deprecated
        const OPERATIONS: &[(&str, Dynamic)] = &[#(#operations),*];
    };
    let items = [body::format_body(services), table].map(print);
    File::text("examples/call.rs", format!("// {HEADER}\n\n{}\n{}", PROGRAM.join("\n"), items.join("\n")))
}

fn print(item: TokenStream) -> String {
    match syn::parse2(item) {
        Ok(file) => prettyplease::unparse(&file),
        Err(error) => format!("compile_error!({:?});\n", error.to_string()),
    }
}

fn entries(package: &Ident, service: &Service) -> Vec<TokenStream> {
    let (folder, module) = (&service.folder, &service.module);
    service.inputs().map(|input| quote!((#folder, Dynamic::of::<#package::#module::#input>()))).collect()
}

fn has_deprecated_inputs(service: &Service) -> bool {
    let mut inputs = service.model.operations.iter().filter_map(|operation| operation.input);
    inputs.any(|id| service.model.shapes[id].deprecated.is_some())
}
