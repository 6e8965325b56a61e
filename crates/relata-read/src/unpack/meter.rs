//! What unpacking may cost: bytes out for each byte in, and bytes out in all.

use crate::{Limits, ReadError};
use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// Unpacked bytes before the ratio is judged: small files pack as well as they like.
const JUDGED_FROM: u64 = 1 << 20;

/// What one archive, with all inside it, has unpacked to.
pub(super) struct Budget {
    unpacked: Rc<Cell<u64>>,
    bytes: u64,
    ratio: u64,
}

impl Budget {
    pub(super) fn new(limits: &Limits) -> Budget {
        Budget { unpacked: Rc::default(), bytes: limits.archive_bytes, ratio: limits.archive_ratio }
    }

    /// Whether nothing more may be unpacked.
    pub(super) fn is_spent(&self) -> bool {
        self.unpacked.get() > self.bytes
    }

    /// Bounds what comes out of a decompressor.
    pub(super) fn meter<R: Read>(&self, plain: R, packed: Packed) -> Metered<R> {
        let Budget { unpacked, bytes, ratio } = self;
        Metered { plain, packed, out: 0, unpacked: Rc::clone(unpacked), bytes: *bytes, ratio: *ratio }
    }
}

/// Bytes that went into a decompressor.
pub(super) enum Packed {
    /// Known from a table of contents.
    All(u64),
    /// Counted as they go.
    SoFar(Rc<Cell<u64>>),
}

/// Unpacked bytes, with an error in place of those over a limit.
pub(super) struct Metered<R> {
    plain: R,
    packed: Packed,
    out: u64,
    unpacked: Rc<Cell<u64>>,
    bytes: u64,
    ratio: u64,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.plain.read(buffer)?;
        self.out += n as u64;
        self.unpacked.set(self.unpacked.get() + n as u64);
        let packed = match &self.packed {
            Packed::All(n) => *n,
            Packed::SoFar(n) => n.get(),
        };
        if self.unpacked.get() > self.bytes {
            return Err(io::Error::other(ReadError::OverLimit {
                what: "what it unpacks to".to_owned(),
                limit: size(self.bytes),
                advice: "unpack it and read the folder",
            }));
        }
        if self.out > JUDGED_FROM && self.out / packed.max(1) > self.ratio {
            return Err(io::Error::other(ReadError::OverLimit {
                what: "its packing (a zip bomb?)".to_owned(),
                limit: format!("{} to 1", self.ratio),
                advice: "unpack it with care and read what is in it",
            }));
        }
        Ok(n)
    }
}

/// A reader that counts what was taken from it.
pub(super) struct Counted<R> {
    inner: R,
    taken: Rc<Cell<u64>>,
}

impl<R: Read> Counted<R> {
    pub(super) fn new(inner: R) -> (Counted<R>, Rc<Cell<u64>>) {
        let taken = Rc::new(Cell::new(0));
        (Counted { inner, taken: Rc::clone(&taken) }, taken)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.taken.set(self.taken.get() + n as u64);
        Ok(n)
    }
}

/// The error of a document over [`Limits::document_bytes`].
pub(super) fn too_large(limit: u64) -> ReadError {
    ReadError::OverLimit {
        what: "its size".to_owned(),
        limit: size(limit),
        advice: "read it with a larger --max-size, or split it",
    }
}

fn size(bytes: u64) -> String {
    match bytes {
        n if n >= 1 << 30 && n % (1 << 30) == 0 => format!("{} GiB", n >> 30),
        n if n >= 1 << 20 && n % (1 << 20) == 0 => format!("{} MiB", n >> 20),
        n => format!("{n} bytes"),
    }
}

/// What an error of reading means to a person: a limit of [`Metered`] that may lie under the
/// wrappings of other readers, an end that came too early, damage, or the system's own words.
pub(super) fn read_error(error: &io::Error, format: &'static str) -> ReadError {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(e) = cause {
        if let Some(limit) = e.downcast_ref::<ReadError>() {
            return limit.clone();
        }
        let io = e.downcast_ref::<io::Error>();
        if let Some(limit) = io.and_then(|e| e.get_ref()).and_then(|e| e.downcast_ref::<ReadError>()) {
            return limit.clone();
        }
        cause = e.source();
    }
    let damaged = |what: &str| ReadError::Damaged { format, what: what.to_owned() };
    match error.kind() {
        io::ErrorKind::UnexpectedEof => damaged("it ends too early; what came before was read"),
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
            damaged(&format!("{error}; what came before was read"))
        }
        _ => ReadError::Io(error.to_string()),
    }
}
