//! Known differences between test servers and S3. Each step that fails because of a difference has an entry; an entry without such a
//! step is a failure.

mod garage;
mod localstack;
mod moto;
mod s3s;

use super::super::steps::{Step, Verdict};

/// A step that a server does not pass.
pub(super) struct Difference {
    /// `http` or `https`; empty for both.
    transport: &'static str,
    /// The name of the step, or its beginning before a `*`.
    step: &'static str,
    /// The details of the failure contain this text, or one of several that `|` separates.
    evidence: &'static str,
    pub(super) reason: &'static str,
}

impl Difference {
    /// Returns a difference over both transports.
    const fn new(step: &'static str, evidence: &'static str, reason: &'static str) -> Self {
        Self { transport: "", step, evidence, reason }
    }

    /// Limits the difference to a transport.
    const fn over(self, transport: &'static str) -> Self {
        Self { transport, ..self }
    }

    /// Returns whether it is the reason for the failure of a step with these details.
    fn explains(&self, step: &str, detail: &str) -> bool {
        let is_step = match self.step.strip_suffix('*') {
            Some(start) => step.starts_with(start),
            None => step == self.step,
        };
        is_step && self.evidence.split('|').any(|evidence| detail.contains(evidence))
    }
}

/// Returns the known differences of a server.
fn known(server: &str) -> &'static [Difference] {
    match server {
        "garage" => garage::ALL,
        "localstack" => localstack::ALL,
        "moto" => moto::ALL,
        "s3s" => s3s::ALL,
        _ => &[],
    }
}

/// Compares the failures with the known differences of the server, and adds a failed step for each difference that no step has.
pub(super) fn compare(server: &str, transport: &str, mut steps: Vec<Step>) -> Vec<Step> {
    let over = |known: &&Difference| known.transport.is_empty() || known.transport == transport;
    let known: Vec<&Difference> = known(server).iter().filter(over).collect();
    let mut seen = vec![false; known.len()];
    for step in steps.iter_mut().filter(|step| step.verdict == Verdict::Failed) {
        let found = known.iter().position(|known| known.explains(&step.name, &step.detail));
        if let Some((known, seen)) = found.and_then(|index| known.get(index).zip(seen.get_mut(index))) {
            *seen = true;
            step.verdict = Verdict::Differs(known.reason);
        }
    }
    let unseen = known.iter().zip(seen).filter(|(_, seen)| !seen).map(|(known, _)| Step {
        verdict: Verdict::Failed,
        name: format!("the difference `{}`", known.step),
        detail: format!("is listed, and no step fails like this ({}): {}", known.evidence, known.reason),
    });
    steps.extend(unseen.collect::<Vec<_>>());
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(verdict: Verdict, name: &str, detail: &str) -> Step {
        Step { verdict, name: name.to_owned(), detail: detail.to_owned() }
    }

    #[test]
    fn a_known_failure_is_a_difference_and_an_unknown_one_fails() {
        let steps = vec![
            step(Verdict::Failed, "buckets: create again", "409 BucketAlreadyExists"),
            step(Verdict::Failed, "buckets: create again", "another error"),
            step(Verdict::Failed, "settings: policy", "NotImplemented"),
            step(Verdict::Passed, "settings: ACL", ""),
        ];
        let compared = compare("s3s", "http", steps);
        let verdicts: Vec<_> = compared.iter().take(4).map(|step| step.verdict).collect();
        assert!(matches!(
            verdicts.as_slice(),
            [Verdict::Differs(_), Verdict::Failed, Verdict::Differs(_), Verdict::Passed]
        ));
        let unseen: Vec<_> = compared.iter().skip(4).collect();
        assert!(unseen.iter().all(|step| step.verdict == Verdict::Failed && step.detail.contains("no step")));
        assert_eq!(unseen.len(), s3s::ALL.iter().filter(|known| known.transport != "https").count() - 2);
    }
}
