//! Stores the signer of a call's events in the configuration bag of the runtime.

use crate::event_stream::EventSigning;
use aws_smithy_types::config_bag::{Storable, StoreReplace};

/// The slot for the signer, which the authentication scheme fills and the body reads.
#[derive(Debug)]
pub(super) struct CallEvents(pub(super) EventSigning);

impl Storable for CallEvents {
    type Storer = StoreReplace<Self>;
}
