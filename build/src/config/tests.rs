use super::*;

const SHA256: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

fn head() -> String {
    format!("[source]\npackage = \"botocore\"\nversion = \"1.44.5\"\nsha256 = \"{SHA256}\"\n")
}

fn parse(text: &str) -> Config {
    Config::parse(FILE, text).unwrap()
}

/// Returns each problem as `LINE: path: problem (help)`.
fn problems(text: &str) -> Vec<String> {
    let problems = Config::parse(FILE, text).unwrap_err();
    let locations =
        smithereen_codegen::locate::resolve_locations(FILE, text, &problems.iter().collect::<Vec<_>>());
    let line = |(problem, location): (&Diagnostic, &Option<smithereen_codegen::locate::SourceLocation>)| {
        let help = problem.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
        let line = location.as_ref().unwrap().line;
        format!("{line}: {}: {}{help}", problem.at.join("."), problem.problem)
    };
    problems.iter().zip(&locations).map(line).collect()
}

#[test]
fn the_source_alone_is_a_configuration() {
    let config = parse(&head());
    let distribution = Distribution {
        package: "botocore".to_owned(),
        version: "1.44.5".to_owned(),
        sha256: SHA256.to_owned(),
    };
    assert_eq!(config.source, Source::Package(distribution));
    assert_eq!(config.models, "models");
    assert_eq!((config.krate.name, config.krate.path, config.krate.runtime), (None, None, None));
    assert!(config.krate.client && !config.krate.serde && !config.krate.publish);
    assert_eq!(config.krate.version.to_string(), "0.1.0");
    assert_eq!(config.krate.edition, Edition::E2024);
    assert_eq!(config.krate.workspace, Membership::Member);
    assert!(config.services.is_empty());
    assert_eq!(config.text, head());
}

#[test]
fn every_kind_of_source_is_parsed() {
    let path = "../models".to_owned();
    for (line, source) in [
        ("python = \"boto3\"", Source::Python { package: "boto3".to_owned() }),
        ("path = \"../models\"", Source::Botocore { path: path.clone() }),
        ("smithy = \"../models\"", Source::Smithy { path: path.clone() }),
        ("file = \"../models\"", Source::File { path }),
    ] {
        assert_eq!(parse(&format!("[source]\n{line}\n")).source, source);
    }
}

#[test]
fn every_key_of_the_crate_is_parsed() {
    let config = parse(&format!(
        "{}[models]\nfolder = \"api/cut\"\n[crate]\nname = \"aws\"\npath = \"../crates/aws\"\nversion = \"1.2.3-rc.1\"\n\
         edition = \"2024\"\nlicense = \"MIT OR Apache-2.0\"\nrust-version = \"1.88\"\npublish = true\n\
         runtime = {{ git = \"https://example.com/a\", rev = \"a\\\"b\" }}\nclient = false\nserde = true\n\
         non-exhaustive = false\nconversions = true\ndocumentation = true\nworkspace = \"none\"\n",
        head()
    ));
    assert_eq!(config.models, "api/cut");
    let krate = &config.krate;
    assert_eq!(krate.name.as_deref(), Some("aws"));
    assert_eq!(krate.path.as_deref(), Some("../crates/aws"));
    assert_eq!(krate.version.to_string(), "1.2.3-rc.1");
    assert_eq!(krate.edition.name(), "2024");
    assert_eq!(krate.license.as_deref(), Some("MIT OR Apache-2.0"));
    assert_eq!(krate.rust_version.as_deref(), Some("1.88"));
    assert!(krate.publish && !krate.client && krate.serde && krate.conversions);
    assert_eq!((krate.non_exhaustive, krate.documentation), (Some(false), Some(true)));
    assert_eq!(krate.workspace, Membership::None);
    let runtime = krate.runtime.as_ref().unwrap();
    let table = runtime.to_table(|path| path.to_owned());
    assert_eq!(table, r#"{ git = "https://example.com/a", rev = "a\"b" }"#);
    let parsed: toml::Table = format!("a = {table}").parse().unwrap();
    assert_eq!(parsed.get("a").and_then(|a| a.get("rev")).and_then(|rev| rev.as_str()), Some("a\"b"));
}

#[test]
fn the_path_of_the_runtime_can_be_replaced() {
    let text = format!("{}[crate]\nruntime = {{ version = \"0.1\", path = \"runtime\" }}\n", head());
    let table = parse(&text).krate.runtime.unwrap().to_table(|path| format!("../{path}"));
    assert_eq!(table, "{ path = \"../runtime\", version = \"0.1\" }");
    assert_eq!(Runtime::version("0.1.0").to_table(|path| path.to_owned()), "{ version = \"0.1.0\" }");
    let text = format!("{}[crate]\nruntime = {{ workspace = true }}\n", head());
    let table = parse(&text).krate.runtime.unwrap().to_table(|path| path.to_owned());
    assert_eq!(table, "{ workspace = true }");
}

#[test]
fn services_keep_the_order_of_the_file() {
    let text = format!(
        "{}[services.z]\noperations = ['B', 'A']\nmodule = 'last'\nprotocol = 'restJson1'\n[services.a]\noperations = 'all'\n",
        head()
    );
    let services = parse(&text).services;
    assert_eq!(
        services,
        [
            Service {
                name: "z".to_owned(),
                operations: Selection::Named(vec!["B".to_owned(), "A".to_owned()]),
                module: Some("last".to_owned()),
                protocol: Some("restJson1".to_owned()),
            },
            Service { name: "a".to_owned(), operations: Selection::All, module: None, protocol: None },
        ]
    );
}

#[test]
fn documentation_of_models_is_off_for_botocore_and_on_for_other_models() {
    for (source, default) in [
        ("python = \"boto3\"", false),
        ("path = \"a\"", false),
        ("smithy = \"a\"", true),
        ("file = \"a\"", true),
    ] {
        let text = format!("[source]\n{source}\n");
        assert_eq!(parse(&text).documentation(), default, "{source}");
        assert!(parse(&format!("{text}[crate]\ndocumentation = true\n")).documentation());
        assert!(!parse(&format!("{text}[crate]\ndocumentation = false\n")).documentation());
    }
}

#[test]
fn all_problems_are_reported_in_the_order_of_the_file() {
    let text = format!(
        "flavor = 1\n{}[crate]\nname = 'a b'\nclinet = true\nedition = '2025'\nversion = '1'\nserde = 'yes'\n\
         [services.'../up']\noperations = ['A', 'A', 7]\n[services.iot]\noperation = []\n",
        head().replace("1.44.5", "../1").replace("0123", "X123")
    );
    assert_eq!(
        problems(&text),
        [
            "1: : unknown key `flavor` (known keys: source, models, crate, services)",
            "4: source.version: `../1` is not a valid name (use letters, digits, `-`, `_` and `.`, a letter or digit first)",
            "5: source.sha256: should be 64 hexadecimal digits in lower case",
            "7: crate.name: `a b` is not the name of a crate (use letters, digits, `-` and `_`, a letter first)",
            "8: crate: unknown key `clinet` (did you mean `client`?)",
            "9: crate.edition: generated code does not compile in the edition `2025` (write `2024`: crates of any edition can depend on the crate)",
            "10: crate.version: `1` is not a version (write major, minor and patch number, such as `0.1.0`)",
            "11: crate.serde: expected `true` or `false`, found a value of type string",
            "12: services.../up: `../up` is not the name of a service (use letters, digits, `-`, `_` and `.`, a letter or digit first)",
            "13: services.../up.operations.1: the operation `A` is listed twice",
            "13: services.../up.operations.2: expected the name of an operation, found a value of type integer",
            "14: services.iot: missing key `operations` (list the names of operations, or write `operations = \"all\"` or `\"supported\"`)",
            "15: services.iot: unknown key `operation` (did you mean `operations`?)",
        ]
    );
}

#[test]
fn exactly_one_source_is_required() {
    for (text, problem) in [
        (
            "",
            "1: : missing table `[source]` (add `[source]` with one of: package, python, path, smithy, file)",
        ),
        (
            "[source]\n",
            "1: source: no source of models is set (set exactly one of: package, python, path, smithy, file)",
        ),
        (
            "[source]\npath = 'a'\nfile = 'b'\n",
            "1: source: several sources of models are set: path, file (set exactly one of: package, python, path, smithy, file)",
        ),
        (
            "[source]\npython = 'boto3'\nversion = '1'\n",
            "3: source.version: `version` belongs to a `package` (remove it: what was read is pinned in `smithereen.lock`)",
        ),
        (
            "[source]\npython = 'numpy'\n",
            "2: source.python: `numpy` does not contain models (use one of: botocore, boto3, awscli)",
        ),
        ("[source]\nfile = ''\n", "2: source.file: is not a path"),
        ("source = 1\n", "1: source: expected a table, found a value of type integer"),
    ] {
        assert_eq!(problems(text), [problem], "{text}");
    }
    let missing = problems("[source]\npackage = 'botocore'\n");
    assert_eq!(missing.len(), 2, "{missing:?}");
    assert!(missing.iter().all(|problem| problem.contains("`smithereen update` writes")), "{missing:?}");
}

#[test]
fn a_crate_cannot_contain_the_project() {
    for (path, problem) in [
        (".", "is the folder of this file or one above it"),
        ("../..", "is the folder of this file or one above it"),
        ("./", "is the folder of this file or one above it"),
        ("", "is not a path"),
        ("a\\u0000b", "is not a path"),
        ("models/crate", "is in the folder of models"),
        ("models", "is in the folder of models"),
    ] {
        let all = problems(&format!("{}[crate]\nname = 'a'\npath = \"{path}\"\n", head()));
        assert!(matches!(all.as_slice(), [one] if one.contains(problem)), "{path}: {all:?}");
    }
    let inside = format!("{}[models]\nfolder = 'aws/models'\n[crate]\nname = 'a'\npath = 'aws'\n", head());
    assert!(problems(&inside).iter().any(|one| one.contains("contains the folder of models")));
    for path in ["generated", "../elsewhere", "/tmp/aws", "a/../b"] {
        let config = parse(&format!("{}[crate]\nname = 'a'\npath = '{path}'\n", head()));
        assert_eq!(config.krate.path.as_deref(), Some(path));
    }
    for folder in ["../models", "/models", "a//b", "a\\\\b", ".", "c:"] {
        let all = problems(&format!("{}[models]\nfolder = \"{folder}\"\n", head()));
        assert!(matches!(all.as_slice(), [one] if one.contains("leads elsewhere")), "{folder}: {all:?}");
    }
}

#[test]
fn unknown_protocols_are_rejected_with_suggestions() {
    let of = |protocol: &str| {
        problems(&format!("{}[services.a]\noperations = 'all'\nprotocol = '{protocol}'\n", head()))
    };
    assert_eq!(
        of("restJson"),
        ["7: services.a.protocol: unknown protocol `restJson` (did you mean `restJson1`?)"]
    );
    assert_eq!(
        of("soap"),
        [
            "7: services.a.protocol: unknown protocol `soap` (known: awsJson1_0, awsJson1_1, restJson1, restXml, rpcv2Cbor, \
             rpcv2Json, awsQuery, ec2Query)"
        ]
    );
}

#[test]
fn the_runtime_needs_a_source_and_cannot_have_features() {
    let of = |runtime: &str| problems(&format!("{}[crate]\nruntime = {runtime}\n", head()));
    assert!(of("{}")[0].contains("the source of the runtime is missing"));
    assert!(of("{ branch = 'a' }")[0].contains("the source of the runtime is missing"));
    assert!(of("{ path = 'a', features = [] }")[0].contains("`features` cannot be set"));
    assert!(of("{ vesion = '1' }").iter().any(|one| one.contains("did you mean `version`?")));
    assert!(of("'1'")[0].contains("expected a table"));
}

#[test]
fn two_services_cannot_have_the_same_module() {
    let text = format!(
        "{}[services.a]\noperations = []\nmodule = 'm'\n[services.b]\noperations = []\nmodule = 'm'\n",
        head()
    );
    assert_eq!(problems(&text), ["8: services.b: another service has the module `m`"]);
}

#[test]
fn syntax_errors_are_reported_with_their_lines() {
    let all = problems("[source\n[crate]\nname = \n");
    assert!(all[0].starts_with("1: ") && all.iter().any(|one| one.starts_with("3: ")), "{all:?}");
    let all = problems(&format!("{}[source]\n", head()));
    assert!(all[0].starts_with("5: "), "{all:?}");
}

#[test]
fn keys_of_the_older_file_are_reported_with_their_new_names() {
    let all = problems(&format!("{}[crate]\npackage = 'a'\n", head()));
    assert!(all[0].contains("`name` is the name of the crate"), "{all:?}");
}
