//! Cases: a response of an operation with mutations.

use super::codec::{Codec, Format};
use super::targets::{self, Parse};
use super::valid::{self, Response, Service};
use super::{headers, hostile, mutate};
use crate::fuzz::rng::{Rng, mix};
use crate::random::Random;
use smithereen_codegen::graph::Operation;

/// A response to parse.
pub(super) struct Case {
    pub(super) parse: Parse,
    /// The module of the protocol and the operation.
    pub(super) title: String,
    pub(super) operation: String,
    pub(super) response: Response,
    pub(super) expected: Expected,
    /// The mutations.
    pub(super) steps: Vec<String>,
}

/// What a parse of the response as an output gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    /// An output or an error.
    Anything,
    /// An output.
    Output,
    /// An error.
    Error,
}

/// Creates a case. It depends only on the codec, the case number, the seed and the model.
pub(super) fn make(codec: Codec, services: &[Service], seed: u64, number: u64) -> Option<Case> {
    let salt = Codec::ALL.iter().position(|known| *known == codec).unwrap_or_default();
    let seed = mix(seed ^ ((salt as u64) << 60));
    let mut rng = Rng::of(seed, number);
    let service = rng.of_these(services)?;
    let operations: Vec<(&Operation, Parse)> = service
        .model
        .operations
        .iter()
        .filter(|one| codec.reads(service.module, &one.name))
        .filter_map(|one| Some((one, targets::find(service.module, &one.name)?)))
        .collect();
    let (operation, parse) = *rng.of_these(&operations)?;
    let is_error = rng.once_in(4);
    let random = Random::of_case(seed, usize::try_from(number).unwrap_or(usize::MAX));
    let mut response = valid::response(service, operation, is_error, random);
    let (steps, expected) = match rng.below(16) {
        0 => (Vec::new(), if is_error { Expected::Anything } else { Expected::Output }),
        1 if codec.format() == Format::Xml => {
            response.body = hostile::with_document_type(&response.body, &mut rng);
            (vec!["document type before the root".to_owned()], Expected::Error)
        }
        _ if codec == Codec::Http => {
            (headers::mutate(&mut response, &operation.name, &mut rng), Expected::Anything)
        }
        _ => (mutate::mutate(codec.format(), &mut response.body, &mut rng), Expected::Anything),
    };
    let title = format!("{} {}", service.module, operation.name);
    Some(Case { parse, title, operation: operation.name.clone(), response, expected, steps })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_depend_on_codec_seed_and_number() {
        let mut firsts = Vec::new();
        for codec in Codec::ALL {
            let services = valid::services(codec.protocols()).unwrap();
            let body = |seed, number| {
                let response = make(codec, &services, seed, number).unwrap().response;
                (response.body, response.headers)
            };
            assert_eq!(body(1, 2), body(1, 2));
            assert_ne!(body(1, 2), body(1, 3));
            assert_ne!(body(1, 2), body(2, 2));
            firsts.push(body(1, 2));
        }
        let number = firsts.len();
        firsts.sort();
        firsts.dedup();
        assert_eq!(firsts.len(), number, "two codecs have the same case");
    }

    #[test]
    fn cases_of_http_have_mutated_headers_and_bodies() {
        let services = valid::services(Codec::Http.protocols()).unwrap();
        let cases: Vec<_> = (0..400).filter_map(|number| make(Codec::Http, &services, 1, number)).collect();
        for wanted in ["body: ", "x-numbers", "x-json", "insert the header"] {
            let count =
                cases.iter().filter(|case| case.steps.iter().any(|step| step.contains(wanted))).count();
            assert!(count > 0, "{wanted}");
        }
    }
}
