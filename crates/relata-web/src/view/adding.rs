//! Documents that are being added.

/// The files that were added since the case was opened.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Adding {
    /// The files, the latest first.
    pub files: Vec<Added>,
    /// How many there are.
    pub total: usize,
    /// How many of them are done or failed.
    pub ended: usize,
    /// Whether some are still to be read, or what was read is not yet brought together.
    pub running: bool,
    /// What kept the reading from going on; empty where nothing did.
    pub trouble: String,
}

/// One file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Added {
    /// Its name.
    pub name: String,
    /// `waiting`, `reading`, `done` or `failed`.
    pub state: &'static str,
    /// The first of the documents in it.
    pub documents: Vec<AddedDocument>,
    /// How many more there are.
    pub more: usize,
    /// What could not be read, and why: place and reason; the first of them.
    pub failures: Vec<(String, String)>,
}

/// One document of a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AddedDocument {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// `new`, `changed` for a new version of a document of its name, `there` where the case had its bytes.
    pub how: &'static str,
    /// Statements, figures, events, proposals.
    pub rows: [usize; 4],
}
