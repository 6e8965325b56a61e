//! What many documents say together: rows of single documents to what they share.
//!
//! [`actors`] tells who in one document is who in another, [`events`] which documents tell the same event, [`measures`]
//! which figures are of one measure, where they agree and where they differ. The room works on rows, never opens a
//! text, and does no I/O; the same documents, lists and decisions give the same answer in any order.

pub mod actors;
pub mod events;
pub mod measures;
pub mod record;
