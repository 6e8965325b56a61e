//! The pages through the router: who comes in, and that documents are text.

#![allow(clippy::unwrap_used, reason = "a test says by failing")]

mod tray;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use relata_web::{Door, Password, Reviewing, Settings, Token, router};
use std::sync::{Arc, Mutex};
use tower::ServiceExt;
use tray::{BEHIND, Tray};

/// What a document that means harm may hold.
const HOSTILE: &str = "<script>alert(1)</script><img src=x onerror=alert(2)>\" onmouseover=\"alert(3) ' \
<a href=\"javascript:alert(4)\">x</a></textarea></title></style></svg><!-- \u{202e}desrever\u{2066} {{ 7*7 }}";

const HOST: &str = "127.0.0.1:4810";

struct Shop {
    router: Router,
    cookie: String,
    token: String,
    tray: Arc<Tray>,
}

fn shop(text: &str, read_only: bool, password: Option<&str>) -> Shop {
    let tray = Arc::new(Tray { text: text.to_owned(), decisions: Mutex::default(), files: Mutex::default() });
    let token = Token::new().unwrap();
    let given = token.as_str().to_owned();
    let address = if password.is_some() { "0.0.0.0:4810" } else { HOST }.parse().unwrap();
    let door = Door { address, token, password: password.and_then(Password::new) };
    let router = router(tray.clone(), Settings { door, read_only });
    Shop { router, cookie: format!("relata-4810={given}"), token: given, tray }
}

impl Shop {
    async fn send(&self, request: Request<Body>) -> (StatusCode, HeaderMap, String) {
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        (parts.status, parts.headers, String::from_utf8(body.to_vec()).unwrap())
    }

    async fn get(&self, path: &str, headers: &[(&str, &str)]) -> (StatusCode, HeaderMap, String) {
        let mut request = Request::get(path).header("host", HOST);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    async fn room(&self, path: &str) -> String {
        let (status, _, page) = self.get(path, &[("cookie", &self.cookie)]).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        page
    }

    async fn post(
        &self,
        path: &str,
        form: &str,
        headers: &[(&str, &str)],
    ) -> (StatusCode, HeaderMap, String) {
        let mut request = Request::post(path).header("host", HOST);
        if !headers.contains(&MULTIPART) {
            request = request.header("content-type", "application/x-www-form-urlencoded");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(form.to_owned())).unwrap()).await
    }
}

/// A form with these files, as browsers send it.
fn form_of(files: &[(&str, &str)]) -> String {
    let part = |(name, text): &(&str, &str)| {
        format!(
            "--rim\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n{text}\r\n"
        )
    };
    format!("{}--rim--\r\n", files.iter().map(part).collect::<String>())
}

const MULTIPART: (&str, &str) = ("content-type", "multipart/form-data; boundary=rim");

const ROOMS: [&str; 19] = [
    "/",
    "/documents",
    "/documents/0123456789abcdef",
    "/rows/fedcba9876543210",
    "/figures",
    "/differences",
    "/statements",
    "/actors",
    "/actors/0123456789abcdef",
    "/timeline",
    "/proposals",
    "/comparison",
    "/sources",
    "/record",
    "/record/a/b",
    "/search?q=x",
    "/search?q=question",
    "/add",
    "/reviews",
];

#[tokio::test]
async fn strangers_see_nothing_and_learn_nothing() {
    let shop = shop("SECRET CASE", false, None);
    let wrong = format!("/?token={}", "0".repeat(64));
    let cookie = shop.cookie.clone();
    let refused = [
        shop.get("/", &[]).await,
        shop.get("/documents", &[]).await,
        shop.get("/assets/style.css", &[]).await,
        shop.get(&wrong, &[]).await,
        shop.get("/", &[("cookie", "relata-4810=0"), ("origin", "http://127.0.0.1:4810")]).await,
        shop.get("/", &[("cookie", &cookie), ("origin", "http://evil.example")]).await,
        shop.send(
            Request::get("/")
                .header("host", "evil.example:4810")
                .header("cookie", &cookie)
                .body(Body::empty())
                .unwrap(),
        )
        .await,
    ];
    for (status, headers, body) in refused {
        assert_eq!(status, StatusCode::FORBIDDEN);
        assert!(!body.contains("SECRET") && !headers.contains_key("set-cookie"));
    }
}

#[tokio::test]
async fn the_token_becomes_a_cookie_and_leaves_the_address() {
    let shop = shop("case", false, None);
    let (status, headers, _) = shop.get(&format!("/figures?token={}&verdict=differs", shop.token), &[]).await;
    assert_eq!(
        (status, &headers["location"]),
        (StatusCode::SEE_OTHER, &"/figures?verdict=differs".parse().unwrap())
    );
    let cookie = headers["set-cookie"].to_str().unwrap();
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && cookie.starts_with(&shop.cookie)
    );
    let (_, headers, _) = shop.get(&format!("//evil.example/?token={}", shop.token), &[]).await;
    assert_eq!(headers["location"], "/");
}

#[tokio::test]
async fn every_answer_has_the_headers_and_no_page_has_script_or_style_in_it() {
    let shop = shop(HOSTILE, false, None);
    for path in ROOMS.into_iter().chain(["/nowhere", "/assets/room.js", "/documents/ffff"]) {
        let (_, headers, page) = shop.get(path, &[("cookie", &shop.cookie)]).await;
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"), "{path}");
        assert!(!policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"));
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["cache-control"], "no-store");
        assert_eq!(page.matches("<script").count(), usize::from(!path.starts_with("/assets")), "{path}");
        assert!(!page.contains("style="), "{path}");
    }
}

#[tokio::test]
async fn what_documents_hold_is_text_in_every_room() {
    let shop = shop(HOSTILE, false, None);
    for path in ROOMS {
        let page = shop.room(path).await;
        for harm in ["<script>", "<img", "<a href=\"javascript", "</svg><!--", "\" onmouseover"] {
            assert!(!page.contains(harm), "{path}: {harm}");
        }
        assert!(
            page.contains("&#60;script&#62;alert(1)") || page.contains("&lt;script&gt;alert(1)"),
            "{path}"
        );
        assert!(page.contains("{{ 7*7 }}"), "{path}");
    }
}

#[tokio::test]
async fn a_word_of_a_megabyte_is_a_word() {
    let shop = shop(&"x".repeat(1 << 20), false, None);
    assert!(shop.room("/documents/0123456789abcdef").await.len() > 1 << 20);
}

#[tokio::test]
async fn of_originals_only_pdf_is_shown_and_may_do_nothing() {
    let shop = shop(HOSTILE, false, None);
    let own = [("cookie", shop.cookie.as_str())];
    let (status, headers, body) = shop.get("/documents/0123456789abcdef/original", &own).await;
    assert_eq!((status, body.as_str()), (StatusCode::OK, "%PDF-1.7\n"));
    assert_eq!(headers["content-type"], "application/pdf");
    assert_eq!(headers["x-content-type-options"], "nosniff");
    let policy = headers["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'self'"));
    assert!(!policy.contains("script-src") && headers.get_all("content-security-policy").iter().count() == 1);
    let (status, headers, _) = shop.get("/documents/ab/original", &own).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(headers["content-security-policy"].to_str().unwrap().contains("frame-ancestors 'none'"));
    assert_eq!(shop.get("/documents/0123456789abcdef/original", &[]).await.0, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn several_kinds_are_shown_at_once() {
    let shop = shop("case", false, None);
    let page = shop.room("/documents/0123456789abcdef?kind=figure&kind=event").await;
    let ticked = |kind: &str| page.contains(&format!("value=\"{kind}\" checked"));
    assert!(ticked("figure") && ticked("event") && !ticked("statement"));
}

#[tokio::test]
async fn decisions_come_from_our_own_forms_only() {
    let shop = shop("case", false, None);
    let cookie = shop.cookie.clone();
    let own = [("cookie", cookie.as_str()), ("origin", "http://127.0.0.1:4810")];
    let (status, headers, _) = shop.post("/rows/ab/review", "verdict=confirmed&note=seen", &own).await;
    assert_eq!((status, headers["location"].to_str().unwrap()), (StatusCode::SEE_OTHER, "/rows/ab"));
    let (status, ..) = shop.post("/actors/ab/decide", "what=merge&other=cd", &own).await;
    assert_eq!(status, StatusCode::OK);
    let wrong: [&[(&str, &str)]; 4] = [
        &[("cookie", &cookie)],
        &[("cookie", &cookie), ("origin", "null")],
        &[("cookie", &cookie), ("origin", "https://evil.example")],
        &[("origin", "http://127.0.0.1:4810")],
    ];
    for headers in wrong {
        let (status, ..) = shop.post("/rows/ab/review", "verdict=rejected", headers).await;
        assert_eq!(status, StatusCode::FORBIDDEN);
    }
    let kept = shop.tray.decisions.lock().unwrap().clone();
    assert_eq!(
        kept,
        [Reviewing { verdict: "confirmed".into(), note: "seen".into(), ..Reviewing::default() }]
    );
}

#[tokio::test]
async fn a_correction_comes_as_it_was_typed_and_leads_back() {
    let shop = shop("case", false, None);
    let own = [("cookie", shop.cookie.as_str()), ("origin", "http://127.0.0.1:4810")];
    let form = "verdict=corrected&start=5&end=14&value=4%2C500..&unit=%25&measure=&actor=Ana&period=2022&note=&back=%2Freviews%23queue";
    let (status, headers, _) = shop.post("/rows/ab/review", form, &own).await;
    assert_eq!((status, headers["location"].to_str().unwrap()), (StatusCode::SEE_OTHER, "/reviews#queue"));
    let (_, headers, _) = shop.post("/rows/ab/review", "verdict=noted&back=//evil.example", &own).await;
    assert_eq!(headers["location"], "/");
    let kept = shop.tray.decisions.lock().unwrap()[0].clone();
    assert_eq!((kept.start.as_str(), kept.end.as_str(), kept.value.as_str()), ("5", "14", "4,500.."));
    assert_eq!((kept.unit.as_str(), kept.actor.as_str(), kept.period.as_str()), ("%", "Ana", "2022"));
}

#[tokio::test]
async fn the_page_of_a_row_lets_every_word_be_chosen_and_says_what_was_corrected() {
    let shop = shop("word", false, None);
    let page = shop.room("/rows/ab").await;
    assert!(page.contains("<option value=\"5\" selected>2: word"), "{page}");
    assert!(page.contains("<option value=\"14\" selected>3: word"));
    for name in ["value", "unit", "measure", "actor", "period"] {
        assert!(page.contains(&format!("name=\"{name}\" value=\"word\"")), "{name}");
    }
    assert!(
        page.contains("name=\"modality\"") && page.contains("<option value=\"planned\" selected>planned")
    );
    assert!(page.contains("<ins><bdi>word</bdi></ins> (was <del><bdi>word</bdi></del>)"));
    for key in ["c", "x", "e", "n", "u", "h", "l", "y"] {
        assert!(page.contains(&format!("data-key=\"{key}\" aria-keyshortcuts=\"{key}\"")), "{key}");
    }
    assert!(page.contains("href=\"https://paper.example/#:~:text=4%2C500\""));
}

#[tokio::test]
async fn files_come_in_from_our_own_form_whole_and_in_order() {
    let shop = shop("case", false, None);
    let cookie = shop.cookie.clone();
    let own = [("cookie", cookie.as_str()), ("origin", "http://127.0.0.1:4810"), MULTIPART];
    let long = "0123456789".repeat(400_000);
    let form = form_of(&[
        ("a.txt", "one\r\ntwo"),
        ("long.bin", &long),
        ("", ""),
        ("größe.md", &long),
        ("empty", ""),
    ]);
    let (status, headers, _) = shop.post("/add", &form, &own).await;
    assert_eq!((status, headers["location"].to_str().unwrap()), (StatusCode::SEE_OTHER, "/add"));
    let came = std::mem::take(&mut *shop.tray.files.lock().unwrap());
    let short = |(name, bytes): &(String, Vec<u8>)| (name.clone(), bytes.len());
    let sizes: Vec<_> = came.iter().map(short).collect();
    let names = ["a.txt", "long.bin", "größe.md", "empty"].map(str::to_owned);
    assert_eq!(sizes, names.into_iter().zip([8, 3, 4_000_000, 0]).collect::<Vec<_>>());
    assert_eq!(came[0].1, b"one\r\ntwo");

    let broken = &form[..form.len() / 2];
    let (status, _, page) = shop.post("/add", broken, &own).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("broke off"));
    let (status, ..) = shop.post("/add", "files=a", &own[..2]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    shop.tray.files.lock().unwrap().clear();
    for wrong in [&[own[0], MULTIPART][..], &[own[0], ("origin", "null"), MULTIPART], &own[1..]] {
        assert_eq!(shop.post("/add", &form, wrong).await.0, StatusCode::FORBIDDEN);
    }
    assert!(shop.tray.files.lock().unwrap().is_empty());
}

#[tokio::test]
async fn how_far_files_are_is_told_with_their_names_as_text() {
    let shop = self::shop(HOSTILE, false, None);
    let part = shop.room("/add/progress").await;
    assert!(part.starts_with("<section") && shop.room("/add").await.contains(part.trim()));
    for harm in ["<script>", "<img", "<a href=\"javascript", "\" onmouseover"] {
        assert!(!part.contains(harm), "{harm}");
    }
    assert!(part.contains("data-running") && part.contains("2 / 4") && part.contains("4 proposals"));
}

#[tokio::test]
async fn where_a_case_is_only_read_nothing_can_be_decided() {
    let shop = shop("case", true, None);
    let own = [("cookie", shop.cookie.as_str()), ("origin", "http://127.0.0.1:4810")];
    for path in ["/rows/ab/review", "/actors/ab/decide", "/add"] {
        assert_eq!(shop.post(path, "verdict=confirmed", &own).await.0, StatusCode::FORBIDDEN);
    }
    assert!(
        !shop.room("/").await.contains("href=\"/add\"") && !shop.room("/add").await.contains("type=\"file\"")
    );
    for path in ROOMS {
        let page = shop.room(path).await;
        assert_eq!(page.matches("method=\"post\"").count(), 1, "{path}: only that of the language");
    }
    assert!(shop.tray.decisions.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_password_lets_in_and_a_wrong_one_does_not() {
    let shop = shop("SECRET CASE", false, Some("correct horse"));
    let (status, _, page) = shop.get("/", &[]).await;
    assert!(
        status == StatusCode::UNAUTHORIZED && page.contains("type=\"password\"") && !page.contains("SECRET")
    );
    let origin = [("origin", "http://127.0.0.1:4810")];
    let (status, headers, _) = shop.post("/login", "password=wrong", &origin).await;
    assert!(status == StatusCode::UNAUTHORIZED && !headers.contains_key("set-cookie"));
    let (status, headers, _) = shop.post("/login", "password=correct+horse", &origin).await;
    assert!(
        status == StatusCode::SEE_OTHER && headers["set-cookie"].to_str().unwrap().starts_with(&shop.cookie)
    );
    assert!(shop.room("/").await.contains("SECRET"));
}

#[tokio::test]
async fn reasons_are_told_in_the_language_of_the_page() {
    let shop = shop("word", false, None);
    let page = |accept: &'static str| {
        let headers = [("cookie", shop.cookie.clone()), ("accept-language", accept.to_owned())];
        let shop = &shop;
        async move { shop.get("/differences", &headers.each_ref().map(|(n, v)| (*n, v.as_str()))).await.2 }
    };
    let (en, es) = (page("en").await, page("es").await);
    assert!(en.contains("word and 5 cannot be one number; word") && en.contains("3 percent of 1,200.5 = 36"));
    assert!(es.contains("word y 5 no pueden ser el mismo número; word"));
    assert!(es.contains("3 por ciento de 1.200,5 = 36") && !es.contains("cannot be"));
}

#[tokio::test]
async fn what_is_of_before_says_so_and_offers_no_decision_on_what_may_be_gone() {
    let (now, before) = (shop("word", false, None), shop(BEHIND, false, None));
    for path in ["/differences", "/actors/ab", "/rows/cd", "/reviews"] {
        let (now, before) = (now.room(path).await, before.room(path).await);
        assert!(!now.contains("data-behind") && before.contains("data-behind"), "{path}");
        let forms = |page: &str| page.matches("method=\"post\"").count();
        let judged = |page: &str| page.contains("name=\"judged\"") || page.contains("/decide\"");
        assert_eq!(judged(&now), path != "/reviews", "{path}");
        assert!(!judged(&before), "{path}");
        // A row's own page and the queue show every decision at once.
        assert!(!["/rows/cd", "/reviews"].contains(&path) || forms(&before) > 1, "{path}");
    }
}

#[tokio::test]
async fn the_language_is_accepted_or_chosen() {
    let shop = shop("case", false, None);
    let page = |accept: &'static str, cookie: String| {
        let shop = &shop;
        async move { shop.get("/figures", &[("cookie", &cookie), ("accept-language", accept)]).await.2 }
    };
    assert!(page("es", shop.cookie.clone()).await.contains("<html lang=\"es\">"));
    assert!(page("en", shop.cookie.clone()).await.contains("<html lang=\"en\">"));
    let chosen = format!("{}; relata-language=es", shop.cookie);
    assert!(page("en", chosen).await.contains("<h1>Cifras</h1>"));
    let own = [("cookie", shop.cookie.as_str()), ("origin", "http://127.0.0.1:4810")];
    let (_, headers, _) = shop.post("/language", "language=es&back=%2Ffigures%3Fq%3Dx", &own).await;
    assert_eq!(headers["location"], "/figures?q=x");
    assert!(headers["set-cookie"].to_str().unwrap().starts_with("relata-language=es;"));
    let (_, headers, _) = shop.post("/language", "language=xx&back=%2F%2Fevil.example", &own).await;
    assert_eq!(headers["location"], "/");
}
