//! What organisers do, and what comes next for a community that begins.

use askama::Template;
use goodword_app::Error;
use goodword_app::communities::{self, Seat};
use goodword_app::members::{self, Heads};
use goodword_domain::communities::CommunityId;

use crate::answer::Path;

use super::filters;
use super::visit::{Frame, Shown, Visit};

/// What a community does first.
pub struct Steps {
    /// Who is there.
    pub heads: Heads,
    /// Whether the organiser has said what they need and can give.
    pub has_said: bool,
}

impl Steps {
    /// The first steps of a community; none once it is on its way.
    pub async fn left(visit: &Visit, seat: &Seat, has_said: bool) -> Result<Option<Steps>, Error> {
        let heads = members::heads(&visit.app, &visit.actor, &seat.community.id).await?;
        let on_its_way = heads.n_active >= 4 && has_said;
        Ok((!on_its_way).then_some(Steps { heads, has_said }))
    }

    /// Whether anybody but the organiser is in the list.
    pub fn has_members(&self) -> bool {
        self.heads.n_active + self.heads.n_invited > 1
    }

    /// Whether enough have come for a round.
    pub fn has_come(&self) -> bool {
        self.heads.n_active >= 4
    }
}

#[derive(Template)]
#[template(path = "organise/organise.html")]
struct Organise {
    frame: Frame,
    heads: Heads,
    /// Whether whoever looks keeps the installation.
    operates: bool,
}

/// The way to everything that organisers do.
pub async fn organise(visit: Visit, Path(community): Path<CommunityId>) -> Shown {
    let (frame, _) = visit.frame_organising(&community).await?;
    let heads = members::heads(&visit.app, &visit.actor, &community).await?;
    let operates = communities::is_operator(&visit.app, &visit.actor).await?;
    Ok(visit.page(&Organise { frame, heads, operates }))
}
