//! A document by its name, a row in its sentence, a part of a list.

/// A document by its name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DocRef {
    /// Its id.
    pub id: String,
    /// Its title, else the name of its file.
    pub title: String,
    /// Who published it, else who wrote it; empty where that is not known.
    pub maker: String,
    /// The day of publication: `2024-05-03`; with `…` where several are possible; empty where none is known.
    pub day: String,
    /// The language of its text (ISO 639-1); empty where that is not known.
    pub lang: String,
}

/// A row in its sentence.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cited {
    /// Its id.
    pub id: String,
    /// `statement`, `figure`, `event`, `proposal` or `mention`.
    pub kind: &'static str,
    /// Where it stands.
    pub doc: DocRef,
    /// The sentence before its words.
    pub before: String,
    /// Its words.
    pub words: String,
    /// The sentence after them.
    pub after: String,
    /// On whose word, or who does it; empty for the author.
    pub who: String,
    /// What it is about: what is counted, the cue, the type of the event, the status of a proposal.
    pub about: String,
    /// What a person decided; empty where nobody has: `confirmed`, `corrected`, `rejected`, `noted`.
    pub review: String,
    /// What a person has corrected in it; everything else here is as corrected.
    pub fix: Option<Fix>,
}

/// What a person has corrected in a row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fix {
    /// Who; empty where that is not known.
    pub by: String,
    /// On which day.
    pub day: String,
    /// Field by field.
    pub changes: Vec<Change>,
}

/// A field that a person has corrected.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Change {
    /// Which: the key of the text among `fact`.
    pub field: &'static str,
    /// As it was found; empty where nothing was.
    pub was: String,
    /// As it is now.
    pub now: String,
}

/// A part of a long list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Part<T> {
    /// What is shown.
    pub items: Vec<T>,
    /// How many there are in all.
    pub total: usize,
    /// Which part, from 1.
    pub part: usize,
    /// How many parts.
    pub parts: usize,
}

impl<T> Part<T> {
    /// The part `n` (from 1; the last where there are fewer) of `all`, cut into parts of `size`.
    pub fn of(
        all: impl IntoIterator<Item = T, IntoIter: ExactSizeIterator>,
        n: usize,
        size: usize,
    ) -> Part<T> {
        let all = all.into_iter();
        let (total, size) = (all.len(), size.max(1));
        let parts = total.div_ceil(size).max(1);
        let part = n.clamp(1, parts);
        Part { items: all.skip((part - 1) * size).take(size).collect(), total, part, parts }
    }

    /// The same part with each thing made into another.
    ///
    /// # Errors
    /// The first of `make`.
    pub fn make<U, E>(self, make: impl FnMut(T) -> Result<U, E>) -> Result<Part<U>, E> {
        let items = self.items.into_iter().map(make).collect::<Result<_, _>>()?;
        Ok(Part { items, total: self.total, part: self.part, parts: self.parts })
    }
}

/// A name with how often it comes, and where it leads.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Counted {
    /// What is counted.
    pub name: String,
    /// Where more of it is; empty for nowhere.
    pub href: String,
    /// How many.
    pub count: usize,
    /// The share of the largest, in percent, for a bar.
    pub share: usize,
}
