//! What the signatures of the parts of a body begin with: the signature of the request, and its signer.

use crate::sign::{Credentials, Signature, Signer, SigningConfig};
use aws_credential_types::Credentials as Identified;
use aws_runtime::auth::SigV4OperationSigningConfig;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_types::config_bag::ConfigBag;

/// Returns the signature in the header `Authorization`.
pub(super) fn seed(authorization: &str) -> Option<Signature> {
    let (_, hex) = authorization.rsplit_once("Signature=")?;
    let mut bytes = [0; 32];
    if hex.len() != 2 * bytes.len() {
        return None;
    }
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(hex.get(2 * index..2 * index + 2)?, 16).ok()?;
    }
    Some(Signature::new(bytes))
}

/// Returns the signer of a call, and what it signs for.
pub(super) fn signer(identity: &Identity, config: &ConfigBag) -> Result<(Signer, SigningConfig), BoxError> {
    let credentials = identity.data::<Identified>().ok_or("the identity is not that of AWS credentials")?;
    let signing =
        config.load::<SigV4OperationSigningConfig>().ok_or("the call has no signing configuration")?;
    let name = signing.name.as_ref().ok_or("the call has no signing name")?;
    let region = signing.region.as_ref().ok_or("the call has no region")?;
    let config = SigningConfig::new(name.as_ref().to_owned(), region.as_ref().to_owned());
    // Signatures of parts do not cover the session token.
    Ok((Signer::new(Credentials::new(credentials.access_key_id(), credentials.secret_access_key())), config))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seed_is_the_last_part_of_the_header() {
        let hex = "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7";
        let header = format!(
            "AWS4-HMAC-SHA256 Credential=A/20150830/r/s/aws4_request, SignedHeaders=host, Signature={hex}"
        );
        assert_eq!(seed(&header).unwrap().to_string(), hex);
        for wrong in ["", "Signature=", &header[..header.len() - 1], &header.replace("5d67", "5é7")] {
            assert!(seed(wrong).is_none());
        }
    }
}
