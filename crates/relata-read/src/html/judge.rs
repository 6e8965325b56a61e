//! Which blocks are the text.
