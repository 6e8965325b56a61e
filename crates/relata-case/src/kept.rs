//! The bytes of a source as the case keeps them: hashed, and packed with Zstandard.

use crate::Fault;
use relata_rows::Sha256;
use std::io::Read;

/// Level of Zstandard. See the table in `docs/case-file.md` for how it was chosen.
const LEVEL: i32 = 3;

/// The bytes of one source, hashed and packed: the costly part of filing, to be done by the threads
/// that read, not by the one that writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub(crate) sha256: Sha256,
    pub(crate) size: usize,
    pub(crate) zstd: Vec<u8>,
}

impl Kept {
    /// Hashes and packs `bytes`.
    ///
    /// # Errors
    /// Where Zstandard has no memory for it.
    pub fn of(bytes: &[u8]) -> std::io::Result<Self> {
        Ok(Kept { sha256: Sha256::of(bytes), size: bytes.len(), zstd: zstd::bulk::compress(bytes, LEVEL)? })
    }

    /// SHA-256 of the bytes.
    pub fn sha256(&self) -> &Sha256 {
        &self.sha256
    }
}

/// The bytes in a frame that should hold `size` of them.
///
/// # Errors
/// [`Fault::Damaged`] where the frame is broken or holds another number of bytes.
pub(crate) fn unpack(zstd: &[u8], size: u64) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    // Grows with what comes out, so that a wrong size costs no memory.
    let read = zstd::Decoder::new(zstd).and_then(|d| d.take(size.saturating_add(1)).read_to_end(&mut bytes));
    match read {
        Ok(n) if n as u64 == size => Ok(bytes),
        _ => Err(Fault::Damaged),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_comes_back_or_is_reported() {
        let bytes = b"one, two, three, ".repeat(100);
        let kept = Kept::of(&bytes).unwrap();
        assert!(kept.zstd.len() < 100);
        assert_eq!(unpack(&kept.zstd, 1700).unwrap(), bytes);
        assert!(matches!(unpack(&kept.zstd, 1699), Err(Fault::Damaged)));
        assert!(matches!(unpack(&kept.zstd[..kept.zstd.len() - 1], 1700), Err(Fault::Damaged)));
    }
}
