//! Stores the signer of a request's chunks in the configuration bag of the runtime.

use crate::aws_chunked::ChunkSigning;
use aws_smithy_types::config_bag::{Storable, StoreReplace};

/// The slot for the signer, which the authentication scheme fills and the body reads.
#[derive(Debug)]
pub(super) struct CallChunks(pub(super) ChunkSigning);

impl Storable for CallChunks {
    type Storer = StoreReplace<Self>;
}
