//! Which blocks of a text copied from a web page are furniture.

/// For each block in order the reason why it is furniture, where it is.
pub(crate) fn furniture(blocks: &[&str]) -> Vec<Option<&'static str>> {
    vec![None; blocks.len()]
}
