//! Data of schema.org in `<script type="application/ld+json">`: which object tells of the page
//! itself, and what it says. Knows nothing of elements; works on the text of the scripts.

use regex::Regex;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::LazyLock;

type Object = Map<String, Value>;

/// Types whose object is a text, in the order of trust: the end of the type's name, in lower case.
/// After schema.org, "CreativeWork" and its kinds.
const TEXT_TYPES: &[&str] = &[
    "article",
    "posting",
    "report",
    "review",
    "recipe",
    "howto",
    "speech",
    "statement",
    "legislation",
    "learningresource",
    "course",
    "book",
    "creativework",
    "podcastepisode",
    "videoobject",
];

/// Types whose object is the page around the text: asked second.
const PAGE_TYPES: &[&str] = &["webpage", "itempage", "faqpage", "aboutpage", "collectionpage", "product"];

/// More objects than any honest page has; what lies beyond is not looked at.
const OBJECTS_MAX: usize = 5_000;

/// What the scripts of a page say of it.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Stated {
    /// `@type` of the object that was used and of the others at its level.
    pub types: Vec<String>,
    pub headline: Option<String>,
    pub authors: Vec<String>,
    /// `datePublished`, else `dateCreated` or `uploadDate`, with the name of the property.
    pub published: Option<(String, &'static str)>,
    pub modified: Option<String>,
    pub publisher: Option<String>,
    pub language: Option<String>,
    pub sections: Vec<String>,
}

/// All objects of all scripts, those named by `@id` among them.
#[derive(Debug, Default)]
pub(super) struct Graph {
    objects: Vec<Object>,
    by_id: BTreeMap<String, usize>,
}

impl Graph {
    /// Collects the objects of scripts in document order, with the objects inside objects after
    /// those that hold them.
    pub(super) fn of<'s>(scripts: impl Iterator<Item = &'s str>) -> Graph {
        let mut graph = Graph::default();
        let mut queue: std::collections::VecDeque<Value> = scripts.flat_map(values).collect();
        while let Some(value) = queue.pop_front() {
            match value {
                Value::Array(items) => queue.extend(items),
                Value::Object(object) if graph.objects.len() < OBJECTS_MAX => {
                    queue.extend(object.values().filter(|v| v.is_object() || v.is_array()).cloned());
                    graph.add(object);
                }
                _ => {}
            }
        }
        graph
    }

    fn add(&mut self, object: Object) {
        // An object of an `@id` alone is a mention of the one that has properties.
        if let Some(id) = text(object.get("@id"))
            && object.len() > 1
        {
            let place = *self.by_id.entry(id).or_insert(self.objects.len());
            if self.objects.get(place).is_some_and(|known| known.len() < object.len()) {
                self.by_id.insert(text(object.get("@id")).unwrap_or_default(), self.objects.len());
            }
        }
        self.objects.push(object);
    }

    /// What the graph says of the page that shows one of `titles` (in lower case) and has one of
    /// the addresses `urls`.
    pub(super) fn stated(&self, titles: &[String], urls: &[&str]) -> Stated {
        let text_object = self.best(TEXT_TYPES, titles, urls);
        let page_object = self.best(PAGE_TYPES, titles, urls);
        let mut stated = Stated::default();
        for object in [text_object, page_object].into_iter().flatten() {
            let is_text = text_object.is_some_and(|t| std::ptr::eq(t, object));
            stated.types.extend(types(object));
            let of = |name: &str| text(object.get(name));
            if is_text {
                stated.headline = of("headline").or_else(|| of("name"));
            }
            if stated.authors.is_empty() {
                stated.authors = self.names(object.get("author"));
            }
            if stated.authors.is_empty() {
                stated.authors = self.names(object.get("creator"));
            }
            for property in ["datePublished", "dateCreated", "uploadDate"] {
                let date = stated.published.take().or_else(|| of(property).map(|d| (d, property)));
                stated.published = date;
            }
            stated.modified = stated.modified.or_else(|| of("dateModified"));
            stated.publisher =
                stated.publisher.or_else(|| self.names(object.get("publisher")).into_iter().next());
            stated.language = stated.language.or_else(|| of("inLanguage"));
            stated.sections.extend(self.names(object.get("articleSection")));
        }
        stated
    }

    /// The object of the kinds given that best fits the page: by title, by address, by what it has
    /// to say, by the order of the kinds, and then the first.
    fn best(&self, kinds: &[&str], titles: &[String], urls: &[&str]) -> Option<&Object> {
        let score = |object: &Object| {
            let kind =
                types(object).iter().filter_map(|t| kinds.iter().position(|k| t.ends_with(k))).min()?;
            let name = text(object.get("headline")).or_else(|| text(object.get("name")));
            let same_name = name.is_some_and(|n| titles.contains(&n.to_lowercase()));
            let addresses = [object.get("url"), object.get("mainEntityOfPage"), object.get("@id")];
            let same_address = addresses.into_iter().flatten().any(|v| {
                let address = text(Some(v)).or_else(|| text(v.get("@id")));
                address.is_some_and(|a| urls.contains(&a.split('#').next().unwrap_or_default()))
            });
            let full =
                ["headline", "datePublished", "author"].iter().filter(|p| object.contains_key(**p)).count();
            Some((same_name, same_address, full, std::cmp::Reverse(kind)))
        };
        let scored = self.objects.iter().filter_map(|o| score(o).map(|s| (s, o)));
        // `max_by` keeps the last of equals, so walk from the end.
        scored.rev().max_by(|a, b| a.0.cmp(&b.0)).map(|(_, o)| o)
    }

    /// Names in a value that is a name, an object with a name, a reference to one, or a list of these.
    fn names(&self, value: Option<&Value>) -> Vec<String> {
        let items = match value {
            Some(Value::Array(items)) => items.as_slice(),
            Some(single) => std::slice::from_ref(single),
            None => &[],
        };
        items.iter().filter_map(|item| self.name(item)).collect()
    }

    fn name(&self, value: &Value) -> Option<String> {
        if let Value::String(_) = value {
            return text(Some(value));
        }
        let named = |object: &Object| {
            text(object.get("name")).or_else(|| {
                let part = |p: &str| text(object.get(p));
                Some(format!("{} {}", part("givenName")?, part("familyName")?))
            })
        };
        let object = value.as_object()?;
        named(object).or_else(|| {
            let id = text(object.get("@id"))?;
            named(self.objects.get(*self.by_id.get(&id)?)?)
        })
    }
}

/// The types of an object in lower case, without the address of the vocabulary.
fn types(object: &Object) -> Vec<String> {
    let of = |v: &Value| v.as_str().map(|t| t.rsplit(['/', ':']).next().unwrap_or(t).to_lowercase());
    match object.get("@type") {
        Some(Value::Array(items)) => items.iter().filter_map(of).collect(),
        Some(value) => of(value).into_iter().collect(),
        None => Vec::new(),
    }
}

/// A string with something in it; of a list the first; of a language map its value.
fn text(value: Option<&Value>) -> Option<String> {
    let value = match value? {
        Value::Array(items) => items.first()?,
        value => value,
    };
    let string = value.as_str().or_else(|| value.get("@value")?.as_str())?.trim();
    (!string.is_empty()).then(|| string.to_owned())
}

/// The values in one script. JSON that is broken is mended where the fault is one of the usual
/// (comments around it, raw line breaks in strings, commas before a closing bracket, several values
/// in a row); where that does not help, single properties are picked out of the text.
fn values(script: &str) -> Vec<Value> {
    let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->");
    let script = script.replace("//<![CDATA[", "").replace("//]]>", "");
    let script = script.replace("<![CDATA[", "").replace("]]>", "");
    let script = script.trim().trim_end_matches(';');
    let whole = |s: &str| -> Vec<Value> {
        serde_json::Deserializer::from_str(s).into_iter().map_while(Result::ok).collect()
    };
    if let Ok(value) = serde_json::from_str(script) {
        return vec![value];
    }
    static COMMA: LazyLock<Regex> = LazyLock::new(|| Regex::new(r",(\s*[}\]])").expect("a constant pattern"));
    let flat: String = script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let mended = COMMA.replace_all(&flat, "$1");
    let found = whole(&mended);
    if found.is_empty() { pick(&flat).into_iter().collect() } else { found }
}

/// An object of the properties that can be read off broken JSON, taken for those of an article.
fn pick(script: &str) -> Option<Value> {
    static PROPERTY: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = r#""(headline|datePublished|dateModified|dateCreated|author)"\s*:\s*(?:[\[{][^\]}"]{0,40}(?:"@type"\s*:\s*"\w+"\s*,\s*)?"name"\s*:\s*)?"((?:[^"\\]|\\.){1,400})""#;
        Regex::new(pattern).expect("a constant pattern")
    });
    let mut object = Object::new();
    for found in PROPERTY.captures_iter(script) {
        let value = serde_json::from_str(&format!("\"{}\"", &found[2])).unwrap_or_else(|_| found[2].into());
        object.entry(found[1].to_owned()).or_insert(value);
    }
    (!object.is_empty()).then(|| {
        object.insert("@type".to_owned(), "Article".into());
        Value::Object(object)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated(script: &str) -> Stated {
        Graph::of([script].into_iter()).stated(&["the levee held".to_owned()], &["https://a.example/levee"])
    }

    #[test]
    fn authors_are_followed_to_the_objects_that_name_them() {
        let found = stated(
            r##"{"@graph": [
                {"@type": "WebSite", "name": "A Paper", "datePublished": "2001-01-01"},
                {"@type": "NewsArticle", "headline": "Another story", "datePublished": "2020-02-02", "author": "Z"},
                {"@type": ["http://schema.org/NewsArticle"], "headline": "The levee held",
                 "author": [{"@id": "#p1"}, {"@type": "Person", "name": "Bo Ek"}],
                 "publisher": {"@id": "#o"}, "datePublished": "2023-03-18", "articleSection": "Opinion"},
                {"@type": "Person", "@id": "#p1", "name": "Ana Ruiz"},
                {"@type": "Organization", "@id": "#o", "name": "A Paper"}]}"##,
        );
        assert_eq!(found.authors, ["Ana Ruiz", "Bo Ek"]);
        assert_eq!(found.published, Some(("2023-03-18".to_owned(), "datePublished")));
        assert_eq!(found.publisher.as_deref(), Some("A Paper"));
        assert_eq!(found.types, ["newsarticle"]);
        assert_eq!(found.sections, ["Opinion"]);
    }

    #[test]
    fn broken_json_is_read_as_far_as_it_goes() {
        let comma =
            "{\"@type\":\"Article\",\"headline\":\"The levee\nheld\",\"datePublished\":\"2023-03-18\",}";
        assert_eq!(stated(comma).headline.as_deref(), Some("The levee held"));
        let cut = r#"{"@type":"Article","datePublished":"2023-03-18","author":{"@type":"Person","name":"Bo Ek"},"body":"say "no""#;
        assert_eq!(stated(cut).authors, ["Bo Ek"]);
        assert_eq!(stated(cut).published.map(|p| p.0).as_deref(), Some("2023-03-18"));
        assert_eq!(stated("var x = 1;"), Stated::default());
    }
}
