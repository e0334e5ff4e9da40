//! Leaving a community with everything, and being erased.

use askama::Template;
use goodword_app::{Error, erase, leave};
use goodword_domain::communities::CommunityId;
use serde::Deserialize;

use crate::answer::Path;
use crate::caller;

use super::super::filters;
use super::super::forms::{Form, Wrong};
use super::super::visit::{Frame, Place, Shown, Visit, with_cookie};

#[derive(Template)]
#[template(path = "own/leave.html")]
struct Leave {
    frame: Frame,
    wrong: Wrong,
}

/// What stays and what goes, and the one button.
pub async fn leave(visit: Visit, Path(community): Path<CommunityId>) -> Shown {
    let (frame, _) = visit.frame_in(&community, Place::Me).await?;
    Ok(visit.page(&Leave { frame, wrong: Wrong::default() }))
}

/// Leaves, with a copy of everything.
pub async fn leave_now(visit: Visit, Path(community): Path<CommunityId>) -> Shown {
    match leave::leave(&visit.app, &visit.actor, &community).await {
        Ok(()) => Ok(visit.done("notice-left", "/me/archive")),
        Err(error) => {
            let wrong = Wrong::of(error)?;
            let (frame, _) = visit.frame_in(&community, Place::Me).await?;
            Ok(visit.again(&Leave { frame, wrong }))
        }
    }
}

#[derive(Template)]
#[template(path = "own/erase.html")]
struct Erase {
    frame: Frame,
    confirmation: String,
    wrong: Wrong,
}

/// One's own address, to confirm it.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct EraseForm {
    confirmation: String,
}

/// What being erased means, and the form to confirm it.
pub async fn erase(visit: Visit) -> Shown {
    Ok(visit.page(&erasing(&visit, String::new(), Wrong::default()).await?))
}

async fn erasing(visit: &Visit, confirmation: String, wrong: Wrong) -> Result<Erase, Error> {
    let frame = visit.frame(Place::Me).await?;
    Ok(Erase { frame, confirmation, wrong })
}

/// Erases everything.
pub async fn erase_me(visit: Visit, Form(form): Form<EraseForm>) -> Shown {
    match erase::erase(&visit.app, &visit.actor, &form.confirmation).await {
        Ok(()) => {
            let cookie = caller::session_cookie(&visit.app, None);
            Ok(with_cookie(visit.done("notice-erased", "/sign-in"), cookie))
        }
        Err(error) => {
            let wrong = Wrong::of(error)?;
            Ok(visit.again(&erasing(&visit, form.confirmation, wrong).await?))
        }
    }
}
