//! Delimiters. The default ones of `syn` allocate a group of tokens to get a span, so one span serves all.

use proc_macro2::extra::DelimSpan;
use proc_macro2::{Delimiter, Group, TokenStream};
use syn::token::{Brace, Bracket, Paren};

thread_local! {
    static SPAN: DelimSpan = Group::new(Delimiter::None, TokenStream::new()).delim_span();
}

fn span() -> DelimSpan {
    SPAN.with(|span| *span)
}

pub(super) fn braces() -> Brace {
    Brace { span: span() }
}

pub(super) fn brackets() -> Bracket {
    Bracket { span: span() }
}

pub(super) fn parentheses() -> Paren {
    Paren { span: span() }
}
