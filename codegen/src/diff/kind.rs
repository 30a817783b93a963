//! The kinds of change.

/// A constraint on the values of a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// The `min` of `smithy.api#length` or `smithy.api#range`.
    Minimum,
    /// The `max` of `smithy.api#length` or `smithy.api#range`.
    Maximum,
    /// The regular expression of `smithy.api#pattern`.
    Pattern,
}

/// Whether a changed bound allows more or fewer values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tightness {
    /// Fewer values are valid.
    Tighter,
    /// More values are valid.
    Looser,
    /// Unknown: patterns are not compared with each other.
    Undetermined,
}

/// The kind of a change, with the old and the new value from the models. Names of types, members and variants are those
/// of the crate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names of variants and fields say it")]
pub enum ChangeKind {
    // Services and operations.
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
    /// The authentication schemes, in order of preference.
    Auth {
        old: String,
        new: String,
    },
    /// The SDK id, from which configuration files and environment variables derive their names.
    SdkId {
        old: String,
        new: String,
    },
    /// The prefix of the operation's name in `X-Amz-Target`.
    TargetPrefix {
        old: String,
        new: String,
    },
    /// A parameter of the endpoint rules that the client's configuration sets.
    ClientParam {
        name: String,
        added: bool,
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
    /// The status code of a success. Clients accept any from 200 to 299.
    Status {
        old: u16,
        new: u16,
    },
    HostPrefix {
        old: String,
        new: String,
    },
    /// The value that an operation or a member of its input passes to the endpoint rules: a constant, an expression or
    /// the member's name.
    ContextParam {
        name: String,
        old: Option<String>,
        new: Option<String>,
    },
    /// A property of the checksums of requests and responses, named by `of`.
    Checksum {
        of: &'static str,
        old: String,
        new: String,
    },
    /// A property of the paginator, named by `of`.
    Paginator {
        of: &'static str,
        old: String,
        new: String,
    },
    WaiterAdded {
        name: String,
    },
    /// The waiter has other acceptors or delays.
    WaiterChanged {
        name: String,
    },
    WaiterRemoved {
        name: String,
    },
    /// The operation returns an output instead of `()`.
    OutputAdded,
    OutputRemoved,
    ErrorAdded,
    ErrorRemoved,
    // Shapes.
    ShapeAdded {
        kind: &'static str,
    },
    ShapeRemoved {
        kind: &'static str,
    },
    /// The type has another name and is used by the same members.
    ShapeRenamed {
        old: String,
    },
    Kind {
        old: &'static str,
        new: &'static str,
    },
    /// The name in the model, which serde uses for members and the protocol for error codes.
    ModelName {
        old: String,
        new: String,
    },
    /// An input uses the type now, so that it has setters.
    Sent,
    /// No input uses the type any more, so that its setters are removed.
    NotSent,
    /// `new` has the same number of arguments, with other names.
    ConstructorArguments {
        old: String,
        new: String,
    },
    /// An implementation that types with one variant or one list have: `From` or `IntoIterator`.
    Conversion {
        name: &'static str,
        added: bool,
    },
    /// A property of an error, named by `of`: its code, its status code, its fault, or whether it is retryable.
    Error {
        of: &'static str,
        old: String,
        new: String,
    },
    // Members.
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
    /// The HTTP binding, with the name in the message.
    Binding {
        old: String,
        new: String,
    },
    TimestampFormat {
        old: String,
        new: String,
    },
    /// An XML trait, or the name in a form-encoded query.
    Xml {
        of: &'static str,
        old: String,
        new: String,
    },
    // Enum values.
    ValueAdded {
        value: String,
    },
    ValueRemoved {
        value: String,
    },
    /// The variant has the same name and another value on the wire.
    ValueChanged {
        old: String,
        new: String,
    },
    /// The variant has another name and the same value on the wire.
    ValueRenamed {
        old: String,
    },
    /// The variants have another order, which `Ord` follows.
    ValuesReordered,
    // Traits of operations, shapes and members.
    Trait {
        name: &'static str,
        added: bool,
    },
    Deprecated,
    NotDeprecated,
    DeprecationMessage,
    Sensitive,
    NotSensitive,
    Bound {
        bound: Bound,
        old: Option<String>,
        new: Option<String>,
        tightness: Tightness,
    },
    // Partitions.
    /// The tables differ, and one of them is missing or cannot be parsed.
    Partitions,
    /// The first partition, which unknown regions belong to.
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
    /// A property of a partition, named by `of`: a DNS suffix, a supported feature or the prefixes of its regions.
    PartitionFact {
        partition: String,
        of: &'static str,
        old: String,
        new: String,
    },
}
