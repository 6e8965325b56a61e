//! Who may come in: addresses and hosts, the token, the cookie, the password, and the headers of every answer.
//!
//! A page on another site must neither read nor write here. A name that is made to point at this machine (DNS
//! rebinding) is told by `Host`; forms sent from elsewhere by `Origin`; and without the cookie, which comes of a token
//! that only the person who started the program has seen, or of a password, nothing is shown.

use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Method};
use std::net::SocketAddr;

/// 256 random bits as 64 hexadecimal digits.
#[derive(Debug, Clone)]
pub struct Token(String);

impl Token {
    /// A new one, from the randomness of the operating system.
    ///
    /// # Errors
    /// Where that has none to give.
    pub fn new() -> Result<Token, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Token(bytes.iter().map(|b| format!("{b:02x}")).collect()))
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `given` is this one; takes as long wherever they part.
    fn is(&self, given: &str) -> bool {
        let apart = self.0.bytes().zip(given.bytes()).fold(0, |apart, (a, b)| apart | (a ^ b));
        given.len() == self.0.len() && apart == 0
    }
}

/// A password, kept as an Argon2id hash (RFC 9106).
#[derive(Debug, Clone)]
pub struct Password(String);

impl Password {
    /// Takes a password; `None` for an empty one, or where there is no randomness for its salt.
    pub fn new(password: &str) -> Option<Password> {
        let mut salt = [0; 16];
        getrandom::fill(&mut salt).ok()?;
        let salt = SaltString::encode_b64(&salt).ok()?;
        let hash = Argon2::default().hash_password(password.as_bytes(), &salt).ok()?;
        (!password.is_empty()).then(|| Password(hash.to_string()))
    }

    /// Whether `given` is it. Slow on purpose.
    pub fn is(&self, given: &str) -> bool {
        PasswordHash::new(&self.0)
            .is_ok_and(|hash| Argon2::default().verify_password(given.as_bytes(), &hash).is_ok())
    }
}

/// What keeps strangers out.
#[derive(Debug, Clone)]
pub struct Door {
    /// Where the pages are served.
    pub address: SocketAddr,
    /// What the cookie holds; in the address that is printed, too, where there is no password.
    pub token: Token,
    /// Asked for instead of the token in the address.
    pub password: Option<Password>,
}

/// What is to become of a request.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// It may come in.
    Enter,
    /// It has the token in its address: it gets the cookie and goes to the same address without it.
    Welcome(String),
    /// It is asked for the password.
    Ask,
    /// It is refused, for the reason with this key among the texts.
    Refuse(&'static str),
}

impl Door {
    /// What is to become of a request of this method for this path and query.
    pub(crate) fn answer(&self, method: &Method, path: &str, query: &str, headers: &HeaderMap) -> Answer {
        let text = |name: HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
        let Some(host) = text(header::HOST).filter(|host| self.is_ours(host)) else {
            return Answer::Refuse("door.host");
        };
        let origin = text(header::ORIGIN);
        let changes = !matches!(*method, Method::GET | Method::HEAD);
        let same = |origin: &str| {
            let site = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
            site == Some(host)
        };
        let elsewhere = headers.get("sec-fetch-site").is_some_and(|v| v != "same-origin" && v != "none");
        if origin.is_some_and(|o| !same(o)) || changes && (origin.is_none() || elsewhere) {
            return Answer::Refuse("door.origin");
        }
        let cookie = self.cookie_name();
        if cookies(headers).any(|(name, value)| name == cookie && self.token.is(value)) {
            return Answer::Enter;
        }
        let given = query.split('&').find_map(|part| part.strip_prefix("token="));
        match (&self.password, given) {
            (None, Some(given)) if !changes && self.token.is(given) => {
                let rest: Vec<&str> = query.split('&').filter(|p| !p.starts_with("token=")).collect();
                let rest = rest.join("&");
                Answer::Welcome(if rest.is_empty() { path.to_owned() } else { format!("{path}?{rest}") })
            }
            (Some(_), _) if path == "/login" => Answer::Enter,
            (Some(_), _) if !changes => Answer::Ask,
            _ => Answer::Refuse("door.token"),
        }
    }

    /// Whether a request may name this host. Beyond this machine any name may lead here: there the password keeps
    /// strangers out, and a cookie goes to no other name than the one that set it.
    fn is_ours(&self, host: &str) -> bool {
        let port = self.address.port();
        let names = ["localhost", "127.0.0.1", "[::1]"].map(|name| format!("{name}:{port}"));
        !self.address.ip().is_loopback()
            || host == self.address.to_string()
            || names.iter().any(|n| n == host)
    }

    /// Cookies are shared by all ports of a host: the name keeps two open cases apart.
    fn cookie_name(&self) -> String {
        format!("relata-{}", self.address.port())
    }

    /// The cookie that lets in.
    pub(crate) fn cookie(&self) -> String {
        format!("{}={}; Path=/; HttpOnly; SameSite=Strict", self.cookie_name(), self.token.as_str())
    }

    /// The address to open, with the token in it where no password is asked for.
    pub fn url(&self) -> String {
        match self.password {
            None => format!("http://{}/?token={}", self.address, self.token.as_str()),
            Some(_) => format!("http://{}/", self.address),
        }
    }
}

/// The cookies of a request.
pub(crate) fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
    lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='))
}

/// What a page may load and where it may send: itself only, and no script or style that stands in the page.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What a PDF file may do beside its text: be shown by the browser, in a page of ours, and load nothing.
pub(crate) const PAPER: &str =
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";

/// Puts the headers on an answer that every answer has.
pub(crate) fn seal(headers: &mut HeaderMap) {
    let policy = HeaderValue::from_static(POLICY);
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    let all = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Tells nothing to other sites. `no-referrer` would make browsers send `Origin: null` with our own forms.
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    headers.extend(all.map(|(name, value)| (name, HeaderValue::from_static(value))));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn door(password: Option<&str>, address: &str) -> Door {
        let password = password.and_then(Password::new);
        Door { address: address.parse().unwrap(), token: Token::new().unwrap(), password }
    }

    fn headers(all: &[(&'static str, &str)]) -> HeaderMap {
        all.iter().map(|(n, v)| (HeaderName::from_static(n), HeaderValue::from_str(v).unwrap())).collect()
    }

    #[test]
    fn tokens_are_long_and_never_the_same() {
        let (a, b) = (Token::new().unwrap(), Token::new().unwrap());
        assert_eq!(a.as_str().len(), 64);
        assert!(a.is(a.as_str()) && !a.is(b.as_str()) && !a.is("") && !a.is(&a.as_str()[..63]));
    }

    #[test]
    fn only_the_names_of_this_machine_lead_in() {
        let door = door(None, "127.0.0.1:4810");
        let query = format!("token={}", door.token.as_str());
        let at = |host: &str| door.answer(&Method::GET, "/a", &query, &headers(&[("host", host)]));
        for host in ["127.0.0.1:4810", "localhost:4810", "[::1]:4810"] {
            assert_eq!(at(host), Answer::Welcome("/a".to_owned()));
        }
        for host in ["127.0.0.1", "127.0.0.1:80", "evil.example:4810", "localhost.evil.example:4810", ""] {
            assert_eq!(at(host), Answer::Refuse("door.host"));
        }
        assert_eq!(door.answer(&Method::GET, "/", &query, &headers(&[])), Answer::Refuse("door.host"));
    }

    #[test]
    fn forms_come_from_here() {
        let door = door(None, "127.0.0.1:4810");
        let cookie = door.cookie();
        let cookie = cookie.split(';').next().unwrap();
        let post = |more: &[(&'static str, &str)]| {
            let all: Vec<_> =
                [("host", "localhost:4810"), ("cookie", cookie)].iter().chain(more).copied().collect();
            door.answer(&Method::POST, "/rows/1", "", &headers(&all))
        };
        assert_eq!(post(&[("origin", "http://localhost:4810")]), Answer::Enter);
        let wrong = ["null", "http://evil.example", "http://localhost:4811", "http://127.0.0.1:4810"];
        wrong.iter().for_each(|o| assert_eq!(post(&[("origin", o)]), Answer::Refuse("door.origin")));
        assert_eq!(post(&[]), Answer::Refuse("door.origin"));
        let cross = [("origin", "http://localhost:4810"), ("sec-fetch-site", "cross-site")];
        assert_eq!(post(&cross), Answer::Refuse("door.origin"));
    }

    #[test]
    fn a_password_takes_the_place_of_the_token_in_the_address() {
        let door = door(Some("correct horse"), "0.0.0.0:4810");
        let host = headers(&[("host", "desk.example")]);
        let query = format!("token={}", door.token.as_str());
        assert_eq!(door.answer(&Method::GET, "/", &query, &host), Answer::Ask);
        assert_eq!(door.answer(&Method::POST, "/rows/1", "", &host), Answer::Refuse("door.origin"));
        let own = headers(&[("host", "desk.example"), ("origin", "https://desk.example")]);
        assert_eq!(door.answer(&Method::POST, "/rows/1", "", &own), Answer::Refuse("door.token"));
        assert_eq!(door.answer(&Method::POST, "/login", "", &own), Answer::Enter);
        let password = door.password.unwrap();
        assert!(password.is("correct horse") && !password.is("wrong") && !password.0.contains("horse"));
        assert!(Password::new("").is_none());
    }
}
