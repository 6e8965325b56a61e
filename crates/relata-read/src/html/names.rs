//! The element and attribute names that reading looks at, as small numbers.
//!
//! Everything after the tree compares these instead of strings. Names that nothing asks for are
//! [`Tag::Other`] or not kept at all.

macro_rules! names {
    ($(#[$doc:meta])* $enum:ident { $($variant:ident = $name:tt),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub(crate) enum $enum { $(#[doc = $name] $variant),* }

        impl $enum {
            /// The number of `name` (in lower case, as the tokenizer gives it).
            fn of(name: &str) -> Option<$enum> {
                match name { $($name => Some($enum::$variant),)* _ => None }
            }
        }
    };
}

names! {
    /// An element's name.
    Tag {
        A = "a", Abbr = "abbr", Address = "address", Article = "article", Aside = "aside",
        Audio = "audio", B = "b", Blockquote = "blockquote", Body = "body", Br = "br",
        Button = "button", Canvas = "canvas", Caption = "caption", Center = "center", Cite = "cite",
        Code = "code", Col = "col", Colgroup = "colgroup", Datalist = "datalist", Dd = "dd",
        Del = "del", Details = "details", Dialog = "dialog", Dir = "dir", Div = "div", Dl = "dl",
        Dt = "dt", Em = "em", Embed = "embed", Fieldset = "fieldset", Figcaption = "figcaption",
        Figure = "figure", Font = "font", Footer = "footer", Form = "form", Frameset = "frameset",
        H1 = "h1", H2 = "h2", H3 = "h3", H4 = "h4", H5 = "h5", H6 = "h6", Head = "head",
        Header = "header", Hgroup = "hgroup", Hr = "hr", Html = "html", I = "i", Iframe = "iframe",
        Img = "img", Input = "input", Label = "label", Legend = "legend", Li = "li", Link = "link",
        Main = "main", Math = "math", Menu = "menu", Meta = "meta", Nav = "nav",
        Noscript = "noscript", Object = "object", Ol = "ol", Optgroup = "optgroup",
        Option = "option", P = "p", Picture = "picture", Pre = "pre", Progress = "progress", Q = "q",
        Rp = "rp", Rt = "rt", S = "s", Samp = "samp", Script = "script", Search = "search",
        Section = "section", Select = "select", Small = "small", Source = "source", Span = "span",
        Strong = "strong", Style = "style", Sub = "sub", Summary = "summary", Sup = "sup",
        Svg = "svg", Table = "table", Tbody = "tbody", Td = "td", Template = "template",
        Textarea = "textarea", Tfoot = "tfoot", Th = "th", Thead = "thead", Time = "time",
        Title = "title", Tr = "tr", Track = "track", U = "u", Ul = "ul", Video = "video",
        Wbr = "wbr", Base = "base", Area = "area", Param = "param",
        Document = "#document", Text = "#text", Foreign = "#foreign",
        Custom = "#custom", Other = "#other",
    }
}

names! {
    /// An attribute that is kept.
    Attr {
        AriaHidden = "aria-hidden", AriaLabel = "aria-label", AriaModal = "aria-modal",
        Charset = "charset", Class = "class", Colspan = "colspan", Content = "content",
        Datetime = "datetime", Hidden = "hidden", Href = "href", HttpEquiv = "http-equiv",
        Id = "id", Itemprop = "itemprop", Itemscope = "itemscope", Itemtype = "itemtype",
        Lang = "lang", Name = "name", Property = "property", Rel = "rel", Role = "role",
        ShadowRootMode = "shadowrootmode", Style = "style", Title = "title", Type = "type",
    }
}

impl Tag {
    /// The tag of an element of the HTML namespace.
    pub(super) fn html(name: &str) -> Tag {
        Tag::of(name).unwrap_or(if name.contains('-') { Tag::Custom } else { Tag::Other })
    }

    /// Level of a heading, 1 to 6; 0 for any other element.
    pub(crate) fn heading_level(self) -> u8 {
        match self {
            Tag::H1 => 1,
            Tag::H2 => 2,
            Tag::H3 => 3,
            Tag::H4 => 4,
            Tag::H5 => 5,
            Tag::H6 => 6,
            _ => 0,
        }
    }

    /// Elements that stand in a line of text; all others part what is before from what is after.
    pub(super) fn is_inline(self) -> bool {
        matches!(
            self,
            Tag::A
                | Tag::Abbr
                | Tag::B
                | Tag::Cite
                | Tag::Code
                | Tag::Del
                | Tag::Em
                | Tag::Font
                | Tag::I
                | Tag::Img
                | Tag::Input
                | Tag::Label
                | Tag::Link
                | Tag::Meta
                | Tag::Picture
                | Tag::Q
                | Tag::S
                | Tag::Samp
                | Tag::Small
                | Tag::Source
                | Tag::Span
                | Tag::Strong
                | Tag::Sub
                | Tag::Sup
                | Tag::Time
                | Tag::U
                | Tag::Wbr
                | Tag::Other
        )
    }

    /// Elements whose text is no part of the page.
    pub(super) fn is_silent(self) -> bool {
        matches!(
            self,
            Tag::Audio
                | Tag::Canvas
                | Tag::Datalist
                | Tag::Foreign
                | Tag::Head
                | Tag::Iframe
                | Tag::Math
                | Tag::Object
                | Tag::Optgroup
                | Tag::Option
                | Tag::Progress
                | Tag::Rp
                | Tag::Rt
                | Tag::Script
                | Tag::Select
                | Tag::Style
                | Tag::Svg
                | Tag::Template
                | Tag::Textarea
                | Tag::Title
                | Tag::Video
        )
    }

    /// Elements without content or end tag (HTML standard, "Void elements").
    pub(super) fn is_void(self) -> bool {
        matches!(
            self,
            Tag::Area
                | Tag::Base
                | Tag::Br
                | Tag::Col
                | Tag::Embed
                | Tag::Hr
                | Tag::Img
                | Tag::Input
                | Tag::Link
                | Tag::Meta
                | Tag::Param
                | Tag::Source
                | Tag::Track
                | Tag::Wbr
        )
    }
}

impl Attr {
    /// The attribute of that name, if it is one that is kept.
    pub(super) fn kept(name: &str) -> Option<Attr> {
        Attr::of(name)
    }
}
