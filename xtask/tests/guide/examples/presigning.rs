use aws::polly::{Client, OutputFormat, SynthesizeSpeechInput, VoiceId};
use aws::smithereen::Method;
use std::time::Duration;

/// Returns a link with which a browser can play a text for an hour.
pub async fn speech(client: &Client, text: &str) -> Result<String, Box<dyn std::error::Error>> {
    let input = SynthesizeSpeechInput::new(OutputFormat::Mp3, text, VoiceId::Joanna);
    // A browser follows a link with `GET`; the method of the model is `POST`.
    let presigned = client.caller().presign_with_method(&input, Duration::from_secs(3600), Method::GET);
    let presigned = presigned.await?;
    assert!(presigned.headers().is_empty(), "the link requires no headers");
    Ok(presigned.url().to_owned())
}
