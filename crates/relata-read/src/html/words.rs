//! Words that tell what a stretch of a page is for: in the names that a page's makers gave to its
//! parts (class, id, role), and in the text of short blocks.
//!
//! The lists were written from general knowledge of how pages are built (the class names of common
//! publishing systems, ARIA roles, microformats); their weight is learnt, see `training/html_blocks.py`.

use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::HashMap;
use std::sync::LazyLock;

/// A set of groups, by number.
pub(super) type Groups = u32;

/// Names of parts: group, what a reader would call it, words.
#[rustfmt::skip]
pub(super) const NAMES: &[(&str, &[&str])] = &[
    ("text", &["article", "articlebody", "articletext", "articlecontent", "story", "storybody", "prose", "richtext", "rte", "rich", "wysiwyg", "markdown", "paragraph", "bodytext", "copy"]),
    ("entry", &["entry", "post", "posts", "blog", "blogpost", "hentry", "single", "postcontent", "entrycontent", "postbody"]),
    ("content", &["content", "contents", "maincontent", "pagecontent"]),
    ("body", &["body", "text", "description", "desc", "detail", "details", "summary"]),
    ("main", &["main", "primary", "page", "central"]),
    ("heading", &["title", "headline", "heading", "hed", "subtitle", "dek", "subhead", "standfirst", "lead", "lede", "intro", "deck", "hero"]),
    ("navigation", &["nav", "navbar", "navigation", "menu", "menus", "submenu", "menuitem", "dropdown", "megamenu", "hamburger", "topbar", "toolbar", "menubar"]),
    ("navigation", &["breadcrumb", "breadcrumbs", "crumb", "crumbs", "pagination", "pager", "paging", "prev", "previous", "next", "skip", "toc", "jump", "anchor", "tabs", "tab", "tablist"]),
    ("header", &["header", "masthead", "banner", "topnav", "logo", "brand", "branding", "site"]),
    ("footer", &["footer", "foot", "bottom", "colophon", "contentinfo", "copyright", "legal", "disclaimer"]),
    ("sidebar", &["sidebar", "aside", "side", "rail", "secondary", "complementary", "column", "widget", "widgets", "sticky"]),
    ("related links", &["related", "recommended", "recommendation", "recommendations", "recommend", "similar", "recirc", "recirculation", "trending", "popular", "latest", "recent", "further", "readmore", "also", "suggested", "outbrain", "taboola", "relatedposts", "mostread"]),
    ("related links", &["card", "cards", "teaser", "tile", "tiles", "grid", "carousel", "slider", "slick", "swiper", "slide", "feed", "list", "listing", "item", "items", "collection", "archive", "promo", "promos", "promotion", "callout"]),
    ("comments", &["comment", "comments", "commentlist", "respond", "reply", "replies", "discussion", "disqus", "thread", "review", "reviews", "rating", "ratings", "feedback"]),
    ("forum", &["message", "messages", "forum", "topic", "question", "answer", "bbcode", "postbody", "usertext", "answers", "questions", "quote"]),
    ("share bar", &["share", "sharing", "sharebar", "social", "socials", "facebook", "twitter", "linkedin", "pinterest", "whatsapp", "addtoany", "sharedaddy", "follow", "print", "bookmark", "like", "likes"]),
    ("sign-up prompt", &["newsletter", "subscribe", "subscription", "signup", "optin", "mailchimp", "email", "mailing", "form", "field", "input", "paywall", "piano", "register", "registration", "login", "signin", "account", "donate", "donation", "lead", "magnet", "cta"]),
    ("advert", &["ad", "ads", "advert", "adverts", "advertisement", "advertising", "adsense", "dfp", "gpt", "sponsor", "sponsored", "sponsors", "affiliate", "partner", "partners", "commercial"]),
    ("cookie notice", &["cookie", "cookies", "consent", "gdpr", "onetrust", "ccpa", "cmp", "privacy"]),
    ("pop-up", &["modal", "popup", "overlay", "lightbox", "dialog", "tooltip", "toast", "alert", "notice", "notification", "offcanvas", "drawer", "flyout"]),
    ("author note", &["author", "authors", "byline", "bio", "biography", "profile", "avatar", "contributor", "writer", "vcard", "about"]),
    ("article details", &["meta", "metadata", "date", "time", "timestamp", "published", "updated", "info", "readtime", "reading", "views", "stats", "count", "kicker", "eyebrow", "label", "category", "categories"]),
    ("tags", &["tag", "tags", "tagcloud", "topics", "keywords", "labels", "taxonomy", "terms", "chips"]),
    ("caption", &["caption", "figcaption", "figure", "image", "img", "photo", "picture", "gallery", "media", "video", "player", "credit", "thumbnail", "thumb"]),
    ("shop", &["product", "products", "price", "prices", "cart", "basket", "shop", "buy", "sku", "checkout", "wishlist", "shipping", "variant"]),
    ("hidden", &["hidden", "hide", "visually", "invisible", "screen", "reader", "sr", "offscreen", "noprint", "collapse", "collapsed", "mobile", "desktop"]),
    ("search", &["search", "filter", "filters", "sort", "facet", "query"]),
    ("button", &["button", "btn", "link", "links", "action", "actions", "more", "toggle", "close", "icon", "icons"]),
    ("quotation", &["quote", "blockquote", "pullquote", "pull", "testimonial", "testimonials", "faq", "accordion", "question"]),
    ("footnotes", &["footnote", "footnotes", "reference", "references", "citation", "citations", "reflist", "bibliography", "endnotes", "sources", "source"]),
    ("layout", &["wrapper", "container", "section", "row", "col", "block", "inner", "outer", "module", "component", "layout", "region", "panel", "area", "box", "elementor", "wp"]),
];

/// Turns of phrase in short blocks: group and phrases, in lower case.
#[rustfmt::skip]
pub(super) const PHRASES: &[(&str, &[&str])] = &[
    ("share bar", &["share", "tweet", "facebook", "twitter", "linkedin", "pinterest", "whatsapp", "reddit", "copy link", "print", "follow us", "email this", "instagram", "youtube"]),
    ("sign-up prompt", &["subscribe", "subscription", "newsletter", "newsletters", "sign up", "inbox", "email address", "your email", "join our", "get the latest", "stay up to date", "stay informed", "download our", "free trial", "get started", "book a demo", "request a demo", "learn more about our", "mailing list", "thank you for", "thanks for reading", "support my work", "sell your information", "unsubscribe", "subscriber", "subscribers", "enable javascript", "javascript", "loading"]),
    ("related links", &["related", "read more", "read also", "also read", "you may also", "you might also", "more from", "more on", "more stories", "recommended", "trending", "most popular", "most read", "latest", "recent posts", "up next", "keep reading", "don't miss", "see also", "explore more", "editor's picks", "what to read next", "popular posts", "similar", "view all", "see all", "see more", "show more", "load more", "continue reading"]),
    ("footer", &["copyright", "©", "all rights reserved", "privacy policy", "terms of", "terms and conditions", "terms & conditions", "contact us", "about us", "careers", "advertise", "sitemap", "cookie policy", "accessibility", "powered by", "help center", "do not sell"]),
    ("comments", &["comment", "comments", "leave a reply", "leave a comment", "reply", "replies", "post a comment", "join the conversation", "join the discussion", "be the first"]),
    ("cookie notice", &["cookie", "cookies", "consent", "accept all", "reject all", "manage preferences"]),
    ("author note", &["by", "written by", "author", "about the author", "contributor", "posted by", "reviewed by", "edited by", "editor", "reporter", "is a writer", "staff writer", "medically reviewed", "fact checked"]),
    ("photo credit", &["photo", "photograph", "image credit", "image", "getty", "shutterstock", "unsplash", "courtesy of", "credit", "via", "reuters", "istock", "adobe stock"]),
    ("advert", &["advertisement", "sponsored", "ad", "ads", "promoted", "affiliate", "commission", "disclosure", "partner content", "earn a commission", "earn commission", "amazon associate", "at no extra cost", "in partnership with", "sponsor", "sponsors", "article continues", "continue reading below", "purchases made"]),
    ("navigation", &["skip to", "home", "next", "previous", "menu", "close", "back to", "search", "table of contents", "in this article", "jump to", "on this page", "go to", "toggle"]),
    ("sign-up prompt", &["log in", "login", "sign in", "register", "create an account", "my account", "forgot", "password", "username", "already a"]),
    ("article details", &["published", "updated", "last updated", "posted on", "min read", "minute read", "read time", "mins read", "ago", "views", "posted in", "filed under", "modified"]),
    ("tags", &["tags", "tagged", "categories", "category", "topics", "keywords"]),
    ("article details", &["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "am", "pm"]),
    ("shop", &["add to cart", "buy now", "shop now", "in stock", "out of stock", "free shipping", "price", "checkout", "reviews", "customer", "wishlist", "quantity", "add to"]),
    ("footnotes", &["references", "sources", "notes", "footnotes", "bibliography", "citations", "et al", "doi", "retrieved"]),
    ("conclusion", &["conclusion", "faq", "frequently asked questions", "key takeaways", "summary", "final thoughts", "takeaways", "overview", "introduction"]),
    ("call", &["click here", "learn more", "find out", "watch", "listen", "download", "contact", "get in touch", "call us", "book now", "request", "apply now", "join", "donate", "try", "save", "report", "schedule", "consultation", "quote", "today", "follow", "spread the word", "free", "our team", "we can help", "visit our"]),
];

/// The groups of the words in a name such as `site-header navBar`.
pub(super) fn groups_of_name(name: &str) -> Groups {
    static WORDS: LazyLock<HashMap<&str, Groups>> = LazyLock::new(|| {
        let mut words: HashMap<&str, Groups> = HashMap::new();
        for (group, (_, list)) in NAMES.iter().enumerate() {
            list.iter().for_each(|&word| *words.entry(word).or_default() |= 1 << group);
        }
        words
    });
    let mut found = 0;
    let mut word = [0u8; 16];
    let mut len = 0;
    let mut last = b' ';
    for &b in name.as_bytes().iter().chain(b" ") {
        // A word ends where letters end and where a capital follows a small letter.
        if !b.is_ascii_alphabetic() || (b.is_ascii_uppercase() && last.is_ascii_lowercase()) {
            if let Some(word) = word.get(..len) {
                found |= std::str::from_utf8(word).ok().and_then(|w| WORDS.get(w)).copied().unwrap_or(0);
            }
            len = 0;
        }
        if b.is_ascii_alphabetic() {
            // A word too long for the buffer is in no list.
            if let Some(slot) = word.get_mut(len) {
                *slot = b.to_ascii_lowercase();
            }
            len += 1;
        }
        last = b;
    }
    found
}

/// The groups of the phrases in a text, whole words only, whatever their case.
pub(super) fn groups_of_text(text: &str) -> Groups {
    static PHRASE: LazyLock<(AhoCorasick, Vec<u8>)> = LazyLock::new(|| {
        let all = || PHRASES.iter().enumerate().flat_map(|(g, (_, list))| list.iter().map(move |p| (g, *p)));
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .build(all().map(|(_, phrase)| phrase))
            .expect("the phrases are few and short");
        (automaton, all().map(|(group, _)| group as u8).collect())
    });
    let (automaton, groups) = &*PHRASE;
    let bytes = text.as_bytes();
    let letter = |at: Option<usize>| at.and_then(|i| bytes.get(i)).is_some_and(u8::is_ascii_alphanumeric);
    let mut found = 0;
    for hit in automaton.find_overlapping_iter(text) {
        if !letter(hit.start().checked_sub(1)) && !letter(Some(hit.end())) {
            found |= 1 << groups[hit.pattern().as_usize()];
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&'static str> {
        let found = groups_of_name(text);
        NAMES.iter().enumerate().filter(|&(g, _)| found >> g & 1 == 1).map(|(_, (name, _))| *name).collect()
    }

    #[test]
    fn names_are_read_word_by_word() {
        assert_eq!(names("cookieBar"), ["cookie notice"]);
        assert_eq!(names("js-commentlist_2"), ["comments"]);
        assert_eq!(names("shadow leading adder"), [] as [&str; 0]);
    }

    #[test]
    fn phrases_are_whole_words() {
        assert_eq!(groups_of_text("Shareholders met bypassing Homer"), 0);
        assert_eq!(groups_of_text("SHARE this"), 1);
    }
}
