//! Coming in: setting up, signing in, accepting an invitation.

use askama::Template;
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use goodword_app::communities::Terms;
use goodword_app::invitations::{self, Accepted};
use goodword_app::outside::Secret;
use goodword_app::sign_in::{self, Peeked, Proof};
use goodword_app::{App, Error, set_up as first};
use goodword_domain::people::MailAddress;
use serde::Deserialize;

use crate::caller::{self, Caller, Network};

use super::shown::{Fault, Told, beside_the_form, on_to, page};

type Shown = Result<Response, Fault>;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn {
    address: String,
    wrong: Option<String>,
}

#[derive(Template)]
#[template(path = "sign_in_sent.html")]
struct Sent {
    wrong: Option<String>,
}

#[derive(Template)]
#[template(path = "sign_in_link.html")]
struct Link {
    code: Option<String>,
}

#[derive(Template)]
#[template(path = "set_up.html")]
struct SetUp {
    form: SetUpForm,
    wrong: Option<String>,
}

#[derive(Template)]
#[template(path = "invitation.html")]
struct Invitation {
    community: String,
    inviter: String,
    name: String,
    asks_name: bool,
    wrong: Option<String>,
}

/// Where to send the link.
#[derive(Deserialize)]
pub struct AddressForm {
    address: String,
}

/// The code of a link that was opened elsewhere.
#[derive(Deserialize)]
pub struct CodeForm {
    code: String,
}

/// How the house begins.
#[derive(Deserialize, Default)]
pub struct SetUpForm {
    name: String,
    address: String,
    community: String,
    #[serde(default)]
    place: String,
    time_zone: String,
}

/// How somebody wants to be called.
#[derive(Deserialize)]
pub struct NameForm {
    #[serde(default)]
    name: String,
}

/// The form to sign in.
pub async fn sign_in() -> Response {
    page(StatusCode::OK, &SignIn { address: String::new(), wrong: None })
}

/// Has a link sent, and says the same whether anybody has the address.
pub async fn ask(State(app): State<App>, network: Network, Form(form): Form<AddressForm>) -> Shown {
    let address = match form.address.parse::<MailAddress>() {
        Ok(address) => address,
        Err(error) => {
            let again = SignIn { address: form.address, wrong: Some(error.to_string()) };
            return Ok(page(StatusCode::UNPROCESSABLE_ENTITY, &again));
        }
    };
    let here = sign_in::ask(&app, &address, &network.0).await?;
    let mut answer = page(StatusCode::OK, &Sent { wrong: None });
    answer.headers_mut().append("set-cookie", caller::here_cookie(&app, &here));
    Ok(answer)
}

/// Shows the button, the code, or that the link is over. Touches nothing.
pub async fn link(State(app): State<App>, headers: HeaderMap, Path(secret): Path<String>) -> Shown {
    let here = caller::here_secret(&app, &headers);
    Ok(match sign_in::peek(&app, &Secret::shown(&secret), here.as_ref()).await? {
        Peeked::Here => page(StatusCode::OK, &Link { code: None }),
        Peeked::Elsewhere { code } => page(StatusCode::OK, &Link { code: Some(code) }),
        Peeked::Over => over("This link was used, or is too old.", "Send me a new one", "/sign-in"),
    })
}

fn over(sentence: &str, remedy: &'static str, href: &'static str) -> Response {
    let told = Told { title: "This link is over", sentence: sentence.to_owned(), remedy, href };
    page(StatusCode::GONE, &told)
}

/// Signs in by a link.
pub async fn by_link(State(app): State<App>, headers: HeaderMap, Path(secret): Path<String>) -> Shown {
    if !caller::from_here(&app, &headers) {
        return Err(Error::NotAllowed("This did not come from our own pages.").into());
    }
    let (link, here) = (Secret::shown(&secret), caller::here_secret(&app, &headers));
    let proof = Proof::Link { link: &link, here: here.as_ref() };
    match sign_in::finish(&app, proof, &caller::device(&headers)).await {
        Ok((_, _, session)) => Ok(on_to("/", Some(caller::session_cookie(&app, Some(&session))))),
        Err(error) => Ok(over(&beside_the_form(error)?, "Send me a new one", "/sign-in")),
    }
}

/// Signs in by the code of a link.
pub async fn by_code(State(app): State<App>, headers: HeaderMap, Form(form): Form<CodeForm>) -> Shown {
    let Some(here) = caller::here_secret(&app, &headers) else { return Ok(on_to("/sign-in", None)) };
    let proof = Proof::Code { here: &here, code: &form.code };
    match sign_in::finish(&app, proof, &caller::device(&headers)).await {
        Ok((_, _, session)) => Ok(on_to("/", Some(caller::session_cookie(&app, Some(&session))))),
        Err(error) => {
            let again = Sent { wrong: Some(beside_the_form(error)?) };
            Ok(page(StatusCode::UNPROCESSABLE_ENTITY, &again))
        }
    }
}

/// The form for whoever comes first.
pub async fn set_up(State(app): State<App>, Path(secret): Path<String>) -> Shown {
    Ok(match first::peek(&app, &Secret::shown(&secret)).await? {
        first::Peeked::Open => {
            let form = SetUpForm { time_zone: "Europe/Berlin".to_owned(), ..SetUpForm::default() };
            page(StatusCode::OK, &SetUp { form, wrong: None })
        }
        first::Peeked::Over => over("Take the one that Goodword printed when it last started.", "", "/"),
        first::Peeked::Done => over("All is set up here.", "Sign in", "/sign-in"),
    })
}

/// Makes the first person and the first community.
pub async fn finish_set_up(
    State(app): State<App>,
    headers: HeaderMap,
    Path(secret): Path<String>,
    Form(form): Form<SetUpForm>,
) -> Shown {
    match found(&app, &headers, &secret, &form).await {
        Ok(session) => Ok(on_to("/", Some(caller::session_cookie(&app, Some(&session))))),
        Err(error) => {
            let wrong = Some(beside_the_form(error)?);
            Ok(page(StatusCode::UNPROCESSABLE_ENTITY, &SetUp { form, wrong }))
        }
    }
}

async fn found(app: &App, headers: &HeaderMap, secret: &str, form: &SetUpForm) -> Result<Secret, Error> {
    let address = form.address.parse().map_err(|error| Error::field("address", format!("{error}")))?;
    let terms = Terms {
        name: form.community.clone(),
        place: form.place.clone(),
        time_zone: form.time_zone.clone(),
        ..Terms::default()
    };
    let device = caller::device(headers);
    let done = first::finish(app, &Secret::shown(secret), &address, &form.name, terms, &device).await?;
    Ok(done.secret)
}

/// Shows who asks whom in where. Touches nothing.
pub async fn invitation(State(app): State<App>, Caller(actor): Caller, Path(secret): Path<String>) -> Shown {
    invited(&app, &secret, actor.person().is_err(), String::new(), None).await
}

async fn invited(app: &App, secret: &str, asks_name: bool, typed: String, wrong: Option<String>) -> Shown {
    let Some(seen) = invitations::peek(app, &Secret::shown(secret)).await? else {
        let sentence = "This invitation was used, was taken back, or is too old.";
        return Ok(over(sentence, "Sign in; it may still wait for you", "/sign-in"));
    };
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let name = if typed.is_empty() { seen.name } else { typed };
    let invitation = Invitation { community: seen.community, inviter: seen.inviter, name, asks_name, wrong };
    Ok(page(status, &invitation))
}

/// Takes the seat.
pub async fn accept(
    State(app): State<App>,
    Caller(actor): Caller,
    headers: HeaderMap,
    network: Network,
    Path(secret): Path<String>,
    Form(form): Form<NameForm>,
) -> Shown {
    let shown = Secret::shown(&secret);
    if actor.person().is_ok() {
        return match invitations::accept_as(&app, &actor, &shown).await {
            Ok(_) => Ok(on_to("/", None)),
            Err(error) => invited(&app, &secret, false, String::new(), Some(beside_the_form(error)?)).await,
        };
    }
    let device = caller::device(&headers);
    match invitations::accept(&app, &shown, &form.name, &device, &network.0).await {
        Ok(Accepted::Joined { secret, .. }) => {
            Ok(on_to("/", Some(caller::session_cookie(&app, Some(&secret)))))
        }
        Ok(Accepted::SignInSent { here }) => {
            let mut answer = page(StatusCode::OK, &Sent { wrong: None }).into_response();
            answer.headers_mut().append("set-cookie", caller::here_cookie(&app, &here));
            Ok(answer)
        }
        Err(error) => invited(&app, &secret, true, form.name, Some(beside_the_form(error)?)).await,
    }
}
