//! Snapshots of each construct: a small model, and the files that are generated from it. Files of the crate are the
//! same for all and have snapshots with the three operations, and so have `mod.rs` and `endpoint.rs`, except for
//! fixtures with endpoint rules.

use crate::support;

use smithereen_codegen::{CrateSources, generate};
use support::{fixture, problems, smithy_fixture, sources};

/// Returns the generated files that differ between fixtures.
fn emitted(name: &str) -> String {
    let is_smithy = support::smithy_alone().iter().any(|found| found == name);
    let service = if is_smithy { smithy_fixture(name) } else { fixture(name) };
    let conversions = name == "conversions";
    let outcome = generate(&CrateSources { conversions, ..sources(vec![service]) });
    assert_eq!(problems(&outcome), "");
    let folder = format!("src/{name}/");
    let of_interest = |path: &str| {
        let inside = path.strip_prefix(&folder)?;
        let of_all = matches!(inside, "mod.rs" | "endpoint.rs") && !support::has_rules(name);
        (!of_all).then(|| inside.to_owned())
    };
    let files = outcome.files.iter().filter_map(|(path, text)| Some((of_interest(path)?, text)));
    files.map(|(path, text)| format!("---- {path}\n{text}\n")).collect()
}

macro_rules! snapshots {
    ($($name:ident)*) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!(stringify!($name), emitted(stringify!($name)));
        }
    )*

        /// A fixture without a snapshot would not be tested.
        #[test]
        fn every_fixture_has_a_snapshot() {
            // The obstacle course is compiled and linted instead; its many names are hard to review.
            let looked_at = support::fixtures().into_iter().filter(|name| name != "obstacle_course");
            let mut looked_at: Vec<_> = looked_at.chain(support::smithy_alone()).collect();
            looked_at.sort();
            assert_eq!(looked_at, [$(stringify!($name)),*]);
        }
    };
}

snapshots! {
    auth big_numbers bindings bounds checksum collections compression conversions deprecated documents empty endpoint_diagram endpoint_discovery endpoint_params events host_prefix http_checksum idempotency_token
    int_enum media_type modelled_errors nested_bindings open_enums paginated paginators recursion rpcv2_json scalars sensitive sensitive_everywhere shared_shapes streams structure timestamps union waitable waiters
}
