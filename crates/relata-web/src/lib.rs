//! The pages: a case shown in a browser, and what a person decides there.
//!
//! A [`Desk`] gives what the rooms show as plain structs ([`view`]); this crate makes pages of it and keeps
//! strangers out ([`door`]). It knows rows, and nothing of case files. Whatever comes from documents is escaped by the
//! templates: it is text, never markup. Every page can be read without scripts.

mod adding;
pub mod chart;
mod desk;
pub mod door;
pub mod graph;
mod pages;
mod router;
mod texts;
pub mod view;

pub use desk::{Ask, Deciding, Desk, Incoming, Reviewing, Told, Trouble, encoded};
pub use door::{Door, Password, Token};
pub use router::{Settings, router, serve};
pub use texts::Texts;
