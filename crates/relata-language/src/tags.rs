//! The words of the field for what a token or a name is.

use std::fmt;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$each])* $variant),* }

        impl $name {
            /// As it is written in files.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),* }
            }

            /// From how it is written.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some($name::$variant),)* _ => None }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

words!(
    /// Universal part of speech (UD v2).
    Upos {
        /// Adjective.
        Adj = "ADJ",
        /// Adposition.
        Adp = "ADP",
        /// Adverb.
        Adv = "ADV",
        /// Auxiliary.
        Aux = "AUX",
        /// Coordinating conjunction.
        Cconj = "CCONJ",
        /// Determiner.
        Det = "DET",
        /// Interjection.
        Intj = "INTJ",
        /// Noun.
        Noun = "NOUN",
        /// Numeral.
        Num = "NUM",
        /// Particle.
        Part = "PART",
        /// Pronoun.
        Pron = "PRON",
        /// Proper noun.
        Propn = "PROPN",
        /// Punctuation.
        Punct = "PUNCT",
        /// Subordinating conjunction.
        Sconj = "SCONJ",
        /// Symbol.
        Sym = "SYM",
        /// Verb.
        Verb = "VERB",
        /// Other.
        X = "X",
    }
);

words!(
    /// What a name names.
    NameKind {
        /// A person.
        Person = "person",
        /// An organisation.
        Organization = "organization",
        /// A place that is no country.
        Place = "place",
        /// A state.
        Country = "country",
        /// A nationality or people, also as an adjective.
        People = "people",
        /// A law, treaty, order or a numbered part of one.
        Law = "law",
        /// A named event.
        Event = "event",
        /// A work by its title.
        Work = "work",
        /// Anything else that has a name.
        Other = "other",
    }
);

words!(
    /// What the thing is that a mention points at: GUM's entity types.
    MentionKind {
        /// A person or persons.
        Person = "person",
        /// A company, government, team.
        Organization = "organization",
        /// A country, city, building, region.
        Place = "place",
        /// Something that happens.
        Event = "event",
        /// A thing that can be touched, or a work.
        Object = "object",
        /// An idea, feeling, quality.
        Abstract = "abstract",
        /// A date or duration.
        Time = "time",
        /// A material.
        Substance = "substance",
        /// An animal.
        Animal = "animal",
        /// A plant.
        Plant = "plant",
    }
);

words!(
    /// The part of an attribution (Pareti 2012; PolNeAR).
    RoleKind {
        /// Who says it.
        Source = "source",
        /// What shows that it is said: a verb, "according to".
        Cue = "cue",
        /// What is said.
        Content = "content",
    }
);
