//! Files that a person drops on a page, handed to the desk as they come in.

use crate::desk::{Incoming, Trouble};
use axum::body::Bytes;
use axum::extract::multipart::{Multipart, MultipartError};
use std::io::{self, Read};
use tokio::sync::mpsc::{Receiver, Sender};

/// A piece of what is sent.
pub(crate) enum Piece {
    /// A file begins, with its name.
    File(String),
    /// More bytes of it.
    Bytes(Bytes),
    /// The sending broke off, and why.
    Broken(String),
}

/// Hands on the files of a form (RFC 7578) piece by piece, as fast as the other side takes them; ends when it takes no
/// more. Fields without the name of a file are passed over: a form that was sent with none chosen has one.
pub(crate) async fn hand_on(form: Multipart, to: &Sender<Piece>) {
    if let Err(error) = forward(form, to).await {
        // Where nobody listens any more, nobody has to be told.
        let _ = to.send(Piece::Broken(error.body_text())).await;
    }
}

async fn forward(mut form: Multipart, to: &Sender<Piece>) -> Result<(), MultipartError> {
    while let Some(mut field) = form.next_field().await? {
        let name = field.file_name().filter(|name| !name.is_empty()).map(str::to_owned);
        let Some(name) = name else { continue };
        if to.send(Piece::File(name)).await.is_err() {
            return Ok(());
        }
        while let Some(bytes) = field.chunk().await? {
            if to.send(Piece::Bytes(bytes)).await.is_err() {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// The other side, for a thread that may wait.
pub(crate) struct Uploads {
    pieces: Receiver<Piece>,
    /// What has come of the present file and was not taken yet.
    rest: Bytes,
    /// The name of the file that comes next, where its first piece was seen.
    next: Option<String>,
}

impl Uploads {
    pub(crate) fn new(pieces: Receiver<Piece>) -> Uploads {
        Uploads { pieces, rest: Bytes::new(), next: None }
    }

    /// Fetches the next piece of the present file; whether there is one.
    fn fetch(&mut self) -> io::Result<bool> {
        if self.next.is_some() {
            return Ok(false);
        }
        match self.pieces.blocking_recv() {
            Some(Piece::Bytes(bytes)) => {
                self.rest = bytes;
                Ok(true)
            }
            Some(Piece::File(name)) => {
                self.next = Some(name);
                Ok(false)
            }
            Some(Piece::Broken(why)) => Err(io::Error::other(why)),
            None => Ok(false),
        }
    }
}

impl Read for Uploads {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.rest.is_empty() {
            if !self.fetch()? {
                return Ok(0);
            }
        }
        let n = self.rest.len().min(buffer.len());
        buffer[..n].copy_from_slice(&self.rest.split_to(n));
        Ok(n)
    }
}

impl Incoming for Uploads {
    fn next(&mut self) -> Result<Option<String>, Trouble> {
        let broken = |error: io::Error| Trouble::Wrong(format!("the sending broke off: {error}"));
        while self.fetch().map_err(broken)? {}
        self.rest = Bytes::new();
        Ok(self.next.take())
    }
}
