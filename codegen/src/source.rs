//! The input of the generator: texts with their paths.

use std::collections::BTreeMap;

/// The text of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The path, for diagnostics.
    pub path: String,
    /// The content.
    pub text: String,
}

/// The files of one service, and the operations to generate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceSources {
    /// The name of the service's folder and module. If it is empty, both are named after the model's `sdkId` or
    /// `serviceId`: `IoT Wireless` becomes `iot-wireless`.
    pub name: String,
    /// The API model in botocore's JSON or Smithy's JSON AST. The format is detected.
    pub model: Source,
    /// The endpoint rules, unless the model has them. Without either, callers configure the endpoint URL.
    pub endpoints: Option<Source>,
    /// Documentation of the service (`docs.toml`).
    pub docs: Option<Source>,
    /// The operations to generate.
    pub operations: Selection,
}

/// The operations of a model to generate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// All operations, sorted by name.
    All,
    /// All operations that can be generated, sorted by name. The others are listed in
    /// [`Outcome::skipped`](crate::Outcome::skipped). A service without a supported operation is handled as with
    /// [`Selection::All`], so that diagnostics give the reasons.
    Supported,
    /// These operations, in this order.
    Named(Vec<String>),
}

impl From<Vec<String>> for Selection {
    fn from(names: Vec<String>) -> Self {
        Self::Named(names)
    }
}

/// The parts of a service that are generated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Content {
    /// Operations, types, endpoint rules and client.
    #[default]
    Whole,
    /// Only the types that the operations reach. The protocol and the authentication of the service need not be
    /// supported.
    Types,
}

/// The form of the generated code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// A crate, whose features enable the client and serde.
    #[default]
    Crate,
    /// Modules of another crate: `<package>.rs`, to be included, and a folder of that name. They have no features.
    Modules {
        /// Whether to generate a client, which needs the runtime's feature `client`.
        client: bool,
    },
}

/// The input of one run of the generator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrateSources {
    /// The name of the package.
    pub package: String,
    /// The runtime dependency in the manifest: a TOML table without features.
    pub runtime: String,
    /// The partitions of regions (botocore's `partitions.json`).
    pub partitions: Source,
    /// The services, in this order.
    pub services: Vec<ServiceSources>,
    /// The parts of the services that are generated.
    pub content: Content,
    /// The form of the generated code.
    pub form: Form,
    /// Whether structures are `#[non_exhaustive]`: other crates create them with constructors and setters, and a new optional
    /// member is a minor change. On in a crate of AWS services; within one crate the attribute has no effect.
    pub non_exhaustive: bool,
    /// Whether unions with one variant implement `From`, and outputs with one list `IntoIterator`. A new member of the model
    /// removes them, which is a major change.
    pub conversions: bool,
    /// The settings of the crate's manifest.
    pub manifest: Manifest,
    /// Whether the documentation of the model is used where `docs` has none.
    pub documentation: bool,
    /// The protocols to use instead of the preferred ones, by service: names of Smithy's traits without the namespace.
    pub protocols: BTreeMap<String, String>,
}

/// The settings of a crate's manifest. They have no effect on [`Form::Modules`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The version of the package.
    pub version: String,
    /// The edition of Rust: 2024 or later.
    pub edition: String,
    /// The license, as an SPDX expression.
    pub license: Option<String>,
    /// The oldest supported version of Rust.
    pub rust_version: Option<String>,
    /// Whether the package can be published.
    pub publish: bool,
    /// Whether the feature `client` is on by default.
    pub client: bool,
    /// Whether the feature `serde` is on by default.
    pub serde: bool,
    /// Whether the crate is a workspace of its own, which is necessary below another workspace that it does not belong
    /// to.
    pub is_workspace: bool,
}

impl Default for Manifest {
    fn default() -> Self {
        Self {
            version: "0.1.0".to_owned(),
            edition: "2024".to_owned(),
            license: None,
            rust_version: Some("1.94.1".to_owned()),
            publish: false,
            client: true,
            serde: false,
            is_workspace: false,
        }
    }
}

impl CrateSources {
    /// Creates the sources of a complete crate. Other content and forms are set afterwards:
    /// `CrateSources { content: Content::Types, ..CrateSources::new(package, runtime, partitions, services) }`.
    pub fn new(package: String, runtime: String, partitions: Source, services: Vec<ServiceSources>) -> Self {
        let (content, form, non_exhaustive) = (Content::default(), Form::default(), true);
        let manifest = Manifest::default();
        let (conversions, documentation, protocols) = (false, false, BTreeMap::new());
        Self {
            package,
            runtime,
            partitions,
            services,
            content,
            form,
            non_exhaustive,
            conversions,
            manifest,
            documentation,
            protocols,
        }
    }
}
