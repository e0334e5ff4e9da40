//! Setting up: the first person, and the first community.

use askama::Template;
use axum::http::HeaderMap;
use goodword_app::Error;
use goodword_app::communities::Terms;
use goodword_app::outside::Secret;
use goodword_app::set_up::{self, Peeked};
use goodword_domain::words;
use serde::Deserialize;

use crate::answer::Path;
use crate::caller;

use super::filters;
use super::forms::{Form, Wrong};
use super::sign_in::{come_in, over};
use super::visit::{Frame, Shown, Visit};

#[derive(Template)]
#[template(path = "set_up/form.html")]
struct SetUp {
    frame: Frame,
    form: SetUpForm,
    wrong: Wrong,
}

/// How the house begins.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct SetUpForm {
    person: String,
    address: String,
    name: String,
    place: String,
    time_zone: String,
    round_every_weeks: u32,
}

/// The form for whoever comes first.
pub async fn form(visit: Visit, Path(secret): Path<String>) -> Shown {
    Ok(match set_up::peek(&visit.app, &Secret::shown(&secret)).await? {
        Peeked::Open => {
            let form = SetUpForm {
                time_zone: "Europe/Berlin".to_owned(),
                round_every_weeks: Terms::default().round_every_weeks,
                ..SetUpForm::default()
            };
            visit.page(&SetUp { frame: visit.bare(), form, wrong: Wrong::default() })
        }
        Peeked::Over => over(&visit, "set-up-newer", "", "/"),
        Peeked::Done => over(&visit, "set-up-done", "sign-in-title", "/sign-in"),
    })
}

/// Makes the first person and the first community.
pub async fn finish(
    visit: Visit,
    headers: HeaderMap,
    Path(secret): Path<String>,
    Form(form): Form<SetUpForm>,
) -> Shown {
    match found(&visit, &headers, &secret, &form).await {
        Ok(session) => Ok(come_in(&visit, &session, "/today")),
        Err(error) => {
            let wrong = Wrong::of(error)?;
            Ok(visit.again(&SetUp { frame: visit.bare(), form, wrong }))
        }
    }
}

async fn found(visit: &Visit, headers: &HeaderMap, secret: &str, form: &SetUpForm) -> Result<Secret, Error> {
    words::name("person", &form.person)?;
    let address = form.address.parse().map_err(|error| Error::field("address", format!("{error}")))?;
    let terms = Terms {
        name: form.name.clone(),
        place: form.place.clone(),
        time_zone: form.time_zone.clone(),
        round_every_weeks: form.round_every_weeks,
        ..Terms::default()
    };
    let device = caller::device(headers);
    let secret = Secret::shown(secret);
    Ok(set_up::finish(&visit.app, &secret, &address, &form.person, terms, &device).await?.secret)
}
