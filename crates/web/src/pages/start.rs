//! Where one begins, and where one enters a community.

use goodword_domain::communities::CommunityId;

use crate::answer::Path;

use super::visit::{Place, Shown, Visit};

/// To what comes next, or to the door.
pub async fn start(visit: Visit) -> Shown {
    let to = if visit.actor.person().is_ok() { "/today" } else { "/sign-in" };
    Ok(visit.on_to(to))
}

/// Goes on in another of one's communities.
pub async fn enter(visit: Visit, Path(community): Path<CommunityId>) -> Shown {
    visit.frame_in(&community, Place::Today).await?;
    Ok(visit.on_to("/today"))
}
