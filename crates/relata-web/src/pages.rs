//! The pages as templates (`templates/`), which escape everything that they show.

use crate::desk::Ask;
use crate::texts::Texts;
use crate::view;
use askama::Template;
use relata_rows::Reason;

/// What every page has.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    /// In which language.
    pub(crate) texts: &'static Texts,
    /// The room, as in its address; empty for none.
    pub(crate) room: &'static str,
    /// What the case is called.
    pub(crate) case: String,
    /// The address of this page, to come back to.
    pub(crate) here: String,
    /// What was searched for, to be changed.
    pub(crate) sought: String,
    /// Whether nothing can be changed.
    pub(crate) read_only: bool,
    /// Whether what it shows of all rows is being made anew after a change.
    pub(crate) behind: bool,
}

/// Characters of a reason that are shown.
const REASON: usize = 600;

/// The rooms in the order in which they are offered, as in their addresses; the texts have their names.
const ROOMS: [&str; 11] = [
    "documents",
    "figures",
    "differences",
    "statements",
    "actors",
    "timeline",
    "proposals",
    "comparison",
    "sources",
    "record",
    "reviews",
];

impl Page {
    /// The text with this key.
    fn t<'k>(&self, key: &'k str) -> &'k str {
        self.texts.get(key)
    }

    /// A text with a value in it.
    fn with(&self, key: &str, value: &str) -> String {
        self.texts.with(key, value)
    }

    /// A text with a whole number in it; of one thing, the text that ends in `.one`.
    fn count(&self, key: &str, n: impl Whole) -> String {
        match n.whole() {
            1 => self.t(&format!("{key}.one")).to_owned(),
            n => self.texts.with(key, &self.texts.number(n)),
        }
    }

    /// A whole number.
    fn n(&self, n: impl Whole) -> String {
        self.texts.number(n.whole())
    }

    /// The name of one of a sort, as people call it: `verdict`, `differs`. What has none is called as it is.
    fn of(&self, sort: &str, name: &str) -> String {
        let key = format!("{sort}.{name}");
        let text = self.t(&key);
        if text == key { name.replace('_', " ") } else { text.to_owned() }
    }

    /// A reason in the language of the page; of very long words the beginning.
    fn why(&self, reason: &Reason) -> String {
        let mut words = self.texts.reason(reason);
        if let Some((end, _)) = words.char_indices().nth(REASON) {
            words.truncate(end);
            words.push('…');
        }
        words
    }

    /// A name as a class of the style sheet.
    fn class(&self, name: &str) -> String {
        name.replace([' ', '_'], "-")
    }

    /// The beginning of an id, as people read it.
    fn short<'i>(&self, id: &'i str) -> &'i str {
        id.get(..8).unwrap_or(id)
    }

    fn rooms(&self) -> [&'static str; 11] {
        ROOMS
    }

    /// The code of the language.
    fn lang(&self) -> &'static str {
        self.texts.code
    }
}

/// A whole number, as templates hand it over: itself, or by reference.
trait Whole {
    fn whole(&self) -> usize;
}

impl Whole for usize {
    fn whole(&self) -> usize {
        *self
    }
}

impl<T: Whole> Whole for &T {
    fn whole(&self) -> usize {
        (**self).whole()
    }
}

macro_rules! pages {
    ($($name:ident $file:tt $view:ty;)*) => {$(
        #[derive(Template)]
        #[template(path = $file)]
        #[allow(dead_code, reason = "not every room asks something")]
        pub(crate) struct $name {
            pub(crate) page: Page,
            pub(crate) ask: Ask,
            pub(crate) view: $view,
        }
    )*};
}

pages! {
    OverviewPage "overview.html" view::Overview;
    DocumentsPage "documents.html" view::Documents;
    ReadingPage "reading.html" view::Reading;
    RowPage "row.html" view::RowPage;
    MeasuresPage "figures.html" view::Measures;
    DifferencesPage "differences.html" view::Differences;
    StatementsPage "statements.html" view::Statements;
    ActorsPage "actors.html" view::Actors;
    ActorPage "actor.html" view::ActorPage;
    TimelinePage "timeline.html" view::Timeline;
    ProposalsPage "proposals.html" view::Proposals;
    ComparisonPage "comparison.html" view::Comparison;
    SourcesPage "sources.html" view::Sources;
    RecordPage "record.html" view::SeriesList;
    SeriesPage "series.html" view::SeriesPage;
    SearchPage "search.html" view::Found;
    ReviewsPage "reviews.html" view::Reviews;
    AddPage "add.html" view::Adding;
    AddedPart "added.html" view::Adding;
}

/// A page that says one thing: what went wrong, what was done, or that a password is needed.
#[derive(Template)]
#[template(path = "message.html")]
pub(crate) struct MessagePage {
    pub(crate) page: Page,
    pub(crate) title: String,
    pub(crate) message: String,
    /// Whether the password is asked for.
    pub(crate) login: bool,
    /// Where to go on; empty for nowhere.
    pub(crate) back: String,
}
