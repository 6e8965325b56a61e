//! The words by which page furniture is known, as data.
//!
//! The tables are written by hand from common sense of what the parts of web pages are called, in
//! English and Spanish; none was counted out of a corpus. They make features (how many of a line's
//! words such phrases cover) and name the reason that people read. What a line *is* the model
//! decides, so a phrase here may also occur in an article.

/// A sort of furniture that words can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Share,
    SignUp,
    Account,
    Legal,
    Cookie,
    Advert,
    Related,
    Comment,
    Photo,
    Navigation,
    Shop,
    Writer,
}

impl Sort {
    /// Every sort, in the order in which they stand in the features.
    pub(super) const ALL: [Sort; 12] = [
        Sort::Share,
        Sort::SignUp,
        Sort::Account,
        Sort::Legal,
        Sort::Cookie,
        Sort::Advert,
        Sort::Related,
        Sort::Comment,
        Sort::Photo,
        Sort::Navigation,
        Sort::Shop,
        Sort::Writer,
    ];

    /// What a person reads as the reason; `None` where the words tell nothing of the sort.
    pub(super) fn reason(self) -> Option<&'static str> {
        Some(match self {
            Sort::Share => "share bar",
            Sort::SignUp => "sign-up prompt",
            Sort::Account | Sort::Navigation => "navigation",
            Sort::Legal => "footer",
            Sort::Cookie => "cookie notice",
            Sort::Advert | Sort::Shop => "advert",
            Sort::Related => "related links",
            Sort::Comment => "comments",
            Sort::Photo => "photo credit",
            Sort::Writer => return None,
        })
    }
}

/// Phrases in lower case, words parted by one blank, punctuation left out.
#[rustfmt::skip]
pub(super) const PHRASES: &[(Sort, &[&str])] = &[
    (
        Sort::Share,
        &[
            "share", "share this", "share on", "share this article", "share this story", "share this page", "tweet",
            "retweet", "facebook", "twitter", "linkedin", "instagram", "pinterest", "youtube", "tiktok", "whatsapp",
            "telegram", "reddit", "threads", "bluesky", "mastodon", "flipboard", "snapchat", "rss", "follow us",
            "follow us on", "follow", "like us", "copy link", "link copied", "copy url", "email this", "email article",
            "print", "print this", "print article", "save article", "save", "bookmark", "add to favorites", "gift article",
            "send to a friend", "social media", "opens in new window", "opens in a new tab", "click to share",
            "compartir", "comparte", "compartir en", "síguenos", "síguenos en", "copiar enlace", "copiar", "imprimir",
            "guardar", "enviar por correo", "abre en nueva ventana",
        ],
    ),
    (
        Sort::SignUp,
        &[
            "subscribe", "subscribe now", "subscribe today", "subscription", "subscriptions", "subscriber", "newsletter",
            "newsletters", "our newsletter", "sign up", "sign up for", "sign up now", "signup", "sign me up", "inbox",
            "your inbox", "in your inbox", "to your inbox", "your email", "email address", "enter your email", "first name",
            "last name", "stay informed", "stay up to date", "stay connected", "stay in touch", "join us", "join our",
            "join now", "join the conversation", "get updates", "get started", "get the latest", "free trial", "start free",
            "try for free", "try it free", "book a demo", "request a demo", "get a demo", "schedule a demo",
            "schedule a call", "free consultation", "get a quote", "request a quote", "talk to sales", "contact sales",
            "talk to an expert", "download now", "download the app", "get the app", "download the report", "unlimited access",
            "already a subscriber", "become a member", "membership", "donate", "donate now", "support us",
            "support our journalism", "delivered to your door", "delivered to your inbox", "daily briefing", "mailing list",
            "breaking news alerts", "turn on notifications", "unsubscribe", "unsubscribe at any time", "no spam",
            "suscríbete", "suscribirse", "suscripción", "suscribirme", "boletín", "boletines", "regístrate", "registrarse",
            "correo electrónico", "tu correo", "recibe", "hazte socio", "únete", "prueba gratis", "descarga la app",
        ],
    ),
    (
        Sort::Account,
        &[
            "log in", "login", "log out", "logout", "sign in", "sign out", "signin", "my account", "account", "register",
            "create account", "create an account", "create a free account", "profile", "my profile", "password",
            "forgot password", "forgot your password", "username", "remember me", "dashboard", "settings", "my orders",
            "wishlist", "iniciar sesión", "inicia sesión", "cerrar sesión", "mi cuenta", "crear cuenta", "contraseña",
        ],
    ),
    (
        Sort::Legal,
        &[
            "copyright", "all rights reserved", "rights reserved", "privacy", "privacy policy", "privacy notice",
            "privacy statement", "privacy center", "your privacy choices", "your privacy rights", "terms",
            "terms of use", "terms of service", "terms and conditions", "terms conditions", "terms of sale", "legal",
            "legal notice", "disclaimer", "disclosure", "affiliate", "affiliate links", "affiliate disclosure",
            "accessibility", "accessibility statement", "sitemap", "site map", "do not sell", "do not sell or share",
            "do not sell my personal information", "imprint", "impressum", "trademark", "trademarks",
            "registered trademark", "powered by", "designed by", "website by", "editorial standards", "ethics",
            "corrections", "commission", "may earn a commission", "protected by recaptcha", "code of conduct",
            "advertise", "advertise with us", "media kit", "press room", "newsroom", "investors", "investor relations",
            "careers", "jobs", "we re hiring", "contact", "contact us", "get in touch", "about us", "our team",
            "our story", "who we are", "help", "help center", "support", "customer service", "faq", "faqs", "feedback",
            "send feedback", "report an error", "views expressed",
            "the views expressed in this article are", "the views expressed are", "opinions expressed",
            "the opinions expressed", "the writer s own", "the author s own", "are those of the author",
            "do not necessarily reflect", "does not necessarily reflect", "not necessarily those of",
            "la opinión del autor", "las opiniones expresadas", "phone", "fax", "toll free", "email us",
            "call us", "todos los derechos reservados", "derechos reservados", "aviso legal", "política de privacidad",
            "privacidad", "términos", "términos y condiciones", "términos de uso", "condiciones de uso", "contacto",
            "contáctanos", "quiénes somos", "sobre nosotros", "mapa del sitio", "anúnciate", "publicidad", "ayuda",
            "trabaja con nosotros", "atención al cliente",
        ],
    ),
    (
        Sort::Cookie,
        &[
            "cookie", "cookies", "cookie policy", "cookie settings", "cookie preferences", "manage cookies", "we use cookies",
            "this website uses cookies", "this site uses cookies", "accept", "accept all", "accept cookies", "reject all",
            "decline", "deny", "consent", "manage preferences", "manage consent", "necessary cookies", "opt out",
            "ad choices", "adchoices", "personalized ads", "aceptar", "aceptar todas", "rechazar", "usamos cookies",
            "utilizamos cookies", "política de cookies", "configurar cookies",
        ],
    ),
    (
        Sort::Advert,
        &[
            "advertisement", "advertisements", "advertising", "advertiser", "ad", "ads", "sponsored", "sponsored by",
            "sponsored content", "paid content", "paid post", "partner content", "promoted", "promotion", "ad free",
            "remove ads", "story continues below", "article continues below", "continue reading below",
            "scroll to continue", "from our partners", "brand studio", "anuncio", "anuncios", "patrocinado",
            "contenido patrocinado", "la noticia continúa", "sigue leyendo",
        ],
    ),
    (
        Sort::Related,
        &[
            "read more", "read the full", "read next", "read also", "also read", "learn more", "find out more", "see more",
            "see also", "see all", "view all", "view more", "show more", "show all", "load more", "more from", "more on",
            "more in", "more stories", "more news", "more articles", "more posts", "more to read", "more about",
            "related", "related articles", "related posts", "related stories", "related content", "related topics",
            "related links", "related news", "related reading", "recommended", "recommended for you", "recommended reading",
            "you may also like", "you might also like", "you may like", "you might like", "up next", "next up",
            "most read", "most popular", "popular posts", "popular", "trending", "trending now", "latest", "latest news",
            "latest stories", "latest posts", "recent posts", "recent articles", "recent", "top stories", "featured",
            "editor s picks", "editors picks", "in case you missed it", "don t miss", "must read", "previous",
            "previous article", "previous post", "next article", "next post", "next", "continue reading", "keep reading",
            "explore", "explore more", "discover more", "browse", "tags", "tagged", "filed under", "topics", "categories",
            "category", "archives", "min read", "minute read", "minutes read", "watch", "watch now", "listen", "listen now",
            "leer más", "lee también", "lea también", "te puede interesar", "también te puede interesar",
            "te recomendamos", "más información", "más noticias", "ver más", "ver todo", "ver todas", "noticias relacionadas",
            "artículos relacionados", "relacionados", "lo más leído", "lo más visto", "lo último", "últimas noticias",
            "siguiente", "anterior", "etiquetas", "temas", "min de lectura",
        ],
    ),
    (
        Sort::Comment,
        &[
            "comment", "comments", "leave a comment", "leave a reply", "post a comment", "post comment", "add a comment",
            "write a comment", "no comments", "view comments", "show comments", "reply", "replies", "report abuse",
            "upvote", "downvote", "likes", "views", "required fields are marked", "will not be published",
            "save my name", "next time i comment", "rate this", "was this helpful", "was this page helpful",
            "was this article helpful", "write a review", "comentario", "comentarios", "deja un comentario",
            "deja una respuesta", "responder", "no será publicada",
        ],
    ),
    (
        Sort::Photo,
        &[
            "photo", "photos", "photo by", "photo credit", "photo courtesy", "photograph", "photograph by", "image",
            "image credit", "image source", "image via", "image courtesy", "images", "picture", "credit", "credits",
            "getty", "getty images", "afp", "afp via getty images", "ap photo", "shutterstock", "istock", "unsplash",
            "pexels", "adobe stock", "alamy", "illustration by", "file photo", "caption", "view image", "enlarge image",
            "courtesy of", "video", "videos", "gallery", "slideshow", "screenshot", "via ap", "foto", "fotos",
            "fotografía", "imagen", "crédito", "cortesía", "galería", "foto de archivo",
        ],
    ),
    (
        Sort::Navigation,
        &[
            "menu", "main menu", "close menu", "open menu", "toggle menu", "toggle navigation", "navigation",
            "skip to content", "skip to main content", "skip to main", "skip navigation", "home", "homepage", "back",
            "go back", "back to top", "top", "return to top", "close", "open", "expand", "collapse", "search",
            "search for", "search results", "submit", "send", "go", "cancel", "ok", "yes", "no", "filter", "sort by",
            "loading", "please wait", "select", "choose", "language", "english", "español", "français", "deutsch",
            "about", "blog", "news", "events", "resources", "products", "services", "solutions", "industries", "company",
            "pricing", "partners", "customers", "case studies", "webinars", "podcast", "podcasts", "quick links",
            "useful links", "table of contents", "on this page", "in this article", "jump to", "contents", "section",
            "sections", "world", "politics", "business", "opinion", "sports", "sport", "entertainment", "lifestyle",
            "health", "technology", "tech", "science", "travel", "culture", "arts", "weather", "local", "education",
            "e edition", "live tv", "shows", "community", "forum", "forums", "documentation", "docs", "developers",
            "store", "shop", "locations", "find a location", "breadcrumb", "you are here", "page", "overview", "features",
            "menú", "inicio", "buscar", "cerrar", "abrir", "volver", "volver arriba", "ir al contenido",
            "saltar al contenido", "portada", "noticias", "deportes", "economía", "opinión", "cultura", "mundo",
            "política", "tecnología", "secciones", "índice", "idioma", "enviar", "servicios", "productos",
        ],
    ),
    (
        Sort::Shop,
        &[
            "buy", "buy now", "shop", "shop now", "shop all", "order now", "add to cart", "add to bag", "cart", "your cart",
            "view cart", "checkout", "check out", "basket", "price", "sale", "save up to", "off", "deal", "deals",
            "discount", "coupon", "free shipping", "shipping", "returns", "in stock", "out of stock", "sold out",
            "quantity", "gift cards", "gift card", "see price", "check price", "view deal", "reviews", "rating",
            "subtotal", "apply now", "book now", "reserve now", "comprar", "compra", "añadir al carrito", "carrito",
            "oferta", "ofertas", "precio", "envío gratis", "descuento",
        ],
    ),
    (
        Sort::Writer,
        &[
            "by", "written by", "reviewed by", "edited by", "posted by", "published by", "published", "updated",
            "last updated", "posted", "posted on", "author", "about the author", "about the writer", "staff writer",
            "reporter", "correspondent", "editor", "contributor", "fact checked", "medically reviewed", "bio",
            "view bio", "ago", "hours ago", "days ago", "minutes ago", "por", "publicado", "actualizado", "redacción",
            "autor", "sobre el autor", "hace",
        ],
    ),
];

/// Function words of English and Spanish: running text is full of them, menus are not.
#[rustfmt::skip]
pub(super) const FUNCTION_WORDS: &[&str] = &[
    "a", "al", "also", "am", "an", "and", "are", "as", "at", "be", "because", "been", "but", "by", "can", "como", "con",
    "could", "de", "del", "did", "do", "does", "el", "en", "era", "es", "esta", "este", "esto", "for", "from", "fue",
    "ha", "had", "han", "has", "have", "he", "her", "his", "how", "i", "if", "in", "into", "is", "it", "its", "la",
    "las", "le", "les", "lo", "los", "may", "me", "más", "my", "no", "not", "o", "of", "on", "or", "our", "para",
    "pero", "por", "que", "se", "she", "should", "si", "sin", "so", "sobre", "su", "sus", "than", "that", "the",
    "their", "them", "then", "there", "these", "they", "this", "to", "un", "una", "was", "we", "were", "what", "when",
    "which", "who", "will", "with", "would", "y", "you", "your",
];

/// Finite verb forms and auxiliaries: a clause has one, a label seldom has.
#[rustfmt::skip]
pub(super) const VERBS: &[&str] = &[
    "am", "are", "be", "been", "became", "began", "called", "came", "can", "could", "did", "do", "does", "era", "eran",
    "es", "está", "están", "fue", "fueron", "gave", "got", "ha", "had", "han", "has", "have", "hay", "is", "kept",
    "knew", "made", "may", "might", "must", "puede", "said", "saw", "says", "shall", "should", "son", "tell", "think",
    "told", "took", "took", "was", "went", "were", "will", "would",
];

/// Words that speak to the visitor or for the site: seldom in reports, often in prompts.
#[rustfmt::skip]
pub(super) const VISITOR: &[&str] = &["you", "your", "yours", "us", "our", "we", "tu", "su", "nuestro", "nuestra", "usted"];

/// Names of months in English and Spanish and their short forms, and of the days of the week.
#[rustfmt::skip]
pub(super) const CALENDAR: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "enero", "febrero",
    "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre", "monday",
    "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "lunes", "martes", "miércoles", "jueves",
    "viernes", "sábado", "domingo",
];
