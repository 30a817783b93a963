//! The values of names and expressions.

use super::{Attribute, Name, Source};
use crate::endpoint::{Arn, EndpointError, Params, Partition, Url};
use std::cell::OnceCell;

/// A value. It borrows from the parameters, from the rules, or from [`Kept`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Value<'a> {
    Text(&'a str),
    Flag(bool),
    List(&'a [&'a str]),
    Partition(&'static Partition),
    Url(&'a Url<'a>),
    Arn(&'a Arn<'a>),
}

/// Values that an evaluation computes: a list to which only is added, so that other values can borrow from it.
#[derive(Default)]
pub(super) struct Kept<'a> {
    value: OnceCell<Computed<'a>>,
    next: OnceCell<Box<Kept<'a>>>,
}

pub(super) enum Computed<'a> {
    Text(String),
    Url(Url<'a>),
    Arn(Arn<'a>),
}

impl<'a> Kept<'a> {
    pub(super) fn keep(&'a self, computed: Computed<'a>) -> Option<Value<'a>> {
        let mut at = self;
        let mut rest = computed;
        while let Err(computed) = at.value.set(rest) {
            rest = computed;
            at = at.next.get_or_init(Box::default);
        }
        Some(match at.value.get()? {
            Computed::Text(text) => Value::Text(text),
            Computed::Url(url) => Value::Url(url),
            Computed::Arn(arn) => Value::Arn(arn),
        })
    }
}

impl<'a> Value<'a> {
    pub(super) fn text(self) -> Option<&'a str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn attribute(self, attribute: Attribute) -> Option<Self> {
        Some(match (self, attribute) {
            (Self::Partition(of), Attribute::Name) => Self::Text(of.name),
            (Self::Partition(of), Attribute::DnsSuffix) => Self::Text(of.dns_suffix),
            (Self::Partition(of), Attribute::DualStackDnsSuffix) => Self::Text(of.dual_stack_dns_suffix),
            (Self::Partition(of), Attribute::ImplicitGlobalRegion) => Self::Text(of.implicit_global_region),
            (Self::Partition(of), Attribute::SupportsFips) => Self::Flag(of.supports_fips),
            (Self::Partition(of), Attribute::SupportsDualStack) => Self::Flag(of.supports_dual_stack),
            (Self::Url(of), Attribute::Scheme) => Self::Text(of.scheme),
            (Self::Url(of), Attribute::Authority) => Self::Text(of.authority),
            (Self::Url(of), Attribute::Path) => Self::Text(of.path),
            (Self::Url(of), Attribute::NormalizedPath) => Self::Text(&of.normalized_path),
            (Self::Url(of), Attribute::IsIp) => Self::Flag(of.is_ip),
            (Self::Arn(of), Attribute::ArnPartition) => Self::Text(of.partition),
            (Self::Arn(of), Attribute::ArnService) => Self::Text(of.service),
            (Self::Arn(of), Attribute::ArnRegion) => Self::Text(of.region),
            (Self::Arn(of), Attribute::ArnAccountId) => Self::Text(of.account_id),
            _ => return None,
        })
    }
}

impl Name {
    /// Returns the value of a parameter.
    pub(super) fn value<'a>(&self, params: &'a Params<'a>) -> Option<Value<'a>> {
        let text = |text: Option<&'a str>| text.or(self.default_string).map(Value::Text);
        match self.source {
            Source::Region => text(params.region),
            Source::Endpoint => text(params.endpoint),
            Source::AccountId => text(params.account_id),
            Source::AccountIdEndpointMode => text(params.account_id_endpoint_mode),
            Source::String => text(params.string(self.name)),
            Source::UseFips => Some(Value::Flag(params.use_fips)),
            Source::UseDualStack => Some(Value::Flag(params.use_dual_stack)),
            Source::Boolean => params.boolean(self.name).or(self.default_boolean).map(Value::Flag),
            Source::StringArray => params.string_array(self.name).map(Value::List),
            Source::Assigned => None,
        }
    }

    /// Returns the error for an outcome that needs the parameter, which is unset.
    pub(super) fn unset(&self) -> EndpointError {
        EndpointError::new(match self.source {
            Source::Endpoint => "no endpoint is set".to_owned(),
            Source::Region => "no region is set".to_owned(),
            Source::AccountId => "no account is set".to_owned(),
            Source::String | Source::Boolean | Source::StringArray => format!("no `{}` is set", self.name),
            _ => "not all that the endpoint rules need is set".to_owned(),
        })
    }
}
