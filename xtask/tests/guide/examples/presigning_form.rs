use aws::Operation;
use aws::smithereen::Method;
use aws::smithereen::endpoint::Params;
use aws::smithereen::sign::{PresignOptions, Signer};
use aws::sts::{self, GetCallerIdentityInput};
use std::time::{Duration, SystemTime};

/// Returns a URL that proves the identity of the signer for a minute: the recipient sends it to STS, which returns account and role.
pub fn identity(signer: &Signer, region: &str) -> Result<String, Box<dyn std::error::Error>> {
    let endpoint = sts::endpoint(&Params::region(region))?;
    let options = PresignOptions::new(Duration::from_secs(60), SystemTime::now().into());
    // The form of the request becomes the query.
    let options = options.method(Method::GET);
    let presigned = GetCallerIdentityInput::default().presign(&endpoint, region, signer, &options)?;
    Ok(presigned.url().to_owned())
}
