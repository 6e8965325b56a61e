//! The case file from outside: what is filed is read back, in every order and after every accident.

mod filing;
mod kill;
mod opening;
mod properties;
mod samples;
