//! Expressions of [JMESPath](https://jmespath.org/specification.html) over generated types, as paginators and waiters have them.
//!
//! The generator parses the text of an expression, and generated code has it as a static value. There is no parser here. Names
//! are those of members in the model.

mod evaluate;
mod functions;
mod node;
#[cfg(test)]
mod tests;
mod text;

pub use node::Node;

/// A JMESPath expression. The generator rejects other forms of the language.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Expression {
    /// `@`: the value itself.
    Current,
    /// `a.b.c`: a member, and members of it.
    Path(&'static [&'static str]),
    /// `left.right` and `left | right`: the second expression, for the value of the first.
    Then(&'static (Expression, Expression)),
    /// `list[0]`, `list[-1]`: an element, counted from the end if the number is negative.
    Index(&'static Expression, i32),
    /// `list[]` before its projection: the elements of a list, and the elements of those that are lists themselves.
    Flatten(&'static Expression),
    /// `list[*].right`: the second expression for each element of the first one's list, without nulls.
    Each(&'static (Expression, Expression)),
    /// `left.*.right`: the second expression for the value of each member of the first one's object, without nulls.
    Values(&'static (Expression, Expression)),
    /// `list[?condition].right`: the third expression for each element of the first one's list for which the second is true.
    Filter(&'static (Expression, Expression, Expression)),
    /// `left || right`: the first value, or the second one if the first is false, null or empty.
    Or(&'static (Expression, Expression)),
    /// `left && right`: the first value if it is false, null or empty, else the second one.
    And(&'static (Expression, Expression)),
    /// `!value`
    Not(&'static Expression),
    /// `left == right` and the other comparisons. All but `==` and `!=` are null for values that are not numbers.
    Compare(&'static (Expression, Comparison, Expression)),
    /// `[a, b]`: a list of the values; null for null.
    List(&'static [Expression]),
    /// `length(value)`: the number of characters, elements or members; null for other values, where the specification has an
    /// error.
    Length(&'static Expression),
    /// `contains(value, part)`: whether a string has a part, or a list an element; null for other values.
    Contains(&'static (Expression, Expression)),
    /// `keys(value)`: the names of the members that are set; null for other values.
    Keys(&'static Expression),
    /// A literal string.
    String(&'static str),
    /// A literal number.
    Number(f64),
    /// A literal boolean.
    Bool(bool),
    /// A literal null.
    Null,
}

/// A comparison of two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "named for the operators")]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}
