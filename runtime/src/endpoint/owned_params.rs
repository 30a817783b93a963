//! Endpoint parameters that borrow nothing: those that an operation sets, and a copy of all parameters.

use super::{Param, Params};

/// Parameters that an operation sets.
#[derive(Default)]
pub(crate) struct OwnedParams(Vec<(&'static str, OwnedParam)>);

enum OwnedParam {
    String(String),
    Boolean(bool),
    StringArray(Vec<String>),
}

impl OwnedParams {
    /// Adds a parameter; a later value replaces an earlier one.
    pub(crate) fn push(&mut self, name: &'static str, value: Param<'_>) {
        self.0.push((name, OwnedParam::new(&value)));
    }

    /// Returns a string. Of several with one name the last one counts.
    pub(crate) fn string(&self, name: &str) -> Option<&str> {
        match self.0.iter().rfind(|(known, _)| *known == name)? {
            (_, OwnedParam::String(text)) => Some(text),
            _ => None,
        }
    }

    /// Adds these parameters to others.
    pub(crate) fn add_to<'a>(&'a self, mut params: Params<'a>) -> Params<'a> {
        params.service_params.reserve(self.0.len());
        self.0.iter().fold(params, |params, (name, value)| params.with(name, value.borrow()))
    }
}

impl OwnedParam {
    fn new(value: &Param<'_>) -> Self {
        match value {
            Param::String(text) => Self::String(text.clone().into_owned()),
            Param::Boolean(flag) => Self::Boolean(*flag),
            Param::StringArray(texts) => {
                Self::StringArray(texts.iter().map(|text| (*text).to_owned()).collect())
            }
        }
    }

    fn borrow(&self) -> Param<'_> {
        match self {
            Self::String(text) => Param::from(text.as_str()),
            Self::Boolean(flag) => Param::Boolean(*flag),
            Self::StringArray(texts) => Param::StringArray(texts.iter().map(String::as_str).collect()),
        }
    }

    fn is(&self, value: &Param<'_>) -> bool {
        match (self, value) {
            (Self::String(one), Param::String(other)) => one == other,
            (Self::Boolean(one), Param::Boolean(other)) => one == other,
            (Self::StringArray(one), Param::StringArray(other)) => one == other,
            _ => false,
        }
    }
}

/// A copy of parameters, to compare others with.
pub(crate) struct ParamsCopy {
    region: Option<String>,
    use_fips: bool,
    use_dual_stack: bool,
    endpoint: Option<String>,
    account_id: Option<String>,
    account_id_endpoint_mode: Option<String>,
    service_params: Vec<(String, OwnedParam)>,
}

impl ParamsCopy {
    pub(crate) fn new(params: &Params<'_>) -> Self {
        // All members are named, so that none can be forgotten here and in `is`.
        let Params {
            region,
            use_fips,
            use_dual_stack,
            endpoint,
            account_id,
            account_id_endpoint_mode,
            service_params,
        } = params;
        let service_params = service_params.entries().iter();
        Self {
            region: region.map(str::to_owned),
            use_fips: *use_fips,
            use_dual_stack: *use_dual_stack,
            endpoint: endpoint.map(str::to_owned),
            account_id: account_id.map(str::to_owned),
            account_id_endpoint_mode: account_id_endpoint_mode.map(str::to_owned),
            service_params: service_params
                .map(|(name, value)| ((*name).to_owned(), OwnedParam::new(value)))
                .collect(),
        }
    }

    /// Returns whether parameters are the same. Those of single services have to be in the same order, which they are for one
    /// operation.
    pub(crate) fn is(&self, params: &Params<'_>) -> bool {
        let Params {
            region,
            use_fips,
            use_dual_stack,
            endpoint,
            account_id,
            account_id_endpoint_mode,
            service_params,
        } = params;
        let others = service_params.entries();
        // What differs most often comes first.
        self.service_params.len() == others.len()
            && self
                .service_params
                .iter()
                .zip(others)
                .all(|((name, value), (other, given))| value.is(given) && name == other)
            && self.region.as_deref() == *region
            && self.account_id.as_deref() == *account_id
            && self.endpoint.as_deref() == *endpoint
            && self.account_id_endpoint_mode.as_deref() == *account_id_endpoint_mode
            && (self.use_fips, self.use_dual_stack) == (*use_fips, *use_dual_stack)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_differs_from_parameters_with_any_other_value() {
        let params = Params {
            use_fips: true,
            endpoint: Some("https://local.example.com"),
            account_id: Some("111111111111"),
            account_id_endpoint_mode: Some("preferred"),
            ..Params::region("eu-west-1")
        };
        let params = params.with("Bucket", "blue").with("Plain", true).with("Names", vec!["a", "b"]);
        let copy = ParamsCopy::new(&params);
        assert!(copy.is(&params) && ParamsCopy::new(&Params::default()).is(&Params::default()));
        let own = || params.clone();
        for other in [
            Params::default(),
            Params { region: None, ..own() },
            Params { region: Some("eu-west-2"), ..own() },
            Params { use_fips: false, ..own() },
            Params { use_dual_stack: true, ..own() },
            Params { endpoint: Some("https://other.example.com"), ..own() },
            Params { endpoint: None, ..own() },
            Params { account_id: Some("222222222222"), ..own() },
            Params { account_id_endpoint_mode: Some("disabled"), ..own() },
            own().with("Bucket", "green"),
            own().with("Bucket", true),
            own().with("Plain", false),
            own().with("Names", vec!["a", "c"]),
            own().with("Names", vec!["a"]),
            own().with("Key", "blue"),
        ] {
            assert!(!copy.is(&other), "{other:?}");
        }
    }
}
