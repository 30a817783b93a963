//! Expressions as text.

use super::{Comparison, Expression};
use std::fmt;

/// Writes the expression as JMESPath. The text of the model may have other parentheses and spaces.
impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Current => f.write_str("@"),
            Self::Path(names) => f.write_str(&names.join(".")),
            Self::Then((left, right)) => write!(f, "{left}{}", After(right)),
            Self::Index(list, index) => write!(f, "{}[{index}]", Before(list)),
            Self::Flatten(list) => write!(f, "{}[]", Before(list)),
            Self::Each((Self::Flatten(list), right)) => write!(f, "{}[]{}", Before(list), After(right)),
            Self::Each((list, right)) => write!(f, "{}[*]{}", Before(list), After(right)),
            Self::Values((Self::Current, right)) => write!(f, "*{}", After(right)),
            Self::Values((object, right)) => write!(f, "{object}.*{}", After(right)),
            Self::Filter((list, condition, right)) => {
                write!(f, "{}[?{condition}]{}", Before(list), After(right))
            }
            Self::Or((left, right)) => write!(f, "({left} || {right})"),
            Self::And((left, right)) => write!(f, "({left} && {right})"),
            Self::Not(value) => write!(f, "!{value}"),
            Self::Compare((left, comparison, right)) => write!(f, "({left} {comparison} {right})"),
            Self::List(all) => write!(f, "[{}]", Separated(all)),
            Self::Length(value) => write!(f, "length({value})"),
            Self::Contains((value, part)) => write!(f, "contains({value}, {part})"),
            Self::Keys(value) => write!(f, "keys({value})"),
            Self::String(text) => write!(f, "'{}'", text.replace('\'', "\\'")),
            Self::Number(number) => write!(f, "`{number}`"),
            Self::Bool(value) => write!(f, "`{value}`"),
            Self::Null => f.write_str("`null`"),
        }
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        })
    }
}

/// An expression before a bracket: nothing for the value itself.
struct Before<'a>(&'a Expression);

impl fmt::Display for Before<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Expression::Current => Ok(()),
            expression => expression.fmt(f),
        }
    }
}

/// An expression after another one: with a dot, or nothing for the value itself.
struct After<'a>(&'a Expression);

impl fmt::Display for After<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Expression::Current => Ok(()),
            Expression::Index(Expression::Current, index) => write!(f, "[{index}]"),
            expression => write!(f, ".{expression}"),
        }
    }
}

/// Expressions with commas between them.
struct Separated<'a>(&'a [Expression]);

impl fmt::Display for Separated<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, expression) in self.0.iter().enumerate() {
            f.write_str(if index > 0 { ", " } else { "" })?;
            expression.fmt(f)?;
        }
        Ok(())
    }
}
