//! Letters as JSON: those that wait, and never getting one again.

use axum::Json;
use axum::extract::State;
use goodword_app::mail::{self, Waiting};
use goodword_app::outside::Secret;
use goodword_app::{App, suppressions};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::answer::{Answer, Done, Given};
use crate::caller::Caller;

use super::operation::{Operation, act, see};

/// What can be done with letters.
pub fn operations() -> Vec<Operation> {
    vec![
        see("/api/outbox", "outbox.waiting", "Letters that have not gone out. Operators see them.", waiting)
            .for_sessions()
            .giving::<Outbox>(),
        act("/api/outbox/released", "outbox.release", "Lets held letters go out. Operators do.", release)
            .for_sessions(),
        act(
            "/api/never-again",
            "suppressions.never_again",
            "Never writes again to the address that got this link.",
            never_again,
        )
        .for_anybody()
        .taking::<LinkGiven>(),
    ]
}

/// The outbox.
#[derive(Serialize, JsonSchema)]
struct Outbox {
    /// Whether all letters are held back: a restored copy sends nothing until an operator releases them.
    held: bool,
    letters: Vec<WaitingJson>,
}

/// A letter that has not gone out.
#[derive(Serialize, JsonSchema)]
struct WaitingJson {
    id: String,
    community: Option<String>,
    /// A closed word, as in `invitation`.
    what: String,
    to: String,
    /// Only while there is no mail server: to be passed on by hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    since: Timestamp,
    attempts: u32,
    /// Why it did not go out, a closed word.
    last_error: Option<String>,
}

impl From<Waiting> for WaitingJson {
    fn from(letter: Waiting) -> WaitingJson {
        let Waiting { id, community, what, to, content, since, attempts, last_error } = letter;
        let (subject, text) = content.unzip();
        WaitingJson { id, community, what, to, subject, text, since, attempts, last_error }
    }
}

/// The link.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct LinkGiven {
    /// The last part of the mailed link.
    secret: String,
}

async fn waiting(State(app): State<App>, Caller(actor): Caller) -> Answer<Json<Outbox>> {
    actor.signed_in()?;
    let letters = mail::waiting_for(&app, &actor).await?.into_iter().map(WaitingJson::from).collect();
    Ok(Json(Outbox { held: mail::outbox::is_held(&app).await?, letters }))
}

async fn release(State(app): State<App>, Caller(actor): Caller) -> Answer<Done> {
    actor.signed_in()?;
    mail::release(&app, &actor).await?;
    Ok(Done)
}

async fn never_again(State(app): State<App>, Given(given): Given<LinkGiven>) -> Answer<Done> {
    suppressions::never_again(&app, &Secret::shown(&given.secret)).await?;
    Ok(Done)
}
