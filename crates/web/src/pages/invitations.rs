//! Coming in by an invitation.

use askama::Template;
use axum::http::{HeaderMap, StatusCode};
use goodword_app::invitations::{self, Accepted, Peeked};
use goodword_app::outside::Secret;
use serde::Deserialize;

use crate::answer::Path;
use crate::caller::{self, Network};

use super::filters;
use super::forms::{Form, Wrong};
use super::sign_in::{come_in, over, sent};
use super::visit::{Frame, Shown, Visit};

#[derive(Template)]
#[template(path = "invitations/show.html")]
struct Invitation {
    frame: Frame,
    seen: Peeked,
    name: String,
    wrong: Wrong,
}

/// How somebody wants to be called.
#[derive(Deserialize)]
pub struct NameForm {
    #[serde(default)]
    name: String,
}

/// Shows who asks whom in where. Touches nothing.
pub async fn show(visit: Visit, Path(secret): Path<String>) -> Shown {
    shown(&visit, &secret, None, Wrong::default()).await
}

async fn shown(visit: &Visit, secret: &str, typed: Option<String>, wrong: Wrong) -> Shown {
    let Some(seen) = invitations::peek(&visit.app, &Secret::shown(secret)).await? else {
        return Ok(over(visit, "invitation-over", "invitation-waits", "/sign-in"));
    };
    let status = if wrong.is() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let name = typed.unwrap_or_else(|| seen.name.clone());
    Ok(visit.page_as(status, &Invitation { frame: visit.bare(), seen, name, wrong }))
}

/// Takes the seat.
pub async fn accept(
    visit: Visit,
    headers: HeaderMap,
    network: Network,
    Path(secret): Path<String>,
    Form(form): Form<NameForm>,
) -> Shown {
    let shown_secret = Secret::shown(&secret);
    if visit.actor.person().is_ok() {
        return match invitations::accept_as(&visit.app, &visit.actor, &shown_secret).await {
            Ok(member) => Ok(visit.done("notice-joined", &format!("/communities/{}", member.community))),
            Err(error) => shown(&visit, &secret, None, Wrong::of(error)?).await,
        };
    }
    let device = caller::device(&headers);
    match invitations::accept(&visit.app, &shown_secret, &form.name, &device, &network.0).await {
        Ok(Accepted::Joined { secret, .. }) => Ok(come_in(&visit, &secret, "/today")),
        Ok(Accepted::SignInSent { here }) => Ok(sent(&visit, &here)),
        Err(error) => shown(&visit, &secret, Some(form.name), Wrong::of(error)?).await,
    }
}
