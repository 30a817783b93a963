//! AWS Signature Version 4 without I/O: signed requests, presigned URLs, chunks of a body, and events of a stream.
//!
//! A [`Signer`] has credentials, a [`SigningConfig`] has the service, region and options of a signature, and the time is an
//! argument. [`Operation::signing`](crate::Operation::signing) returns the configuration of an operation's requests to an
//! endpoint.
//!
//! ```
//! use smithereen::sign::{Credentials, Signer, SigningConfig};
//! use smithereen::{Request, Timestamp};
//! # fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let signer = Signer::new(Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"));
//! let mut request = Request::get("https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08").body("")?;
//! let config = SigningConfig::new("iam", "us-east-1");
//! signer.sign(&mut request, &config, Timestamp::new(1_440_938_160, 0))?;
//! assert_eq!(request.headers()["x-amz-date"], "20150830T123600Z");
//! assert!(request.headers()["authorization"].to_str()?.starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"));
//! # Ok(())
//! # }
//! # example().unwrap();
//! ```
//!
//! The canonical request and the string to sign belong here, and the properties of operations and endpoints that they depend on.
//! How an operation's input becomes a request does not: it is in [`protocol`](crate::protocol), and in `presign` for presigned
//! requests. The client's selection of credentials is in `client`.

mod canonical;
mod chunks;
mod config;
mod credentials;
mod date_time;
mod error;
mod events;
mod hex;
mod key;
mod payload;
mod post;
mod presigned;
mod select;
mod selected;
mod signature;
mod signer;
#[cfg(feature = "sigv4a")]
mod v4a;

pub use chunks::ChunkSigner;
pub use config::{SessionToken, SigningConfig};
pub use credentials::Credentials;
pub use error::SignError;
pub use events::EventSigner;
pub use payload::Payload;
pub use post::{PostForm, PostPolicy};
pub use presigned::{MAX_EXPIRES, PresignOptions, Presigned};
#[cfg(all(feature = "client", not(feature = "sigv4a")))]
pub(crate) use select::NEEDS_SIGV4A;
#[cfg(feature = "client")]
pub(crate) use select::{SIGV4, SIGV4_SESSION, SIGV4A};
pub(crate) use selected::Selected;
pub use signature::Signature;
pub use signer::Signer;
#[cfg(feature = "client")]
pub(crate) use signer::{Head, Signed};
