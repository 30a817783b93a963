use aws::kms::{Client, EncryptInput};
use aws::smithereen::Bytes;

/// Encrypts a password.
pub async fn encrypt(client: &Client, password: &'static str) -> Result<Bytes, Box<dyn std::error::Error>> {
    let input = EncryptInput::new("alias/passwords", password)
        .encryption_context([("purpose".to_owned(), "login".to_owned())]);
    let output = client.encrypt(&input).await?;
    output.ciphertext_blob.ok_or_else(|| "no ciphertext".into())
}
