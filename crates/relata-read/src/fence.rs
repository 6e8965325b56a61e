//! Stops work that panics, so that one bad document never ends the reading of a thousand.

use crate::ReadError;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

thread_local! {
    /// Fences around what this thread does at the moment.
    static FENCED: Cell<u32> = const { Cell::new(0) };
}

/// Does `work`; a panic in it becomes [`ReadError::Fault`] in the name of `format`, and nothing is
/// printed. Panics outside any fence are reported as before.
///
/// # Errors
/// Those of `work`, and [`ReadError::Fault`] with what the panic said.
pub fn fence<T>(format: &'static str, work: impl FnOnce() -> Result<T, ReadError>) -> Result<T, ReadError> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if FENCED.try_with(Cell::get).unwrap_or(0) == 0 {
                before(info);
            }
        }));
    });
    FENCED.set(FENCED.get() + 1);
    // What the work has touched is dropped with it: it only borrows bytes and limits.
    let done = catch_unwind(AssertUnwindSafe(work));
    FENCED.set(FENCED.get() - 1);
    done.unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<&str>().map(|s| (*s).to_owned());
        let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
        Err(ReadError::Fault { format, what: text.unwrap_or_else(|| "no message".to_owned()) })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_error_and_the_next_work_is_done() {
        let stopped: Result<(), _> = fence("test", || panic!("line {}", 7));
        assert_eq!(stopped, Err(ReadError::Fault { format: "test", what: "line 7".into() }));
        assert_eq!(fence("test", || Ok(1)), Ok(1));
    }
}
