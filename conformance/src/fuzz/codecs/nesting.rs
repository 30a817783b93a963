//! Recursive inputs: values that are nested too deeply are errors that name the member, and never overflow the stack.

use every_shape::smithereen::{Endpoint, Operation};
use std::thread;

/// The stack of the thread that serializes, in bytes: that of Rust's threads.
const STACK: usize = 2 * 1024 * 1024;

/// A number of levels that every serializer accepts, whatever is between them.
const ACCEPTED: usize = 40;

/// Numbers of levels that no serializer accepts.
const REJECTED: [usize; 4] = [129, 130, 400, 3000];

/// Builds the request of an input with a number of levels, or returns the member of the error and its reason.
type Build = fn(usize, &Endpoint) -> Result<(), (String, String)>;

fn build<O: Operation>(input: &O, endpoint: &Endpoint) -> Result<(), (String, String)> {
    input.to_http(endpoint).map(drop).map_err(|error| (error.member().to_owned(), error.reason().to_owned()))
}

macro_rules! ways {
    ($($module:ident: $($member:literal $input:ident $node:ident $wrap:expr;)*)*) => {
        /// The ways to nest: the module, the member, and the function.
        const WAYS: &[(&str, &str, Build)] = &[$($((stringify!($module), $member, |levels, to| {
            use every_shape::$module::*;
            let wrap: fn($node) -> $node = $wrap;
            let root = (0..levels).fold($node::new("n"), |node, _| wrap(node));
            build(&$input::default().root(root), to)
        }),)*)*];
    };
}

/// Calls [`ways`] for modules with maps in requests, and for others.
macro_rules! modules {
    ($($with_maps:ident)*; $($others:ident)*) => {
        ways! {
            $($with_maps:
                "next" PutTreeInput Node |node| Node::new("n").next(node);
                "nodes" PutTreeInput Node |node| Node::new("n").nodes(vec![node]);
                "byName" PutTreeInput Node |node| Node::new("n").by_name([("k".to_owned(), node)]);
                "branch" PutTreeInput Node |node| Node::new("n").branch(Branch::Node(node));
            )*
            $($others:
                "next" PutPlainTreeInput PlainNode |node| PlainNode::new("n").next(node);
                "nodes" PutPlainTreeInput PlainNode |node| PlainNode::new("n").nodes(vec![node]);
                "branch" PutPlainTreeInput PlainNode |node| PlainNode::new("n").branch(PlainBranch::Node(node));
            )*
        }
    };
}

modules! { rest_json aws_json aws_json_1_1 rpc_cbor rpc_json rest_xml aws_query; ec2_query }

/// Serializes recursive inputs of a module on a thread of its own. Returns the number of inputs.
pub(super) fn check(module: &str) -> Result<usize, String> {
    let ways = WAYS.iter().filter(|(name, ..)| *name == module);
    let run = || -> Result<usize, String> {
        let endpoint = Endpoint::new("https://shapes.example.com").map_err(|error| error.to_string())?;
        let mut count = 0;
        for (_, member, build) in ways {
            build(ACCEPTED, &endpoint)
                .map_err(|(_, reason)| format!("{module}: {ACCEPTED} levels of `{member}`: {reason}"))?;
            for levels in REJECTED {
                let problem = match build(levels, &endpoint) {
                    Err((path, _)) if path.starts_with("root") && path.contains(member) => None,
                    Err((path, reason)) => Some(format!("the error is of `{path}`: {reason}")),
                    Ok(()) => Some("a request instead of an error".to_owned()),
                };
                if let Some(problem) = problem {
                    return Err(format!("{module}: {levels} levels of `{member}`: {problem}"));
                }
            }
            count += 1 + REJECTED.len();
        }
        Ok(count)
    };
    thread::scope(|scope| {
        let started = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run);
        let thread = started.map_err(|error| format!("no thread for {module}: {error}"))?;
        thread.join().unwrap_or_else(|_| Err(format!("{module}: a panic")))
    })
}

#[test]
fn inputs_that_are_nested_too_deeply_are_errors_of_their_member() {
    for (module, _) in every_shape::PROTOCOLS {
        let ways = if module == "ec2_query" { 3 } else { 4 };
        assert_eq!(check(module), Ok(ways * (1 + REJECTED.len())));
    }
}
