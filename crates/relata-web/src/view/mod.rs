//! What the rooms show, as plain structs: text is as the documents have it, ids are those of the exports.

mod adding;
mod common;
mod lists;
mod measures;
mod reading;
mod row;
mod search;

pub use adding::*;
pub use common::*;
pub use lists::*;
pub use measures::*;
pub use reading::*;
pub use row::*;
pub use search::*;
