//! Loads the configuration with `aws-config` and makes no call: the minimum cost of an application that uses it.

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let config = aws_config::load_defaults(aws_config::BehaviorVersion::latest()).await;
    println!("{:?}", config.region());
}
