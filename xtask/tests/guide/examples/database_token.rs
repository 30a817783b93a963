use aws::smithereen::sign::{Signer, SigningConfig};
use aws::smithereen::{Bytes, Request};
use std::time::{Duration, SystemTime};

/// Returns the password with which a user of an RDS database connects within 15 minutes.
pub fn token(
    signer: &Signer,
    (host, port): (&str, u16),
    user: &str,
    region: &str,
) -> Result<String, Box<dyn std::error::Error>> {
    let url = format!("https://{host}:{port}/?Action=connect&DBUser={user}");
    let request = Request::get(url).body(Bytes::new())?;
    let config = SigningConfig::new("rds-db", region.to_owned());
    let presigned = signer.presign(&request, &config, Duration::from_secs(900), SystemTime::now().into())?;
    Ok(presigned.url().trim_start_matches("https://").to_owned())
}
