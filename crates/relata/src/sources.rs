//! From one input to the sources in it: opened, fetched, unpacked.

use crate::collect::{self, Input};
use crate::progress::Watch;
use relata_read::{Hints, Limits, Source};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::ControlFlow;

/// Hands every source behind `input` to `take`, or its name and why it could not be had.
pub(crate) fn of(
    input: &Input,
    hints: &Hints,
    limits: &Limits,
    progress: &dyn Watch,
    take: &mut dyn FnMut(String, Result<Source, String>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let name = input.name();
    let mut unpack = |input: relata_read::Input<'_>, hints: &Hints| {
        relata_read::unpack(&name, input, hints, limits, &mut |path, source| {
            take(path, source.map_err(|error| error.to_string()))
        })
    };
    match input {
        Input::File(path) | Input::Kept { path, .. } => match File::open(path) {
            Ok(file) => unpack(relata_read::Input::File(&mut Counted { inner: file, progress }), hints),
            Err(error) => take(name, Err(collect::file_message(&error))),
        },
        Input::Stdin => {
            let mut stdin = Counted { inner: std::io::stdin().lock(), progress };
            unpack(relata_read::Input::Stream(&mut stdin), hints)
        }
        Input::Url(url) => match crate::fetch::fetch(url, hints) {
            Ok(fetched) => {
                let mut body = Counted { inner: fetched.body, progress };
                unpack(relata_read::Input::Stream(&mut body), &fetched.hints)
            }
            Err(message) => take(name, Err(message)),
        },
    }
}

/// Counts the bytes taken from a file or stream.
struct Counted<'a, R> {
    inner: R,
    progress: &'a dyn Watch,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.progress.bytes(n as u64);
        Ok(n)
    }
}

impl<R: Seek> Seek for Counted<'_, R> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.inner.seek(to)
    }
}
