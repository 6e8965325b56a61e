//! From requests to pages.

use crate::adding::{Uploads, hand_on};
use crate::desk::{Ask, Deciding, Desk, Reviewing, Told, Trouble};
use crate::door::{Answer, Door, cookies, seal};
use crate::pages::*;
use crate::texts::Texts;
use askama::Template;
use axum::Router;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{DefaultBodyLimit, Form, FromRequestParts, Multipart, Path, Query, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use serde::de::value::MapDeserializer;
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::mpsc::channel;

/// How the rooms are served.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Who may come in.
    pub door: Door,
    /// Whether nothing can be changed.
    pub read_only: bool,
}

/// What every request needs.
#[derive(Clone)]
struct House {
    desk: Arc<dyn Desk>,
    settings: Arc<Settings>,
}

/// The rooms of a desk, behind the door.
pub fn router(desk: Arc<dyn Desk>, settings: Settings) -> Router {
    let house = House { desk, settings: Arc::new(settings) };
    macro_rules! room {
        ($key:literal, $call:ident, $page:ident) => {
            get(|State(house): State<House>, visit: Visit| {
                show(
                    house,
                    visit,
                    $key,
                    |desk, ask| desk.$call(ask),
                    |page, ask, view| $page { page, ask, view },
                )
            })
        };
    }
    macro_rules! one {
        ($key:literal, $call:ident, $page:ident) => {
            get(|State(house): State<House>, Path(id): Path<String>, visit: Visit| {
                show(
                    house,
                    visit,
                    $key,
                    move |desk, _| desk.$call(&id),
                    |page, ask, view| $page { page, ask, view },
                )
            })
        };
    }
    let overview = get(|State(house): State<House>, visit: Visit| {
        show(house, visit, "", |desk, _| desk.overview(), |page, ask, view| OverviewPage { page, ask, view })
    });
    let reading = get(|State(house): State<House>, Path(id): Path<String>, visit: Visit| {
        let read = move |desk: &dyn Desk, ask: &Ask| desk.document(&id, ask);
        show(house, visit, "documents", read, |page, ask, view| ReadingPage { page, ask, view })
    });
    let adding = get(|State(house): State<House>, visit: Visit| {
        show(house, visit, "add", |desk, _| desk.adding(), |page, ask, view| AddPage { page, ask, view })
    });
    let progress = get(|State(house): State<House>, visit: Visit| {
        show(house, visit, "add", |desk, _| desk.adding(), |page, ask, view| AddedPart { page, ask, view })
    });
    Router::new()
        .route("/", overview)
        .route("/documents", room!("documents", documents, DocumentsPage))
        .route("/documents/{id}", reading)
        .route("/documents/{id}/original", get(paper))
        .route("/rows/{id}", one!("documents", row, RowPage))
        .route("/rows/{id}/review", post(review))
        .route("/figures", room!("figures", measures, MeasuresPage))
        .route("/differences", room!("differences", differences, DifferencesPage))
        .route("/statements", room!("statements", statements, StatementsPage))
        .route("/actors", room!("actors", actors, ActorsPage))
        .route("/actors/{id}", one!("actors", actor, ActorPage))
        .route("/actors/{id}/decide", post(decide))
        .route("/timeline", room!("timeline", timeline, TimelinePage))
        .route("/proposals", room!("proposals", proposals, ProposalsPage))
        .route("/comparison", room!("comparison", comparison, ComparisonPage))
        .route("/sources", room!("sources", sources, SourcesPage))
        .route("/record", room!("record", record, RecordPage))
        .route("/record/{*id}", one!("record", series, SeriesPage))
        .route("/search", room!("search", search, SearchPage))
        .route("/reviews", room!("reviews", reviews, ReviewsPage))
        .route("/add", adding.post(add).layer(DefaultBodyLimit::disable()))
        .route("/add/progress", progress)
        .route("/language", post(language))
        .route("/login", post(login))
        .route("/assets/{name}", get(asset))
        .fallback(|State(house): State<House>, visit: Visit| async move {
            house.message(&visit, StatusCode::NOT_FOUND, "missing.title", "missing.page", false)
        })
        .layer(middleware::from_fn_with_state(house.clone(), guard))
        .with_state(house)
}

/// Who asks for what, in which language.
struct Visit {
    ask: Ask,
    here: String,
    texts: &'static Texts,
}

/// The cookie with the language that a person chose.
const LANGUAGE: &str = "relata-language";

impl Visit {
    fn of(parts: &Parts) -> Visit {
        let chosen =
            cookies(&parts.headers).find(|(name, _)| *name == LANGUAGE).and_then(|(_, c)| Texts::of(c));
        let accepted = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok());
        Visit {
            ask: asked(&parts.uri),
            here: parts.uri.path_and_query().map_or("/", |p| p.as_str()).to_owned(),
            texts: chosen.unwrap_or_else(|| Texts::accepted(accepted.unwrap_or_default())),
        }
    }
}

/// What the query of an address asks; what stands there several times, as boxes that are ticked do, is parted by commas.
fn asked(uri: &Uri) -> Ask {
    let Ok(Query(pairs)) = Query::<Vec<(String, String)>>::try_from_uri(uri) else { return Ask::default() };
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in pairs {
        let known = all.entry(name).or_default();
        let comma = if known.is_empty() || value.is_empty() { "" } else { "," };
        *known = format!("{known}{comma}{value}");
    }
    let fields = MapDeserializer::<_, serde::de::value::Error>::new(all.into_iter());
    Ask::deserialize(fields).unwrap_or_default()
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Visit::of(parts))
    }
}

impl House {
    fn page(&self, visit: &Visit, room: &'static str) -> Page {
        Page {
            texts: visit.texts,
            room,
            case: self.desk.name(),
            here: visit.here.clone(),
            sought: if room == "search" { visit.ask.q.clone() } else { String::new() },
            read_only: self.settings.read_only,
            behind: false,
        }
    }

    /// A page that says one thing, by the keys of its texts.
    fn message(&self, visit: &Visit, status: StatusCode, title: &str, text: &str, login: bool) -> Response {
        let (title, message) = (visit.texts.get(title).to_owned(), visit.texts.get(text).to_owned());
        // Strangers do not learn what the case is called.
        let page = Page { case: String::new(), here: "/".to_owned(), ..self.page(visit, "") };
        (status, html(&MessagePage { page, title, message, login, back: String::new() })).into_response()
    }

    fn trouble(&self, visit: &Visit, trouble: &Trouble) -> Response {
        let (status, title) = match trouble {
            Trouble::Missing(_) => (StatusCode::NOT_FOUND, "missing.title"),
            Trouble::Wrong(_) => (StatusCode::UNPROCESSABLE_ENTITY, "wrong.title"),
            Trouble::Failed(_) => (StatusCode::INTERNAL_SERVER_ERROR, "failed.title"),
        };
        let title = visit.texts.get(title).to_owned();
        let page = self.page(visit, "");
        let message = trouble.to_string();
        (status, html(&MessagePage { page, title, message, login: false, back: "/".to_owned() }))
            .into_response()
    }

    /// Does what may take long on a thread of its own.
    async fn work<V: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Desk) -> Told<V> + Send + 'static,
    ) -> Told<V> {
        let desk = Arc::clone(&self.desk);
        let done = tokio::task::spawn_blocking(move || work(&*desk)).await;
        done.unwrap_or_else(|_| Err(Trouble::Failed("this page could not be made".to_owned())))
    }
}

fn html(template: &impl Template) -> Response {
    match template.render() {
        Ok(page) => Html(page).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// One room: asks the desk, and makes a page of what it gives.
async fn show<V: Send + 'static, T: Template>(
    house: House,
    visit: Visit,
    room: &'static str,
    get: impl FnOnce(&dyn Desk, &Ask) -> Told<V> + Send + 'static,
    make: impl FnOnce(Page, Ask, V) -> T,
) -> Response {
    let ask = visit.ask.clone();
    let work = move |desk: &dyn Desk| {
        let before = desk.is_behind();
        let view = get(desk, &ask)?;
        Ok((view, before || desk.is_behind()))
    };
    match house.work(work).await {
        Ok((view, behind)) => {
            let page = Page { behind, ..house.page(&visit, room) };
            html(&make(page, visit.ask, view))
        }
        Err(trouble) => house.trouble(&visit, &trouble),
    }
}

/// Keeps strangers out, and puts the headers on what goes out.
async fn guard(State(house): State<House>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let (path, query) = (parts.uri.path(), parts.uri.query().unwrap_or_default());
    let visit = Visit::of(&parts);
    let changes = parts.method == axum::http::Method::POST && path != "/login" && path != "/language";
    let mut response = match house.settings.door.answer(&parts.method, path, query, &parts.headers) {
        Answer::Enter if changes && house.settings.read_only => {
            house.message(&visit, StatusCode::FORBIDDEN, "refused.title", "refused.read-only", false)
        }
        Answer::Enter => next.run(Request::from_parts(parts, body)).await,
        Answer::Welcome(path) => to(&path, Some(&house.settings.door.cookie())),
        // The style of the page that asks is no secret.
        Answer::Ask if path.starts_with("/assets/") => next.run(Request::from_parts(parts, body)).await,
        Answer::Ask => house.message(&visit, StatusCode::UNAUTHORIZED, "login.title", "login.text", true),
        Answer::Refuse(why) => house.message(&visit, StatusCode::FORBIDDEN, "refused.title", why, false),
    };
    seal(response.headers_mut());
    response
}

/// Sends a browser to another address of ours, perhaps with a cookie.
fn to(path: &str, cookie: Option<&str>) -> Response {
    // `//host` would be an address elsewhere.
    let ours = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n']);
    let path = if ours { path } else { "/" };
    let mut response = StatusCode::SEE_OTHER.into_response();
    response
        .headers_mut()
        .insert(header::LOCATION, HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/")));
    if let Some(cookie) = cookie.and_then(|c| HeaderValue::from_str(c).ok()) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

async fn review(
    State(house): State<House>,
    Path(id): Path<String>,
    visit: Visit,
    Form(decision): Form<Reviewing>,
) -> Response {
    let row = format!("/rows/{}", crate::desk::encoded(&id));
    let back = if decision.back.is_empty() { row } else { decision.back.clone() };
    match house.work(move |desk| desk.review(&id, &decision)).await {
        Ok(()) => to(&back, None),
        Err(trouble) => house.trouble(&visit, &trouble),
    }
}

/// The bytes of a PDF file, and never of anything that a browser takes for a page.
async fn paper(State(house): State<House>, Path(id): Path<String>, visit: Visit) -> Response {
    match house.work(move |desk| desk.paper(&id)).await {
        Ok(bytes) => {
            let head = [
                (header::CONTENT_TYPE, "application/pdf"),
                (header::CONTENT_DISPOSITION, "inline"),
                (header::CONTENT_SECURITY_POLICY, crate::door::PAPER),
            ];
            (head, bytes).into_response()
        }
        Err(trouble) => house.trouble(&visit, &trouble),
    }
}

async fn decide(
    State(house): State<House>,
    Path(id): Path<String>,
    visit: Visit,
    Form(decision): Form<Deciding>,
) -> Response {
    match house.work(move |desk| desk.decide(&id, &decision)).await {
        Ok(message) => {
            let title = visit.texts.get("done.title").to_owned();
            let page = Page { here: "/actors".to_owned(), ..house.page(&visit, "actors") };
            html(&MessagePage { page, title, message, login: false, back: "/actors".to_owned() })
        }
        Err(trouble) => house.trouble(&visit, &trouble),
    }
}

/// Takes files in; how they are read shows the page that is gone to.
async fn add(
    State(house): State<House>,
    visit: Visit,
    form: Result<Multipart, MultipartRejection>,
) -> Response {
    let form = match form {
        Ok(form) => form,
        Err(why) => return house.trouble(&visit, &Trouble::Wrong(why.body_text())),
    };
    let (sender, receiver) = channel(4);
    let desk = house.clone();
    let taken = async move { desk.work(move |desk| desk.add(&mut Uploads::new(receiver))).await };
    let sent = async move {
        hand_on(form, &sender).await;
        drop(sender);
    };
    match tokio::join!(taken, sent).0 {
        Ok(()) => to("/add", None),
        Err(trouble) => house.trouble(&visit, &trouble),
    }
}

#[derive(Deserialize)]
struct Language {
    language: String,
    back: String,
}

async fn language(Form(Language { language, back }): Form<Language>) -> Response {
    let code = Texts::of(&language).map_or("en", |texts| texts.code);
    to(&back, Some(&format!("{LANGUAGE}={code}; Path=/; SameSite=Strict; Max-Age=31536000")))
}

#[derive(Deserialize)]
struct Login {
    password: String,
}

async fn login(State(house): State<House>, visit: Visit, Form(Login { password }): Form<Login>) -> Response {
    let settings = Arc::clone(&house.settings);
    let is = move |_: &dyn Desk| Ok(settings.door.password.as_ref().is_some_and(|p| p.is(&password)));
    match house.work(is).await {
        Ok(true) => to("/", Some(&house.settings.door.cookie())),
        _ => house.message(&visit, StatusCode::UNAUTHORIZED, "login.title", "login.wrong", true),
    }
}

async fn asset(Path(name): Path<String>) -> Response {
    let (kind, text) = match name.as_str() {
        "style.css" => ("text/css; charset=utf-8", include_str!("../assets/style.css")),
        "room.js" => ("text/javascript; charset=utf-8", include_str!("../assets/room.js")),
        "pick.js" => ("text/javascript; charset=utf-8", include_str!("../assets/pick.js")),
        "add.js" => ("text/javascript; charset=utf-8", include_str!("../assets/add.js")),
        "keys.js" => ("text/javascript; charset=utf-8", include_str!("../assets/keys.js")),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}

/// Serves pages until the process ends.
///
/// # Errors
/// Those of the listener.
pub async fn serve(listener: tokio::net::TcpListener, pages: Router) -> std::io::Result<()> {
    axum::serve(listener, pages).await
}
