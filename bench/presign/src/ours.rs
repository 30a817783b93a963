//! Our signer.

use crate::object::{EXPIRES, GetObject, KEY, KEY_ID, REGION, SECRET, endpoint, put};
use smithereen::sign::{Credentials, PresignOptions, Signature, Signer, SigningConfig};
use smithereen::{Endpoint, Operation};
use std::time::SystemTime;

pub(crate) struct Signing {
    signer: Signer,
    endpoint: Endpoint,
    config: SigningConfig,
}

impl Signing {
    pub(crate) fn new(token: Option<&str>) -> Self {
        let credentials = Credentials::new(KEY_ID, SECRET);
        let signer = Signer::new(match token {
            Some(token) => credentials.with_session_token(token),
            None => credentials,
        });
        Self { signer, endpoint: endpoint(), config: SigningConfig::new("s3", REGION).as_sent() }
    }

    pub(crate) fn presign(&self) -> String {
        let input = GetObject { key: KEY.to_owned(), ..GetObject::default() };
        let options = PresignOptions::new(EXPIRES, SystemTime::now().into());
        let presigned = input.presign(&self.endpoint, REGION, &self.signer, &options);
        presigned.expect("it is presigned").url().to_owned()
    }

    pub(crate) fn sign(&self) -> Signature {
        let mut request = put();
        self.signer.sign(&mut request, &self.config, SystemTime::now().into()).expect("it is signed")
    }
}
