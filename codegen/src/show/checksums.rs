//! Describes the checksums of requests and responses for `explain`.

use crate::graph::Operation;

/// Returns a line for the checksum of requests and one for that of responses, as far as there are any.
pub(super) fn lines(operation: &Operation) -> Vec<String> {
    if operation.has_content_md5() {
        return vec!["request checksum: MD5 in the header Content-MD5".to_owned()];
    }
    if operation.customization.tree_hash {
        return vec!["request checksum: SHA-256 tree hash of a body that is no stream, in the header x-amz-sha256-tree-hash".to_owned()];
    }
    let Some(checksum) = &operation.checksum else { return Vec::new() };
    let mut lines = Vec::new();
    if checksum.is_of_requests() {
        let selected = checksum.algorithm_member.as_ref();
        let selected = selected.map(|name| format!(", or the algorithm in `{name}`")).unwrap_or_default();
        let required = if checksum.is_required { "; required" } else { "" };
        lines.push(format!("request checksum: CRC32{selected}{required}"));
    }
    let names: Vec<&str> = checksum.response_algorithms.iter().map(|one| one.name()).collect();
    let asked = checksum.mode_member.as_ref().map(|name| format!("requested with `{name}`"));
    let checked = (!names.is_empty()).then(|| format!("one of {} is checked", names.join(", ")));
    let parts: Vec<String> = asked.into_iter().chain(checked).collect();
    if !parts.is_empty() {
        lines.push(format!("response checksum: {}", parts.join("; ")));
    }
    lines
}
