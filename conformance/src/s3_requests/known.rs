//! Cases whose requests differ from botocore's, each with the reason.

use crate::tally::Tally;

/// A reason for differences.
struct Known {
    /// The beginning of the suite's name.
    suite: &'static str,
    /// Names of cases contain this text.
    case: &'static str,
    /// The difference contains this text.
    evidence: &'static str,
    reason: &'static str,
}

const ALL: &[Known] = &[
    Known {
        suite: RECORDED,
        case: "test_invalid_bucket_name_raises_error",
        evidence: "/adfgasdfadfs%2Fbucket%2Fname/foo",
        reason: "botocore has a pattern for names of buckets; the models and the endpoint rules leave that to the service",
    },
    Known {
        suite: RECORDED,
        case: "test_copy_source_str_with_accesspoint_arn",
        evidence: "arn:aws:s3:us-west-2:123456789012:accesspoint:myendpoint/object/myprefix/myobject",
        reason: "botocore percent-encodes the source of a copy; here, as in official crates, the caller does",
    },
    Known {
        suite: RECORDED,
        case: "redirect_cache",
        evidence: "us-west-2",
        reason: "the second call of a client that has followed a redirect; each case has a client of its own",
    },
    Known { suite: RECORDED, case: "presign", evidence: "s3.amazonaws.com", reason: GLOBAL },
    Known {
        suite: RECORDED,
        case: "test_uses_sigv4_for_unknown_region",
        evidence: "s3.amazonaws.com",
        reason: GLOBAL,
    },
    Known {
        suite: "S3 requests",
        case: "",
        evidence: "AWS4-ECDSA-P256-SHA256 */s3-outposts",
        reason: "Outposts accept SigV4 and SigV4a, which the rules name first; this client prefers SigV4, which is cheaper",
    },
];

/// The suite of calls in botocore's tests.
const RECORDED: &str = "S3 requests, botocore's tests";
const GLOBAL: &str = "botocore presigns for the global endpoint unless regional endpoints are configured";

/// The known differences of a suite, with those that a case needed.
pub(super) struct KnownDifferences {
    all: Vec<(&'static Known, bool)>,
}

impl KnownDifferences {
    pub(super) fn of(suite: &str) -> Self {
        let of_suite = ALL.iter().filter(|known| suite.starts_with(known.suite));
        Self { all: of_suite.map(|known| (known, false)).collect() }
    }

    /// Returns the reason for a difference, if it is known.
    pub(super) fn reason(&mut self, case: &str, difference: &str) -> Option<&'static str> {
        let explains = |known: &Known| case.contains(known.case) && difference.contains(known.evidence);
        let (known, used) = self.all.iter_mut().find(|(known, _)| explains(known))?;
        *used = true;
        Some(known.reason)
    }

    /// Adds a failure for each known difference that no case has.
    pub(super) fn finish(self, tally: &mut Tally) {
        for (known, _) in self.all.iter().filter(|(_, used)| !used) {
            tally.fail(known.case, format!("no case differs like this: {}", known.reason));
        }
    }
}
