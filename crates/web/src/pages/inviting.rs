//! Inviting by mail, and who has not come yet.

use askama::Template;
use goodword_app::Error;
use goodword_app::invitations::{self, Guest, Invited, Unasked};
use goodword_domain::communities::{CommunityId, Role};
use goodword_domain::members::MemberId;
use serde::Deserialize;

use crate::answer::Path;

use super::filters;
use super::forms::{Form, Wrong};
use super::visit::{Frame, Shown, Visit};

/// How many are shown.
const SHOWN: u32 = 100;

#[derive(Template)]
#[template(path = "invitations/all.html")]
struct All {
    frame: Frame,
    waiting: Vec<Invited>,
    unasked: Unasked,
    inviter: String,
    form: GuestForm,
    wrong: Wrong,
}

/// Whom to invite.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct GuestForm {
    address: String,
    name: String,
    once: String,
}

/// Who has not come yet, and the form to invite somebody.
pub async fn all(visit: Visit, Path(community): Path<CommunityId>) -> Shown {
    let form = GuestForm { once: visit.once(), ..GuestForm::default() };
    Ok(visit.page(&page(&visit, &community, form, Wrong::default()).await?))
}

async fn page(visit: &Visit, community: &CommunityId, form: GuestForm, wrong: Wrong) -> Result<All, Error> {
    let (frame, seat) = visit.frame_organising(community).await?;
    let unasked = invitations::unasked(&visit.app, &visit.actor, community).await?;
    let waiting = invitations::page(&visit.app, &visit.actor, community, None, SHOWN).await?;
    Ok(All { frame, waiting, unasked, inviter: seat.member.profile.name, form, wrong })
}

/// Has an invitation sent.
pub async fn invite(visit: Visit, Path(community): Path<CommunityId>, Form(form): Form<GuestForm>) -> Shown {
    let guest = Guest { address: form.address.clone(), name: form.name.clone(), role: Role::Member };
    match invitations::invite(&visit.app, &visit.sending(&form.once), &community, guest).await {
        Ok(_) => Ok(visit.done("notice-invited", &format!("/communities/{community}/invitations"))),
        Err(error) => {
            let wrong = Wrong::of(error)?;
            Ok(visit.again(&page(&visit, &community, form, wrong).await?))
        }
    }
}

/// Asks in all who are in the list and have not been asked.
pub async fn everybody(visit: Visit, Path(community): Path<CommunityId>) -> Shown {
    match invitations::invite_all(&visit.app, &visit.actor, &community).await {
        Ok(_) => Ok(visit.done("notice-inviting-all", &format!("/communities/{community}/invitations"))),
        Err(error) => {
            let (wrong, form) = (Wrong::of(error)?, GuestForm { once: visit.once(), ..GuestForm::default() });
            Ok(visit.again(&page(&visit, &community, form, wrong).await?))
        }
    }
}

/// Asks in nobody else.
pub async fn nobody_else(visit: Visit, Path(community): Path<CommunityId>) -> Shown {
    invitations::stop_inviting(&visit.app, &visit.actor, &community).await?;
    Ok(visit.done("notice-inviting-stopped", &format!("/communities/{community}/invitations")))
}

/// Takes an invitation back.
pub async fn take_back(visit: Visit, Path((community, guest)): Path<(CommunityId, MemberId)>) -> Shown {
    invitations::take_back(&visit.app, &visit.actor, &community, &guest).await?;
    Ok(visit.done("notice-taken-back", &format!("/communities/{community}/invitations")))
}
