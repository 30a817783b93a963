//! Writes the output of a run to a folder: all changes, or none.
//!
//! A run acquires a [`WriteLock`], which also recovers the folder after an interrupted run, then compares the folder with its
//! output in a [`Plan`] and applies it. `transaction` states the guarantee for interruptions.
//!
//! Locks, journals and file operations belong here. The content of files does not: callers pass it.

mod access;
mod disk;
mod journal;
mod lock;
mod paths;
mod plan;
mod recovery;
#[cfg(test)]
mod tests;
mod transaction;
mod walk;

pub use access::{ReadLock, WriteLock, has_journal, is_set_aside};
pub use plan::{ApplyError, Plan, Scope};
pub use recovery::Recovery;
