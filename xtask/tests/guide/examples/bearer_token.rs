use aws::iot;
use aws_credential_types::Token;
use aws_credential_types::provider::token::SharedTokenProvider;
use aws_types::SdkConfig;
use aws_types::region::Region;

fn client(token: String) -> iot::Client {
    let config = SdkConfig::builder()
        .region(Region::new("eu-west-1"))
        .token_provider(SharedTokenProvider::new(Token::new(token, None)))
        .build();
    iot::Client::new(&config)
}
