//! The case file from outside: what is filed is read back, in every order and after every accident.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod across;
mod filing;
mod kill;
mod opening;
mod properties;
mod reviews;
mod samples;
mod shell;
