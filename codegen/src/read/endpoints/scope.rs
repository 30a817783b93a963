//! The scope of a rule: the parameters and names that it can use, and the conditions that hold.

use crate::graph::rules::{Condition, Expr, Input, Parameter, ParameterType};

/// The type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    String,
    Boolean,
    StringArray,
    Partition,
    Url,
    Arn,
}

impl Kind {
    /// Returns the name of the type for diagnostics.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::String => "a string",
            Self::Boolean => "a boolean",
            Self::StringArray => "a list of strings",
            Self::Partition => "a partition",
            Self::Url => "a parsed URL",
            Self::Arn => "a parsed ARN",
        }
    }
}

/// A value with its type.
#[derive(Clone, Debug)]
pub(super) struct Value {
    pub(super) expr: Expr,
    pub(super) kind: Kind,
    /// Whether the value can be unset.
    pub(super) may_be_missing: bool,
}

impl Value {
    pub(super) fn string(expr: Expr) -> Self {
        Self { expr, kind: Kind::String, may_be_missing: false }
    }

    pub(super) fn boolean(expr: Expr) -> Self {
        Self { expr, kind: Kind::Boolean, may_be_missing: false }
    }

    pub(super) fn maybe(expr: Expr, kind: Kind) -> Self {
        Self { expr, kind, may_be_missing: true }
    }
}

/// A name that a condition binds, with its value, or `None` after a reported error.
type Local = (String, Option<Value>);

/// The scope of a rule.
#[derive(Clone)]
pub(super) struct Scope<'a> {
    /// The parameters of the rule set.
    pub(super) parameters: &'a [Parameter],
    locals: Vec<Local>,
    /// The inputs that are known to be present.
    present: Vec<Input>,
    /// Whether names can be read that no condition has assigned. A condition that reads an unassigned name does not
    /// hold.
    pub(super) is_diagram: bool,
    /// The number of conditions of this rule and the rules around it.
    pub(super) count: usize,
    /// The conditions of the rule itself.
    pub(super) conditions: Vec<Condition>,
}

impl<'a> Scope<'a> {
    /// Creates the outermost scope.
    pub(super) fn new(parameters: &'a [Parameter]) -> Self {
        let required = parameters.iter().filter(|parameter| parameter.required);
        Self {
            parameters,
            locals: Vec::new(),
            present: required.map(|parameter| parameter.input.clone()).collect(),
            is_diagram: false,
            count: 0,
            conditions: Vec::new(),
        }
    }

    /// Creates the scope of a nested rule.
    pub(super) fn inner(&self) -> Self {
        Self { conditions: Vec::new(), ..self.clone() }
    }

    /// Adds the names that are bound in an inner scope.
    pub(super) fn take_names(&mut self, inner: Self) {
        self.locals = inner.locals;
    }

    pub(super) fn local(&self, name: &str) -> Option<&Option<Value>> {
        self.locals.iter().find(|(local, _)| local == name).map(|(_, value)| value)
    }

    pub(super) fn parameter(&self, name: &str) -> Option<&'a Parameter> {
        self.parameters.iter().find(|parameter| parameter.name == name)
    }

    pub(super) fn input(&self, input: &Input) -> Value {
        Value {
            kind: match input.kind {
                ParameterType::String => Kind::String,
                ParameterType::Boolean => Kind::Boolean,
                ParameterType::StringArray => Kind::StringArray,
            },
            may_be_missing: input.may_be_missing() && !self.present.contains(input),
            expr: Expr::Input(input.clone()),
        }
    }

    /// Treats string parameters as set from here on.
    pub(super) fn assume_present(&mut self) {
        let strings =
            self.parameters.iter().filter(|parameter| parameter.input.kind == ParameterType::String);
        self.present.extend(strings.map(|parameter| parameter.input.clone()));
    }

    pub(super) fn give(&mut self, name: &str, value: Option<Value>) {
        self.locals.push((name.to_owned(), value));
    }

    /// Adds a condition to the rule.
    pub(super) fn hold(&mut self, test: Expr) {
        if let Expr::IsSet(of) = &test
            && let Expr::Input(input) = &**of
        {
            self.present.push(input.clone());
        }
        self.conditions.push(Condition::Holds(test));
    }
}
