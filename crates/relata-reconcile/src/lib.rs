//! What many documents say together: rows of single documents to what they share.
//!
//! [`actors`] tells who in one document is who in another, [`copies`] which documents have one text, [`events`],
//! [`statements`] and [`proposals`] which documents tell the same, [`measures`] which figures are of one measure, where
//! they agree and where they differ, [`record`] what official series say to them. The room works on rows, is given
//! texts only to tell copies and to read the sentence of a figure, and does no I/O; the same documents, lists and
//! decisions give the same answer in any order.

pub mod actors;
pub mod alike;
pub mod copies;
pub mod events;
mod lists;
pub mod measures;
pub mod proposals;
pub mod record;
mod sides;
pub mod statements;
