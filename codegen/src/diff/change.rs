//! A change: what it is about, what it is, and whom it breaks.

/// A change between two models.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The operation, if it is about one or about a shape that one alone reaches.
    pub operation: Option<String>,
    /// The shape: the name of its Rust type; of one that is a type of Rust's, its name in the model.
    pub shape: Option<String>,
    /// The field or variant.
    pub member: Option<String>,
    /// Of a shape that is a type of Rust's: the fields that hold it, `Thing.name` or `the elements of Thing.tags`.
    pub used_by: Vec<String>,
    /// What has changed.
    pub what: What,
    /// What it does to those who use the crate.
    pub rust: Rust,
    /// What it does on the wire.
    pub wire: Wire,
}

impl Change {
    /// One of the service as a whole.
    pub(super) fn service(what: What, rust: Rust, wire: Wire) -> Self {
        Self { operation: None, shape: None, member: None, used_by: Vec::new(), what, rust, wire }
    }
}

/// What a change does to those who use the crate. From harmless to grave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rust {
    /// Their code means what it meant. Documentation or what goes over the wire may be another.
    Unchanged,
    /// There is something more, or the compiler warns of something.
    Grows,
    /// Breaks code that speaks of a type as a whole: a literal or pattern that names all fields and has no `..`, a
    /// match that names all variants and has no `_`, a comparison of the order of an enum's variants. No other code.
    BreaksWhole,
    /// Breaks code that uses it.
    Breaks,
}

impl Rust {
    /// The step that the crate takes for it, by the rules of Cargo.
    pub fn step(self) -> Step {
        match self {
            Self::Unchanged => Step::Patch,
            Self::Grows => Step::Minor,
            Self::BreaksWhole | Self::Breaks => Step::Major,
        }
    }
}

/// What a change does to requests of before and to what is understood of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wire {
    /// Nothing: it is a matter of the crate alone.
    Unchanged,
    /// What was sent before is still taken, and what is answered now was understood before.
    Compatible,
    /// It cannot be told: two patterns are not compared, nor is what cannot be read.
    Unclear,
    /// What was sent before may be refused or mean something else, or what was answered before is missing or other.
    Breaking,
}

/// A step of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each is what Semantic Versioning calls it")]
pub enum Step {
    /// Nothing has changed.
    None,
    Patch,
    Minor,
    Major,
}

impl Step {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// A bound of a shape's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is what it is called")]
pub enum Bound {
    Least,
    Greatest,
    Pattern,
}

/// Whether a bound takes away from what was allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tightness {
    /// Less is allowed.
    Tighter,
    /// More is allowed.
    Looser,
    /// It cannot be told.
    Other,
}

/// What has changed. Texts are of the models, or Rust's names of what is in them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "`old` and `new` are what they are called")]
pub enum What {
    // Of a service, or of an operation.
    Protocol {
        old: String,
        new: String,
    },
    SigningName {
        old: String,
        new: String,
    },
    ApiVersion {
        old: String,
        new: String,
    },
    /// How requests are signed.
    Auth {
        old: String,
        new: String,
    },
    /// The name that configuration files and environment variables have for the service.
    SdkId {
        old: String,
        new: String,
    },
    /// What is before the operation's name in a header.
    TargetPrefix {
        old: String,
        new: String,
    },
    /// A parameter of the endpoint rules that callers set for all their calls, or could before.
    ClientParam {
        name: String,
        now: bool,
    },
    EndpointRules,
    OperationAdded,
    OperationRemoved,
    Method {
        old: String,
        new: String,
    },
    Uri {
        old: String,
        new: String,
    },
    /// The status of a success, which nobody depends on: any of 200 to 299 is one.
    Status {
        old: u16,
        new: u16,
    },
    HostPrefix {
        old: String,
        new: String,
    },
    /// What an operation or a member of its input passes to the endpoint rules: nothing, or a constant, an expression
    /// or the member's name.
    ContextParam {
        name: String,
        old: Option<String>,
        new: Option<String>,
    },
    /// The operation answers with something where it answered with nothing.
    OutputAdded,
    OutputRemoved,
    ErrorAdded,
    ErrorRemoved,
    // Of shapes.
    ShapeAdded {
        kind: &'static str,
    },
    ShapeRemoved {
        kind: &'static str,
    },
    /// The type is another by name alone.
    ShapeRenamed {
        old: String,
    },
    Kind {
        old: &'static str,
        new: &'static str,
    },
    /// Its name in the model, which serde uses for members, and which is the code of an error.
    ModelName {
        old: String,
        new: String,
    },
    /// An input holds it now: it has setters.
    Sent,
    /// No input holds it any more: its setters are gone.
    NotSent,
    /// `new` takes as many arguments as before, and not the same ones.
    ConstructorArguments {
        old: String,
        new: String,
    },
    /// The code or status of an error, whose fault it is, or whether to try again after it.
    Error {
        of: &'static str,
        old: String,
        new: String,
    },
    // Of members.
    MemberAdded {
        required: bool,
    },
    VariantAdded,
    VariantRemoved,
    MemberRemoved,
    Type {
        old: String,
        new: String,
    },
    Required,
    Optional,
    /// Its place in the message, with its name there.
    Place {
        old: String,
        new: String,
    },
    TimestampFormat {
        old: String,
        new: String,
    },
    /// How it is written in XML or in a query.
    Xml {
        of: &'static str,
        old: String,
        new: String,
    },
    // Of values.
    ValueAdded {
        value: String,
    },
    ValueRemoved {
        value: String,
    },
    /// The variant is as before, its value on the wire is not.
    ValueChanged {
        old: String,
        new: String,
    },
    /// The value is as before, its variant is called otherwise.
    ValueRenamed {
        old: String,
    },
    /// The variants of before come in another order, by which they are compared and sorted.
    ValuesReordered,
    // Of several.
    /// A trait that it has now, or has no longer.
    Trait {
        name: &'static str,
        now: bool,
    },
    Deprecated,
    NotDeprecated,
    /// The reason for it reads otherwise.
    DeprecationNote,
    Sensitive,
    NotSensitive,
    Bound {
        bound: Bound,
        old: Option<String>,
        new: Option<String>,
        tightness: Tightness,
    },
    // Of partitions.
    /// The tables are others, and one of them is missing or cannot be read.
    Partitions,
    /// The first one, which regions are in that no other has.
    DefaultPartition {
        old: String,
        new: String,
    },
    PartitionAdded {
        partition: String,
        regions: Vec<String>,
    },
    PartitionRemoved {
        partition: String,
    },
    RegionsAdded {
        partition: String,
        regions: Vec<String>,
    },
    RegionsRemoved {
        partition: String,
        regions: Vec<String>,
    },
    /// A domain, what is supported, or what regions begin with.
    PartitionFact {
        partition: String,
        of: &'static str,
        old: String,
        new: String,
    },
}
