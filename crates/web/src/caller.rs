//! Who sent this request: the session of a cookie, the token of a header, or a stranger.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use goodword_app::outside::Secret;
use goodword_app::{Actor, App, sessions, tokens};

use crate::Site;
use crate::answer::{Fault, problem};

/// Who sent this request.
pub struct Caller(pub Actor);

impl FromRequestParts<Site> for Caller {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Caller, Response> {
        let once = once_key(&parts.headers).map_err(respond)?;
        let actor = if let Some(token) = bearer(&parts.headers) {
            let known = tokens::actor_by_token(&site.app, &token).await.map_err(respond)?;
            let gone = || {
                problem(
                    StatusCode::UNAUTHORIZED,
                    "sign_in_first",
                    "This token is not known, or no longer.",
                    None,
                )
            };
            known.ok_or_else(gone)?
        } else if let Some(secret) = session_secret(&site.app, &parts.headers) {
            sessions::actor_by_session(&site.app, &secret).await.map_err(respond)?.unwrap_or(Actor::STRANGER)
        } else {
            Actor::STRANGER
        };
        Ok(Caller(Actor { once, ..actor }))
    }
}

fn respond(error: goodword_app::Error) -> Response {
    Fault(error).into_response()
}

/// On what the sender is, in a few plain words: of what a browser says nothing else is kept.
pub fn device(headers: &HeaderMap) -> String {
    let said = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
    sessions::device(said.unwrap_or_default())
}

/// The network that a request came from, for budgets: an IPv4 address, or the first 64 bits of an IPv6 one.
pub struct Network(pub String);

impl FromRequestParts<Site> for Network {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Network, Self::Rejection> {
        let peer = parts.extensions.get::<SocketAddr>().map(SocketAddr::ip);
        let address = forwarded(&parts.headers, site.proxies).or(peer);
        Ok(Network(address.map_or_else(|| "unknown".to_owned(), network)))
    }
}

fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

/// The address that the outermost of the operator's own proxies saw. What stands before it was said by the sender.
fn forwarded(headers: &HeaderMap, proxies: usize) -> Option<IpAddr> {
    let lines = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
    let hops: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    let at = hops.len().checked_sub(proxies.max(1))?;
    (proxies > 0).then(|| hops[at].parse().ok()).flatten()
}

/// A session's cookie, under the name that browsers let no other host and no plain connection set.
fn cookie_name(app: &App) -> &'static str {
    if app.house.url.starts_with("https:") { "__Host-goodword" } else { "goodword" }
}

/// The secret of the session cookie, if one came.
pub fn session_secret(app: &App, headers: &HeaderMap) -> Option<Secret> {
    cookie(headers, cookie_name(app))
}

/// What the browser was given that asked for a link to sign in.
pub fn here_secret(app: &App, headers: &HeaderMap) -> Option<Secret> {
    cookie(headers, &format!("{}-here", cookie_name(app)))
}

/// Gives it to the browser, for as long as the link holds.
pub fn here_cookie(app: &App, here: &Secret) -> HeaderValue {
    set_cookie(app, &format!("{}-here", cookie_name(app)), here.reveal(), 900)
}

/// What a small cookie of this installation says, one that opens no door.
pub fn small_cookie(app: &App, headers: &HeaderMap, what: &str) -> Option<String> {
    cookie(headers, &format!("{}-{what}", cookie_name(app))).map(|value| value.reveal().to_owned())
}

/// The header that sets a small cookie for so many seconds; `value` is a word of ours.
pub fn set_small_cookie(app: &App, what: &str, value: &str, age: u32) -> HeaderValue {
    set_cookie(app, &format!("{}-{what}", cookie_name(app)), value, age)
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<Secret> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| Secret::shown(value))
}

/// The header that sets the session cookie, or with no secret takes it away.
pub fn session_cookie(app: &App, secret: Option<&Secret>) -> HeaderValue {
    let age = if secret.is_some() { 180 * 86_400 } else { 0 };
    set_cookie(app, cookie_name(app), secret.map_or("", Secret::reveal), age)
}

fn set_cookie(app: &App, name: &str, value: &str, age: u32) -> HeaderValue {
    let secure = if app.house.url.starts_with("https:") { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}");
    // A secret is made of signs that fit into a header; anything else would not be ours.
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("goodword=; Max-Age=0"))
}

fn bearer(headers: &HeaderMap) -> Option<Secret> {
    let line = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = line.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| Secret::shown(token.trim()))
}

fn once_key(headers: &HeaderMap) -> Result<Option<String>, goodword_app::Error> {
    let Some(key) = headers.get("idempotency-key") else { return Ok(None) };
    match key.to_str() {
        Ok(key) if (1..=200).contains(&key.len()) => Ok(Some(key.to_owned())),
        _ => {
            let sentence = "An Idempotency-Key has 1 to 200 plain characters.";
            Err(goodword_app::Error::refused("bad_key", sentence))
        }
    }
}

/// Whether a method changes nothing.
pub fn reads(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Turns away deeds that a page of somebody else's asks a browser for: the browser would add the cookies by itself. A token
/// comes with nothing by itself, so whoever sends one means it.
pub async fn only_from_here(State(app): State<App>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    if reads(request.method()) || bearer(headers).is_some() || from_here(&app, headers) {
        return next.run(request).await;
    }
    let sentence = "This did not come from our own pages.";
    problem(StatusCode::FORBIDDEN, "from_elsewhere", sentence, None)
}

/// Whether a request was made by one of our own pages, or by no page at all. Browsers say so, and no page can make them say
/// otherwise (Fetch Metadata; Origin for older ones).
fn from_here(app: &App, headers: &HeaderMap) -> bool {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (said("sec-fetch-site"), said("origin")) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => origin == app.house.url,
        (None, None) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_proxies_are_believed() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_static("6.6.6.6, 192.0.2.7"));
        assert_eq!(forwarded(&headers, 0), None);
        assert_eq!(forwarded(&headers, 1), "192.0.2.7".parse().ok());
        assert_eq!(forwarded(&headers, 3), None);
        assert_eq!(network("2001:db8:1:2:3:4:5:6".parse().unwrap()), "2001:db8:1:2::/64");
        assert_eq!(network("::ffff:192.0.2.7".parse().unwrap()), "192.0.2.7");
    }
}
