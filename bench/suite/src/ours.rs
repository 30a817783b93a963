//! Our candidate: serialization and deserialization with generated code.

use crate::cases::{Case, Message};
use crate::check;
use crate::measure::Candidate;
use serde_json::Value;
use smithereen::{Bytes, Endpoint, Operation as Input, RawResponse, Validation, json};

/// The name of our candidate.
pub(crate) const NAME: &str = "smithereen";

/// A checked case with our candidate.
pub(crate) struct Ours {
    pub(crate) candidate: Candidate,
    /// The length of the body.
    pub(crate) bytes: usize,
    pub(crate) result: Outcome,
}

/// The result of a case, to compare it with that of the official crate.
pub(crate) enum Outcome {
    Request(Box<http::Request<Bytes>>),
    /// The output by the names of the model.
    Output(Value),
}

/// Checks a case of one operation and creates the candidate.
pub(crate) type Operation = fn(&Case) -> Ours;

/// Returns the operation with the input `I`.
pub(crate) fn of<I>() -> Operation
where
    I: Input + Clone + 'static,
    I::Output: PartialEq,
{
    |case| match &case.message {
        Message::Request { params, .. } => write::<I>(case, params),
        Message::Response { response, params } => read::<I>(case, response, params.as_ref()),
    }
}

fn write<I: Input + Clone + 'static>(case: &Case, params: &Value) -> Ours {
    let mut input = I::default_value();
    json::from_input(params.to_string().as_bytes(), &mut input)
        .unwrap_or_else(|error| panic!("{}: {error}", case.id));
    let endpoint = Endpoint::new("https://service.example.com").expect("it is valid");
    let request = input.to_http(&endpoint).unwrap_or_else(|error| panic!("{}: {error}", case.id));
    check::request(case, &request, &mut I::default_value());
    let bytes = request.body().len();
    let candidate = Candidate::new(NAME, move || input.clone(), move |input: I| input.to_http(&endpoint));
    Ours { candidate, bytes, result: Outcome::Request(Box::new(request)) }
}

fn read<I: Input + 'static>(case: &Case, response: &http::Response<Vec<u8>>, params: Option<&Value>) -> Ours
where
    I::Output: PartialEq,
{
    let response = response.clone().map(Bytes::from);
    let bytes = response.body().len();
    let parse = move |()| I::parse_with(&RawResponse::from(&response), Validation::Lenient).ok();
    let output = parse(()).unwrap_or_else(|| panic!("{}: the response cannot be parsed", case.id));
    if let Some(params) = params {
        let mut expected = smithereen::reflect::default_value::<I::Output>();
        json::from_input(params.to_string().as_bytes(), &mut expected)
            .unwrap_or_else(|error| panic!("{}: {error}", case.id));
        assert!(output == expected, "{}: the output is not that of the suite: {output:?}", case.id);
    }
    let model = json::to_model(&output).expect("the output can be written");
    let model: Value = serde_json::from_slice(&model).expect("it is JSON");
    check::response(case, &model);
    let candidate = Candidate::new(NAME, || (), parse);
    Ours { candidate, bytes, result: Outcome::Output(model) }
}
