//! Which match a page is about, and how somebody shows that it is theirs: by the link of a letter, or by their seat. Both see
//! the same pages; only what stands around differs.

use std::collections::BTreeMap;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use goodword_app::Error;
use goodword_app::matches::By;
use goodword_app::outside::Secret;
use goodword_domain::communities::CommunityId;
use goodword_domain::matches::MatchId;

use crate::Site;
use crate::answer::{Fault, Path};
use crate::pages::sign_in::over;
use crate::pages::visit::{Frame, Place, Shown, Visit};

/// Which match.
pub enum Which {
    /// The one behind the link of a letter.
    Link(Secret),
    /// One of somebody who came in.
    Seat {
        /// Where.
        community: CommunityId,
        /// Which.
        id: MatchId,
    },
}

impl FromRequestParts<Site> for Which {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Which, Response> {
        let names = Path::<BTreeMap<String, String>>::from_request_parts(parts, site).await;
        let Path(mut names) = names.map_err(IntoResponse::into_response)?;
        let mut named = |name: &str| names.remove(name).unwrap_or_default();
        let secret = named("secret");
        if !secret.is_empty() {
            return Ok(Which::Link(Secret::shown(&secret)));
        }
        Ok(Which::Seat { community: CommunityId(named("community")), id: MatchId(named("match")) })
    }
}

impl Which {
    /// How a verb is shown that it is theirs.
    pub fn by<'a>(&'a self, visit: &'a Visit) -> By<'a> {
        match self {
            Which::Link(secret) => By::Link(secret),
            Which::Seat { community, id } => By::Seat { actor: &visit.actor, community, id },
        }
    }

    /// Where its pages are.
    pub fn path(&self) -> String {
        match self {
            Which::Link(secret) => format!("/matches/{}", secret.reveal()),
            Which::Seat { community, id } => format!("/communities/{community}/one-to-ones/{id}"),
        }
    }

    /// What stands around them.
    pub async fn frame(&self, visit: &Visit) -> Result<Frame, Error> {
        match self {
            Which::Link(_) => Ok(visit.bare()),
            Which::Seat { community, .. } => Ok(visit.frame_in(community, Place::OneToOnes).await?.0),
        }
    }

    /// A link that opens nothing says so kindly, whether it is over or never was; everything else is told as everywhere.
    pub fn told(&self, visit: &Visit, error: Error) -> Shown {
        match (self, error) {
            (Which::Link(_), Error::NotFound) => {
                Ok(over(visit, "match-link-over", "match-link-sign-in", "/today"))
            }
            (_, error) => Err(Fault(error)),
        }
    }
}
