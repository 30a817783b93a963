//! The files that botocore adds to a model when it loads it.

use super::{attach, merge};
use crate::Source;
use crate::diagnostic::Diagnostic;

/// The files that belong to a model of botocore, as far as they exist.
#[derive(Clone, Debug, Default)]
pub struct Additions {
    /// Corrections to the model: `service-2.sdk-extras.json`.
    pub extras: Option<Source>,
    /// The paginators: `paginators-1.json`.
    pub paginators: Option<Source>,
    /// Corrections to the paginators: `paginators-1.sdk-extras.json`.
    pub paginator_extras: Option<Source>,
    /// The waiters: `waiters-2.json`.
    pub waiters: Option<Source>,
}

impl Additions {
    /// The names of the files besides the corrections to the model, whose name depends on that of the model.
    pub const PAGINATORS: &str = "paginators-1.json";
    /// The name of the file of corrections to the paginators.
    pub const PAGINATOR_EXTRAS: &str = "paginators-1.sdk-extras.json";
    /// The name of the file of waiters.
    pub const WAITERS: &str = "waiters-2.json";

    /// Returns the text of the model with all additions. A model in Smithy's format has everything in itself, and remains as it is.
    ///
    /// # Errors
    /// If one of the texts is not a JSON object, or the `merge` of corrections is not an object.
    pub fn merged_into(&self, model: &Source) -> Result<String, Vec<Diagnostic>> {
        let mut model = model.clone();
        if let Some(extras) = &self.extras {
            model.text = merge(&model, extras)?;
        }
        let mut paginators = self.paginators.clone();
        if let (Some(paginators), Some(extras)) = (&mut paginators, &self.paginator_extras) {
            paginators.text = merge(paginators, extras)?;
        }
        for added in paginators.iter().chain(&self.waiters) {
            model.text = attach(&model, added)?;
        }
        Ok(model.text)
    }

    /// Returns the files.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        [&self.extras, &self.paginators, &self.paginator_extras, &self.waiters].into_iter().flatten()
    }
}
