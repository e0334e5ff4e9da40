//! Signing in by a mailed link, and out.

use askama::Template;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use goodword_app::outside::Secret;
use goodword_app::sign_in::{self, Peeked, Proof};
use goodword_app::{Error, sessions};
use goodword_domain::people::MailAddress;
use serde::Deserialize;

use crate::answer::{Fault, Path};
use crate::caller::{self, Network};

use super::filters;
use super::forms::{Form, Wrong};
use super::told::Told;
use super::visit::{Frame, Shown, Visit, with_cookie};

#[derive(Template)]
#[template(path = "sign_in/form.html")]
struct SignIn {
    frame: Frame,
    address: String,
    wrong: Wrong,
}

#[derive(Template)]
#[template(path = "sign_in/sent.html")]
struct Sent {
    frame: Frame,
    wrong: Wrong,
}

#[derive(Template)]
#[template(path = "sign_in/link.html")]
struct Link {
    frame: Frame,
    code: Option<String>,
}

/// Where to send the link.
#[derive(Deserialize)]
pub struct AddressForm {
    #[serde(default)]
    address: String,
}

/// The code of a link that was opened elsewhere.
#[derive(Deserialize)]
pub struct CodeForm {
    #[serde(default)]
    code: String,
}

/// The form to sign in.
pub async fn form(visit: Visit) -> Response {
    visit.page(&SignIn { frame: visit.bare(), address: String::new(), wrong: Wrong::default() })
}

/// Has a link sent, and says the same whether anybody has the address.
pub async fn ask(visit: Visit, network: Network, Form(form): Form<AddressForm>) -> Shown {
    let address = match form.address.parse::<MailAddress>() {
        Ok(address) => address,
        Err(error) => {
            let wrong = Wrong::of(Error::field("address", error.to_string()))?;
            return Ok(visit.again(&SignIn { frame: visit.bare(), address: form.address, wrong }));
        }
    };
    let here = sign_in::ask(&visit.app, &address, &network.0).await?;
    Ok(sent(&visit, &here))
}

/// The page that says where to look now.
pub fn sent(visit: &Visit, here: &Secret) -> Response {
    let page = visit.page(&Sent { frame: visit.bare(), wrong: Wrong::default() });
    with_cookie(page, caller::here_cookie(&visit.app, here))
}

/// Shows the button, the code, or that the link is over. Touches nothing.
pub async fn link(visit: Visit, headers: HeaderMap, Path(secret): Path<String>) -> Shown {
    let here = caller::here_secret(&visit.app, &headers);
    let code = match sign_in::peek(&visit.app, &Secret::shown(&secret), here.as_ref()).await? {
        Peeked::Here => None,
        Peeked::Elsewhere { code } => Some(code),
        Peeked::Over => return Ok(over(&visit, "link-used", "link-anew", "/sign-in")),
    };
    Ok(visit.page(&Link { frame: visit.bare(), code }))
}

/// A link that opens nothing any more; the names of a sentence and of what to do.
pub fn over(visit: &Visit, sentence: &str, remedy: &str, href: &'static str) -> Response {
    let words = visit.words();
    let remedy = if remedy.is_empty() { String::new() } else { words.say(remedy) };
    let told = Told {
        frame: visit.bare(),
        title: words.say("link-over"),
        sentence: words.say(sentence),
        remedy,
        href,
    };
    visit.page_as(StatusCode::GONE, &told)
}

/// Signs in by a link.
pub async fn by_link(visit: Visit, headers: HeaderMap, Path(secret): Path<String>) -> Shown {
    let (link, here) = (Secret::shown(&secret), caller::here_secret(&visit.app, &headers));
    let proof = Proof::Link { link: &link, here: here.as_ref() };
    match sign_in::finish(&visit.app, proof, &caller::device(&headers)).await {
        Ok((_, _, session)) => Ok(come_in(&visit, &session, "/today")),
        Err(Error::Refused(_)) => Ok(over(&visit, "link-used", "link-anew", "/sign-in")),
        Err(other) => Err(Fault(other)),
    }
}

/// Signs in by the code of a link.
pub async fn by_code(visit: Visit, headers: HeaderMap, Form(form): Form<CodeForm>) -> Shown {
    let Some(here) = caller::here_secret(&visit.app, &headers) else { return Ok(visit.on_to("/sign-in")) };
    let proof = Proof::Code { here: &here, code: &form.code };
    match sign_in::finish(&visit.app, proof, &caller::device(&headers)).await {
        Ok((_, _, session)) => Ok(come_in(&visit, &session, "/today")),
        Err(error) => Ok(visit.again(&Sent { frame: visit.bare(), wrong: Wrong::of(error)? })),
    }
}

/// On to a page as somebody who is signed in now.
pub fn come_in(visit: &Visit, session: &Secret, path: &str) -> Response {
    with_cookie(visit.on_to(path), caller::session_cookie(&visit.app, Some(session)))
}

/// Ends this session.
pub async fn sign_out(visit: Visit) -> Shown {
    sessions::sign_out(&visit.app, &visit.actor).await?;
    let cookie = caller::session_cookie(&visit.app, None);
    Ok(with_cookie(visit.done("notice-signed-out", "/sign-in"), cookie))
}
