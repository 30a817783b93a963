//! Writes members, and the elements of lists and maps.

use super::writer::{Traits, Writer, entries, mark, object, text};
use super::xml;
use crate::graph::{Binding, Member, MemberTrait, Presence, Protocol};
use crate::json::Node;

impl Writer<'_> {
    pub(super) fn members(&self, members: &[Member]) -> Node<'static> {
        object(members.iter().map(|member| (member.name.clone(), self.member(member))))
    }

    /// Returns a member of a structure or union, the element of a list, or the key or value of a map.
    pub(super) fn member(&self, member: &Member) -> Node<'static> {
        let mut traits = Traits::default();
        traits.mark("smithy.api#required", member.presence == Presence::Required);
        add_binding(&member.binding, &mut traits);
        let json_name =
            member.wire_name.as_ref().filter(|_| self.model.service.protocol == Protocol::RestJson1);
        traits.add_some("smithy.api#jsonName", json_name.map(text));
        xml::add_to_member(&member.xml, &mut traits);
        traits.add_some("smithy.api#timestampFormat", member.timestamp.map(super::shapes::timestamp));
        traits.add_some("smithy.api#deprecated", member.deprecated.as_ref().map(super::shapes::deprecated));
        let context = member.context_param.as_ref();
        traits.add_some("smithy.rules#contextParam", context.map(|name| entries([("name", text(name))])));
        add_traits(&member.traits, &mut traits);
        traits.mark("smithy.api#sensitive", member.sensitive);
        super::shapes::add_bounds(&member.bounds, &self.model.shapes[member.target].kind, &mut traits);
        let copy = self.ids.media_types.target(member).map(str::to_owned);
        let target = copy.unwrap_or_else(|| self.id(member.target));
        traits.close(vec![("target".to_owned(), text(target))])
    }

    fn id(&self, id: crate::graph::ShapeId) -> String {
        self.ids.shapes.get(&id).cloned().unwrap_or_default()
    }
}

fn add_binding(binding: &Binding, traits: &mut Traits<'_>) {
    match binding {
        Binding::Body => {}
        Binding::Label(_) => traits.add("smithy.api#httpLabel", mark()),
        Binding::Query(name) => traits.add("smithy.api#httpQuery", text(name)),
        Binding::QueryParams => traits.add("smithy.api#httpQueryParams", mark()),
        Binding::Header(name) => traits.add("smithy.api#httpHeader", text(name)),
        Binding::PrefixHeaders(prefix) => traits.add("smithy.api#httpPrefixHeaders", text(prefix)),
        Binding::ResponseCode => traits.add("smithy.api#httpResponseCode", mark()),
        Binding::Payload => traits.add("smithy.api#httpPayload", mark()),
    }
}

fn add_traits(found: &[MemberTrait], traits: &mut Traits<'_>) {
    for one in found {
        match one {
            MemberTrait::JsonValue => traits.add("smithereen.botocore#jsonValue", mark()),
            // It is set again when the model is read.
            MemberTrait::LastSegment | MemberTrait::SentOnly | MemberTrait::UrlEncoded => {}
            other => traits.add(other.name(), mark()),
        }
    }
}
