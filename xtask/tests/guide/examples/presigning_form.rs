use aws::Operation;
use aws::smithereen::endpoint::Params;
use aws::smithereen::sign::{PresignOptions, Signer};
use aws::sts::{self, AssumeRoleInput};
use std::time::{Duration, SystemTime};

/// Returns a link that returns credentials of a role, once or several times within a minute.
pub fn link(signer: &Signer, role: &str) -> Result<String, Box<dyn std::error::Error>> {
    let endpoint = sts::endpoint(&Params::region("eu-west-1"))?;
    let input = AssumeRoleInput::new(role, "reader");
    let options = PresignOptions::new(Duration::from_secs(60), SystemTime::now().into());
    // The form becomes the query. A link is followed with `GET`; the method of the model is `POST`.
    let presigned = input.presign(&endpoint, "eu-west-1", signer, &options.method("GET".parse()?))?;
    Ok(presigned.url().to_owned())
}
