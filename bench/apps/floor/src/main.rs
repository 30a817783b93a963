//! All that `aws-config` loads, and no call: what an application with it cannot go below.

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let config = aws_config::load_defaults(aws_config::BehaviorVersion::latest()).await;
    println!("{:?}", config.region());
}
