//! Figures across documents: which are of one measure, where they agree, where they differ and why, and on how many
//! independent witnesses they rest.
//!
//! One figure, with what must be known of its document, is a [`Told`]. [`interval`] says whether two numbers can be the
//! same, [`concept`] what the words of two measures are to each other, [`place`] and [`period`] whether they are of the
//! same place and time.

pub mod concept;
pub mod context;
pub mod convert;
mod elsewhere;
pub mod facets;
pub mod ground;
mod group;
pub mod interval;
mod judge;
mod lean;
pub mod likeness;
mod mend;
pub mod period;
pub mod place;
mod prices;
mod rate;
pub mod roots;
mod scope;
mod spots;
mod told;
pub mod unit;
pub mod verdict;
mod when;

pub use group::{Reconciled, group, keys, links, reconcile};
pub use judge::{alternative, are_known_apart, compare, judge, link};
pub use lean::join_shared;
pub use told::{Named, Source, Told, told};
pub use verdict::{Judgement, Prepared};
