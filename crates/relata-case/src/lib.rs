//! relata-case
