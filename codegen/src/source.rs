//! What goes in: texts, and where they came from.

/// A file that was read, whatever from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Where it is, for diagnostics.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// All there is of one service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceSources {
    /// The name of its folder, which its module is called after. Where it is empty, both are called after the model's
    /// `sdkId` or `serviceId`: `IoT Wireless` is `iot-wireless`.
    pub name: String,
    /// The API model: botocore's JSON, or Smithy's JSON AST. Which it is, it says itself.
    pub model: Source,
    /// The endpoint rules, where the model does not bring them. With neither, the caller says where to send requests.
    pub endpoints: Option<Source>,
    /// Our own words on it.
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

/// What is generated of a service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Content {
    /// All of it.
    #[default]
    Whole,
    /// The types that its operations reach, and neither operations nor client nor endpoint. Protocol and signature of
    /// the service do not matter then.
    Types,
}

/// What the files make up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// A crate of their own, whose features decide on the client and on serde.
    #[default]
    Crate,
    /// Modules within somebody else's crate: `<package>.rs`, to be included, and a folder of that name. Features of
    /// that crate are none of ours.
    Modules {
        /// Whether there is a client, which needs the runtime's feature of that name.
        client: bool,
    },
}

/// A crate that is to be generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrateSources {
    /// The name of its package.
    pub package: String,
    /// How its manifest reaches the runtime, as the right side of a dependency without features: a table.
    pub runtime: String,
    /// The groups of regions.
    pub partitions: Source,
    /// The services, in this order.
    pub services: Vec<ServiceSources>,
    /// What is generated of them.
    pub content: Content,
    /// What the files make up.
    pub form: Form,
    /// Whether structures are `#[non_exhaustive]`: other crates create them with constructors and setters, and a new optional
    /// member is a minor change. On in a crate of AWS services; within one crate the attribute has no effect.
    pub non_exhaustive: bool,
    /// The settings of the crate's manifest.
    pub manifest: Manifest,
}

/// The settings of a crate's manifest. They have no effect on [`Form::Modules`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The version of the package.
    pub version: String,
    /// The edition of Rust: 2021 or later.
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
    /// Whether the crate is a workspace of its own, as it has to be below another workspace that it does not belong to.
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
        Self { package, runtime, partitions, services, content, form, non_exhaustive, manifest }
    }
}
