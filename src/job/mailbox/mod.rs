//! Mail that goes as mail: an index of it while it is read, where it goes, and the pack in that order.

pub(super) mod book;
pub mod choice;
mod document;
mod filing;
pub mod groups;
pub mod index;
mod lists;
pub mod mailer;
mod sorted;
mod window;

pub use document::{bundle, document};
