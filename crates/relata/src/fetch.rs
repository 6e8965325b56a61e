//! Fetching a page that the user names. Nothing else in Relata uses the network.

use relata_read::Hints;
use std::io::Read;
use std::time::Duration;

/// What came back: the bytes and what the server said of them.
pub(crate) struct Fetched {
    pub body: Box<dyn Read + Send>,
    pub hints: Hints,
}

const TIMEOUT: Duration = Duration::from_secs(60);
const REDIRECTS: u32 = 5;

/// Opens `url`; the body is streamed.
///
/// # Errors
/// One line for a person: the status, or what kept the connection from being made.
pub(crate) fn fetch(url: &str, hints: &Hints) -> Result<Fetched, String> {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .timeout_global(Some(TIMEOUT))
        .max_redirects(REDIRECTS)
        .user_agent(concat!("relata/", env!("CARGO_PKG_VERSION")))
        .build()
        .into();
    let response = agent.get(url).call().map_err(|e| match e {
        ureq::Error::StatusCode(code) => format!("the server answered {code}"),
        ureq::Error::Timeout(_) => format!("no answer within {} seconds", TIMEOUT.as_secs()),
        other => format!("could not be fetched: {other}"),
    })?;
    let mut hints = hints.clone();
    hints.url = Some(url.to_owned());
    let body = response.into_body();
    hints.media_type = body.mime_type().map(str::to_owned);
    hints.charset = body.charset().map(str::to_owned);
    Ok(Fetched { body: Box::new(body.into_reader()), hints })
}
