//! Keys that shapes, members and operations have in common.

use crate::diagnostic::{At, Diagnostics};
use crate::graph::{Bounds, Deprecated, TimestampFormat, pattern};
use crate::read::fields::Fields;

/// Reads `min`, `max` and `pattern`.
pub(super) fn bounds(fields: &mut Fields<'_, '_>) -> Bounds {
    Bounds {
        min: fields.number("min").cloned(),
        max: fields.number("max").cloned(),
        pattern: fields.string("pattern").map(pattern::of_whole),
    }
}

/// Reads `deprecated`, with its message and date.
pub(super) fn deprecated(fields: &mut Fields<'_, '_>) -> Option<Deprecated> {
    let is_deprecated = fields.flag("deprecated");
    let message = fields.string("deprecatedMessage").map(str::to_owned);
    let since = fields.string("deprecatedSince").map(str::to_owned);
    is_deprecated.then_some(Deprecated { message, since })
}

/// Reads `timestampFormat`. `at` is the location of the shape or member.
pub(super) fn timestamp_format(
    fields: &mut Fields<'_, '_>,
    at: &At<'_>,
    out: &Diagnostics,
) -> Option<TimestampFormat> {
    Some(match fields.string("timestampFormat")? {
        "iso8601" => TimestampFormat::DateTime,
        "rfc822" => TimestampFormat::HttpDate,
        "unixTimestamp" => TimestampFormat::EpochSeconds,
        other => {
            let known = "iso8601, rfc822 and unixTimestamp are known";
            out.error_help(&at.key("timestampFormat"), format!("unknown timestamp format `{other}`"), known);
            return None;
        }
    })
}
