use super::{Attribute, Condition, Expr, Name, Properties, Rule, RuleSet, Scheme};
use crate::endpoint::{Endpoint, EndpointError, Params, Partition};

const REGION: Expr = Expr::Name(0);
const BUCKET: Expr = Expr::Name(1);
const ENDPOINT: Expr = Expr::Name(2);
const URL: Expr = Expr::Name(3);
const PARTITION: Expr = Expr::Name(4);
const STYLE: Expr = Expr::Name(5);
const ARN: Expr = Expr::Name(6);
const USE_FIPS: Expr = Expr::Name(7);
const LIST: Expr = Expr::Name(8);

static NAMES: &[Name] = &[
    Name::region("Region"),
    Name::string("Bucket"),
    Name::endpoint("Endpoint"),
    Name::assigned("url"),
    Name::assigned("partition"),
    Name::boolean("Style").default_boolean(false),
    Name::assigned("arn"),
    Name::use_fips("UseFIPS"),
    Name::string_array("List"),
];

static PARTITIONS: &[Partition] =
    &[Partition::new("aws").dns_suffix("amazonaws.com").regions(&["us-east-1"])];

static PLAIN: Properties = Properties::new();
static SIGNED: Properties = Properties::new()
    .schemes(&[
        Scheme::new("sigv4a").region_set(&[Expr::Text("*"), REGION]).disable_normalize_path(),
        Scheme::new("sigv4")
            .signing_name(Expr::Text("s3"))
            .signing_region(Expr::Attribute(&ARN, Attribute::ArnRegion))
            .disable_double_encoding(),
    ])
    .texts(&[("backend", Expr::Text("b"))])
    .lists(&[("metricValues", &["O", "P"])])
    .headers(&[("x-bucket", Expr::Template("<{Bucket}>"))]);

const HAS_REGION: Condition = Condition::holds(&Expr::IsSet(&REGION));
const HAS_BUCKET: Condition = Condition::holds(&Expr::IsSet(&BUCKET));
const LET_URL: Condition = Condition::assigns(URL, &Expr::ParseUrl(&ENDPOINT));
const LET_PARTITION: Condition = Condition::assigns(PARTITION, &Expr::Partition(&REGION));
const LET_ARN: Condition = Condition::assigns(ARN, &Expr::ParseArn(&BUCKET));

static RULES: RuleSet = RuleSet::new(
    NAMES,
    PARTITIONS,
    &[
        Rule::tree(
            &[HAS_BUCKET, LET_ARN],
            &[
                Rule::error(
                    &[Condition::holds(&Expr::Equals(&Expr::Resource(&ARN, 0), &Expr::Text("thing")))],
                    Expr::Template("no thing: {arn#service}"),
                ),
                Rule::endpoint(
                    &[Condition::holds(&Expr::Not(&STYLE))],
                    Expr::Template("https://{arn#accountId}.{Region}.x"),
                    &SIGNED,
                ),
            ],
        ),
        Rule::endpoint(
            &[LET_URL, HAS_BUCKET],
            Expr::Template("{url#scheme}://{Bucket}.{url#authority}{url#path}/{uriEncode(Bucket)}"),
            &PLAIN,
        ),
        Rule::endpoint(&[LET_URL], ENDPOINT, &PLAIN),
        Rule::endpoint(
            &[Condition::holds(&Expr::Equals(&Expr::Element(&LIST, 1), &Expr::Text("b")))],
            Expr::Text("https://list.x"),
            &PLAIN,
        ),
        Rule::endpoint(
            &[HAS_REGION, LET_PARTITION, Condition::holds(&USE_FIPS)],
            Expr::Template("https://fips.{Region}.{partition#dnsSuffix}/{Bucket}"),
            &PLAIN,
        ),
        Rule::error(&[Condition::holds(&STYLE)], Expr::Text("no style")),
    ],
);

fn resolve(params: &Params<'_>) -> Result<Endpoint, EndpointError> {
    RULES.evaluate(params)
}

fn url(params: &Params<'_>) -> String {
    resolve(params).unwrap().url()
}

fn error(params: &Params<'_>) -> String {
    resolve(params).unwrap_err().to_string()
}

#[test]
fn the_first_matching_rule_applies() {
    let local = Params { endpoint: Some("http://localhost:80/base"), ..Params::default() };
    assert_eq!(url(&local), "http://localhost:80/base");
    let params = local.clone().with("Bucket", "a-b");
    assert_eq!(url(&params), "http://a-b.localhost:80/base/a-b");
    let params = Params { use_fips: true, ..Params::region("us-east-1") };
    assert_eq!(url(&params.with("Bucket", "a")), "https://fips.us-east-1.amazonaws.com/a");
    assert_eq!(url(&Params::default().with("List", vec!["a", "b"])), "https://list.x");
    assert_eq!(error(&Params::default().with("Style", true)), "no style");
    let none = "no endpoint rule matches these parameters";
    assert_eq!(error(&Params::default()), none);
    assert_eq!(error(&Params::default().with("List", vec!["b"])), none);
}

#[test]
fn evaluation_continues_after_a_tree_without_a_match() {
    let params = Params { endpoint: Some("http://x"), ..Params::default() };
    let params = params.with("Bucket", "arn:aws:s3:r:1:bucket").with("Style", true);
    let message =
        "`Bucket` cannot be part of a host name: letters, digits, hyphens, dots and underscores can";
    assert_eq!(error(&params), message);
}

#[test]
fn values_in_the_host_are_checked() {
    let local = Params { endpoint: Some("http://localhost"), ..Params::default() };
    for bucket in ["a/b", "a#", "u@", "a:1", "ä"] {
        let message = error(&local.clone().with("Bucket", bucket));
        assert!(message.starts_with("`Bucket` cannot be part of a host name"), "{bucket}: {message}");
    }
    assert_eq!(error(&local.with("Bucket", "")), "`Bucket` leaves a label of the host name empty");
    let params = Params::region("r").with("Bucket", "arn:aws:s3:r:1/2:bucket");
    assert!(
        error(&params).starts_with("`arn#accountId` cannot be part of a host name"),
        "{}",
        error(&params)
    );
    // A value in the path is no part of the host.
    let params = Params { use_fips: true, ..Params::region("us-east-1") };
    assert_eq!(url(&params.with("Bucket", "a/b")), "https://fips.us-east-1.amazonaws.com/a/b");
}

#[test]
fn an_endpoint_has_schemes_properties_and_headers() {
    let params = Params::region("r").with("Bucket", "arn:aws:s3:eu:1:bucket");
    let endpoint = resolve(&params).unwrap();
    assert_eq!(endpoint.url(), "https://1.r.x");
    let [first, second] = endpoint.auth_schemes() else { panic!("two schemes") };
    assert_eq!(
        (&*first.name, &*first.signing_region_set[0], &*first.signing_region_set[1]),
        ("sigv4a", "*", "r")
    );
    assert!(first.disable_normalize_path && !first.disable_double_encoding);
    assert_eq!((second.signing_name.as_deref(), second.signing_region.as_deref()), (Some("s3"), Some("eu")));
    assert!(second.disable_double_encoding && !second.disable_normalize_path);
    assert_eq!(endpoint.properties(), [("backend", "b".into()), ("metricValues", vec!["O", "P"].into())]);
    assert_eq!(endpoint.headers()[0].1, "<arn:aws:s3:eu:1:bucket>");
}

#[test]
fn messages_have_placeholders() {
    let params = Params::default().with("Bucket", "arn:aws:iot:::thing/a");
    assert_eq!(error(&params), "no thing: iot");
}

#[test]
fn an_outcome_needs_its_parameters() {
    let params = Params::default().with("Bucket", "arn:aws:s3:eu:1:bucket");
    assert_eq!(error(&params), "no region is set");
    let params = Params { use_fips: true, ..Params::region("us-east-1") };
    assert_eq!(error(&params), "no `Bucket` is set");
}

#[test]
fn required_parameters_are_checked_first() {
    static NAMES: &[Name] =
        &[Name::string("Key").required(), Name::string("Kind").default_string("k").required()];
    static RULES: RuleSet = RuleSet::new(NAMES, &[], &[Rule::error(&[], Expr::Template("{Kind}"))]);
    assert_eq!(RULES.evaluate(&Params::default()).unwrap_err().to_string(), "no `Key` is set");
    let params = Params::default().with("Key", "a");
    assert_eq!(RULES.evaluate(&params).unwrap_err().to_string(), "k");
}

#[test]
fn functions_are_evaluated() {
    const NAME: Expr = Expr::Name(0);
    const PART: Expr = Expr::Name(1);
    static NAMES: &[Name] = &[Name::string("Name"), Name::assigned("part")];
    static RULES: RuleSet = RuleSet::new(
        NAMES,
        &[],
        &[
            Rule::error(
                &[
                    Condition::assigns(PART, &Expr::Substring(&NAME, 0, 2, true)),
                    Condition::holds(&Expr::Equals(&Expr::UriEncode(&PART), &Expr::Template("%{part}"))),
                ],
                Expr::Text("never"),
            ),
            Rule::error(
                &[Condition::holds(&Expr::IsVirtualHostableBucket(&NAME, false))],
                Expr::UriEncode(&NAME),
            ),
            Rule::error(&[Condition::holds(&Expr::IsValidHostLabel(&NAME, false))], Expr::Text("label")),
            Rule::error(
                &[Condition::holds(&Expr::Equals(&Expr::Flag(false), &Expr::IsSet(&Expr::Partition(&NAME))))],
                Expr::Text("no partition"),
            ),
        ],
    );
    for (name, expected) in [("abc", "abc"), ("ABC", "label"), ("A/B", "no partition"), ("", "no partition")]
    {
        let error = RULES.evaluate(&Params::default().with("Name", name)).unwrap_err();
        assert_eq!(error.to_string(), expected, "{name}");
    }
}
