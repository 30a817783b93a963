//! An operation for people to look at: in words, as JSON to fill in, as a picture. It need not be one that can be
//! generated.

mod explain;
mod picture;
mod skeleton;
mod types;
mod wrap;

pub use explain::explain;
pub use picture::{Format, picture};
pub use skeleton::skeleton;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::graph::{Model, Operation};
use crate::source::Source;
use crate::{passes, read, told};

/// An operation with the shapes that it reaches, and no others.
#[derive(Debug)]
pub struct Shown {
    model: Model,
}

impl Shown {
    /// Reads it from a model, with our words on it if there are any.
    ///
    /// # Errors
    /// Everything that is wrong with the model, or that it has no such operation.
    pub fn read(model: &Source, words: Option<&Source>, operation: &str) -> Result<Self, Vec<Diagnostic>> {
        let out = Diagnostics::default();
        let file = model.path.as_str();
        let (read, spots) = read::whole(model, &out);
        let words = words.and_then(|words| Some((words, read::words(words, &out)?)));
        let selected = read.map(|model| passes::select(model, &[operation.to_owned()], &out));
        let Some(mut model) = selected.filter(|_| !out.has_errors()) else {
            return Err(told(out, &spots.map(|spots| (file, spots)).into_iter().collect::<Vec<_>>()));
        };
        if let Some((source, words)) = words {
            passes::describe(&mut model, source, &words);
        }
        Ok(Self { model })
    }

    /// The operation. There is none in a model that could not be read, of which nothing is shown.
    fn operation(&self) -> Option<&Operation> {
        self.model.operations.first()
    }
}
