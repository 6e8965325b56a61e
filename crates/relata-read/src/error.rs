//! Why a source could not be read.

/// Why a source could not be read: one line for a person, without the path (the caller knows it),
/// that says what happened and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// No bytes, or nothing but white space.
    #[error("empty: there is nothing to read")]
    Empty,
    /// Bytes of no format that Relata reads.
    #[error("not a format that Relata reads ({0}); convert it to text, HTML, PDF or DOCX first")]
    Unsupported(String),
    /// The format is known, the content is damaged beyond reading.
    #[error("damaged {format}: {what}")]
    Damaged {
        /// `PDF`, `DOCX`, ...
        format: &'static str,
        /// What is wrong, in the words of a person.
        what: String,
    },
    /// Locked by a password.
    #[error("encrypted {0}: remove the password and read it again")]
    Encrypted(&'static str),
    /// A PDF of images.
    #[error("no text layer; {pages} pages are images: run OCR over it first")]
    NoTextLayer {
        /// Pages of the file.
        pages: usize,
    },
    /// Over a bound of [`crate::Limits`].
    #[error("{what} is over the limit of {limit}; {advice}")]
    OverLimit {
        /// What is too large.
        what: String,
        /// The limit, with its unit.
        limit: String,
        /// What to do.
        advice: &'static str,
    },
    /// Markup without any text.
    #[error("no text in it (a page drawn by scripts?): save it from a browser and read that")]
    NoText,
    /// A fault of Relata's own, stopped before it could harm the rest.
    #[error("the {format} reader failed on it ({what}); please report it with the file if you can")]
    Fault {
        /// The reader that failed.
        format: &'static str,
        /// The panic's message.
        what: String,
    },
    /// Parts of an archive that are no documents, counted.
    #[error("{0}")]
    Skipped(String),
    /// Bytes could not be fetched from a file or archive.
    #[error("{0}")]
    Io(String),
}
