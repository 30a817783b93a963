//! Copies of values without those of sensitive members.

use crate::reflect::{REDACTED, Shape, Slot, ValueRef, copy, used_members};
use crate::schema::{Flag, Kind, Member};
use crate::timestamp::Timestamp;
use std::collections::BTreeSet;

/// The names of members that are sensitive, whatever the model says of them.
const SECRETS: [&str; 7] =
    ["AccessToken", "ClientSecret", "IdToken", "Password", "RefreshToken", "SecretAccessKey", "SessionToken"];

/// What a copy has not kept.
#[derive(Debug, Default)]
pub(super) struct Redaction {
    /// The names of members with other values, in the model and on the wire.
    pub(super) names: BTreeSet<String>,
    /// The names of idempotency tokens, which are kept.
    pub(super) generated: BTreeSet<String>,
}

impl Redaction {
    /// Copies all members that have a value. Returns `None` if a value cannot be copied.
    pub(super) fn copy(&mut self, from: &dyn Shape, to: &mut dyn Shape) -> Option<()> {
        self.shape(from, to, None)
    }

    /// Copies a shape. With the sensitive member that it is a part of, all its values are replaced.
    fn shape(&mut self, from: &dyn Shape, to: &mut dyn Shape, secret: Option<&Member>) -> Option<()> {
        if let Some(name) = from.unknown().filter(|_| from.schema().kind == Kind::Union) {
            to.set_unknown(name);
            return Some(());
        }
        for (index, member) in used_members(from) {
            let value = from.get(index);
            if matches!(value, ValueRef::None) {
                continue;
            }
            let is_own = is_secret(member) || from.schema().sensitive;
            let secret = secret.or(is_own.then_some(member));
            if member.has(Flag::IdempotencyToken) {
                add_names(&mut self.generated, member);
            }
            self.value(value, to.slot(index), (member, member), secret)?;
        }
        Some(())
    }

    /// Copies a value. The members are the one that it belongs to, and the element or member that has its traits.
    fn value(
        &mut self,
        value: ValueRef<'_>,
        slot: Slot<'_>,
        (owner, traits): (&'static Member, &'static Member),
        secret: Option<&Member>,
    ) -> Option<()> {
        let element = traits.element_or_default();
        let inner = secret.or(is_secret(element).then_some(owner));
        match (value, slot) {
            (ValueRef::Shape(from), Slot::Shape(to)) => return self.shape(from, to, secret),
            (ValueRef::Strings(from), Slot::Strings(to)) => match inner {
                Some(member) => {
                    add_names(&mut self.names, member);
                    *to = vec![REDACTED.to_owned(); from.len()];
                }
                None => to.clone_from(from),
            },
            (ValueRef::List(from), Slot::List(to)) => {
                to.clear();
                for index in 0..from.len() {
                    match from.get(index) {
                        ValueRef::None => to.push_null().then_some(())?,
                        value => self.value(value, to.push(), (owner, element), inner)?,
                    }
                }
            }
            (ValueRef::Map(from), Slot::Map(to)) => {
                let key = traits.rare.and_then(|traits| traits.key).filter(|key| is_secret(key));
                let secret_keys = secret.or(key.map(|_| owner));
                let (mut number, mut copied) = (0, Some(()));
                to.clear();
                from.visit(&mut |key, value| {
                    number += 1;
                    let key = match secret_keys {
                        None => key.to_owned(),
                        Some(member) => {
                            add_names(&mut self.names, member);
                            format!("{REDACTED} {number}")
                        }
                    };
                    copied = match value {
                        ValueRef::None => to.insert_null(key).then_some(()),
                        value => self.value(value, to.insert(key), (owner, element), inner),
                    };
                    copied.is_some()
                });
                return copied;
            }
            (value, slot) => match secret {
                None => copy(value, slot).then_some(())?,
                Some(member) => {
                    add_names(&mut self.names, member);
                    replace(slot)?;
                }
            },
        }
        Some(())
    }
}

/// Returns whether values of a member are secret.
pub(super) fn is_secret(member: &Member) -> bool {
    member.has(Flag::Sensitive) || SECRETS.iter().any(|name| name.eq_ignore_ascii_case(member.name))
}

/// Sets a scalar to a value that is no secret.
fn replace(slot: Slot<'_>) -> Option<()> {
    match slot {
        Slot::Bool(out) => *out = false,
        Slot::Byte(out) => *out = 0,
        Slot::Short(out) => *out = 0,
        Slot::Integer(out) => *out = 0,
        Slot::IntEnum(out) => out.set(0),
        Slot::Long(out) => *out = 0,
        Slot::Float(out) => *out = 0.0,
        Slot::Double(out) => *out = 0.0,
        Slot::BigNumber(out) => *out = "0".parse().ok()?,
        Slot::String(out) => REDACTED.clone_into(out),
        Slot::Enum(out) => out.set(REDACTED.to_owned()),
        Slot::Blob(out) => *out = REDACTED.into(),
        Slot::Body(out) => *out = REDACTED.into(),
        Slot::Timestamp(out) => *out = Timestamp::new(0, 0),
        Slot::Document(out) => *out = REDACTED.into(),
        Slot::Skip | Slot::Shape(_) | Slot::List(_) | Slot::Strings(_) | Slot::Map(_) => return None,
    }
    Some(())
}

/// Adds the names that a member has in the model, on the wire and in forms.
fn add_names(names: &mut BTreeSet<String>, member: &Member) {
    let mut capitalized = member.wire.to_owned();
    if let Some(first) = capitalized.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let query = member.rare.and_then(|traits| traits.query_name);
    let all = [member.name, member.wire].into_iter().chain(query).map(str::to_owned);
    names.extend(all.chain([capitalized]));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use crate::reflect::Value;
    use std::collections::BTreeMap;

    #[derive(Clone, Default, PartialEq)]
    struct Inner {
        id: Option<i32>,
        text: Option<String>,
    }
    crate::structure!(Inner = "Inner" { 0 id => Member::new("id"), 1 text => Member::new("text").sensitive() });

    #[derive(Clone, Default, PartialEq)]
    struct Hidden {
        id: Option<i32>,
    }
    crate::structure!(Hidden = "Hidden" sensitive { 0 id => Member::new("id") });

    #[derive(Clone, Default, PartialEq)]
    struct Outer {
        token: Option<String>,
        password: Option<String>,
        at: Option<Timestamp>,
        inner: Option<Vec<Inner>>,
        hidden: Option<Hidden>,
        strings: Option<Vec<String>>,
        map: Option<BTreeMap<String, i32>>,
        keys: Option<BTreeMap<String, String>>,
    }
    crate::structure!(Outer = "Outer" {
        0 token => Member::new("token").idempotency_token(),
        1 password => Member::new("password").wire("pw"),
        2 at => Member::new("at").sensitive(),
        3 inner => Member::new("inner"),
        4 hidden => Member::new("hidden"),
        5 strings => Member::new("strings").element(&Member::new("member").sensitive()),
        6 map => Member::new("map").sensitive(),
        7 keys => Member::new("keys").rare(&RareTraits::new().key(&Member::new("key").sensitive())),
    });

    fn redacted(value: &str) -> (String, Redaction) {
        let (mut from, mut to) = (Outer::default_value(), Outer::default_value());
        json::from_body(value.as_bytes(), &mut from).unwrap();
        let mut redaction = Redaction::default();
        redaction.copy(&from, &mut to).unwrap();
        (String::from_utf8(json::to_body(&to).unwrap()).unwrap(), redaction)
    }

    #[test]
    fn sensitive_values_are_replaced_at_any_depth() {
        let (value, redaction) = redacted(
            r#"{"token":"t","pw":"secret","at":17,"inner":[{"id":1,"text":"secret"},{"id":2}],"hidden":{"id":9},
                "strings":["secret","secret"],"map":{"secret":1,"secret2":2},"keys":{"secret":"kept"}}"#,
        );
        assert_eq!(
            value,
            r#"{"token":"t","pw":"[redacted]","at":0,"inner":[{"id":1,"text":"[redacted]"},{"id":2}],"hidden":{"id":0},"strings":["[redacted]","[redacted]"],"map":{"[redacted] 1":0,"[redacted] 2":0},"keys":{"[redacted] 1":"kept"}}"#
        );
        for name in ["password", "pw", "at", "text", "id", "strings", "map", "keys"] {
            assert!(redaction.names.contains(name), "{name}");
        }
        assert!(redaction.generated.contains("token") && !redaction.names.contains("inner"));
    }

    #[test]
    fn a_value_without_secrets_is_kept() {
        let value = r#"{"inner":[{"id":1}],"keys":{}}"#;
        let (copied, redaction) = redacted(value);
        assert_eq!((copied.as_str(), redaction.names.len()), (value, 0));
    }
}
