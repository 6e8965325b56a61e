//! Figures of one measure across the documents of a case.

use super::Ledger;
use super::compare::Item;

/// The measures that several documents tell.
pub(super) fn items(_ledger: &Ledger) -> Vec<Item> {
    Vec::new()
}
