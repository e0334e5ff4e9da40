//! A community's log as its organisers read it: each event with the names of those it is about, where they still are.
//!
//! Events hold ids; names are looked up when somebody reads. So whoever leaves or is erased has no name there any more.

use std::collections::BTreeMap;

use goodword_domain::communities::{CommunityId, Membership, Role};
use goodword_domain::members::MemberId;
use goodword_domain::people::PersonId;
use goodword_store::events::{self, Event};
use goodword_store::{Tx, imports, members, rounds};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::actor::Actor;
use crate::communities::seat_as;
use crate::error::Result;
use crate::house::App;

/// Something that happened, to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// When.
    pub at: Timestamp,
    /// Whose deed.
    pub who: Whose,
    /// What: a closed word, as in `member.suspended`.
    pub what: String,
    /// What it is about.
    pub about: About,
    /// The role that somebody got, where one did.
    pub role: Option<String>,
    /// How many, where it was many.
    pub n: Option<u32>,
    /// What the page after this one comes after.
    pub mark: String,
}

/// Whose deed something was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// A member's, who is called so.
    Member(String),
    /// Somebody's who is here no more.
    Gone,
    /// Whoever keeps the installation.
    Operator,
    /// Goodword's own.
    Goodword,
}

/// What something is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// The community itself, or something that has no name.
    Nothing,
    /// A member; without a name, one who is gone.
    Member(Option<String>),
    /// The round of a day; without one, a round that was taken back.
    Round(Option<Date>),
    /// A spreadsheet; without a name, one that was forgotten.
    File(Option<String>),
}

/// What happened in a community, newest first, before `before`. Its organisers see it.
pub async fn page(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    before: Option<&str>,
    limit: u32,
) -> Result<Vec<Told>> {
    let mut tx = app.look().await?;
    seat_as(&mut tx, actor, community, Role::Organiser).await?;
    let before = before.and_then(|mark| mark.split_once(' '));
    let before = before.and_then(|(at, id)| Some((Timestamp::from_microsecond(at.parse().ok()?).ok()?, id)));
    let viewer = actor.person()?;
    let page = events::page_for(&mut tx, viewer, community, before, limit.clamp(1, 200)).await?;
    let mut names = Names { viewer, community, people: BTreeMap::new(), members: BTreeMap::new() };
    let mut told = Vec::with_capacity(page.len());
    for event in page {
        told.push(names.told(&mut tx, event).await?);
    }
    Ok(told)
}

/// Names that were looked up for a page.
struct Names<'a> {
    viewer: &'a PersonId,
    community: &'a CommunityId,
    people: BTreeMap<String, Option<String>>,
    members: BTreeMap<String, Option<String>>,
}

impl Names<'_> {
    async fn told(&mut self, tx: &mut Tx, event: Event) -> Result<Told> {
        let facts: serde_json::Value = serde_json::from_str(&event.facts).unwrap_or_default();
        let about = self.about(tx, &event).await?;
        Ok(Told {
            at: event.at,
            who: self.whose(tx, &event.actor).await?,
            about,
            role: facts.get("role").and_then(|role| role.as_str()).map(str::to_owned),
            n: facts.get("n").and_then(|n| n.as_u64()).and_then(|n| u32::try_from(n).ok()),
            mark: format!("{} {}", event.at.as_microsecond(), event.id),
            what: event.what,
        })
    }

    async fn whose(&mut self, tx: &mut Tx, actor: &str) -> Result<Whose> {
        let Some(id) = actor.strip_prefix("person:") else {
            return Ok(if actor == "operator" { Whose::Operator } else { Whose::Goodword });
        };
        if !self.people.contains_key(id) {
            let seats = members::seats(tx, &PersonId(id.to_owned())).await?;
            let here = seats.into_iter().find(|seat| seat.community == *self.community);
            self.people.insert(id.to_owned(), here.map(called));
        }
        Ok(self.people[id].clone().map_or(Whose::Gone, Whose::Member))
    }

    async fn about(&mut self, tx: &mut Tx, event: &Event) -> Result<About> {
        let Some(subject) = &event.subject else { return Ok(About::Nothing) };
        let (kind, _) = event.what.split_once('.').unwrap_or_default();
        Ok(match kind {
            "member" | "invitation" => About::Member(self.member(tx, subject).await?),
            "round" => {
                let id = subject.clone().into();
                let round = rounds::find_for(tx, self.viewer, self.community, &id).await?;
                About::Round(round.map(|kept| kept.round.terms.on))
            }
            "import" => {
                let import = imports::find_for(tx, self.viewer, self.community, subject).await?;
                About::File(import.map(|import| import.file_name))
            }
            _ => About::Nothing,
        })
    }

    async fn member(&mut self, tx: &mut Tx, id: &str) -> Result<Option<String>> {
        if !self.members.contains_key(id) {
            let member = members::find(tx, self.community, &MemberId(id.to_owned())).await?;
            self.members.insert(id.to_owned(), member.map(called));
        }
        Ok(self.members[id].clone())
    }
}

/// What a member is called; their address, while nobody knows their name.
fn called(member: Membership) -> String {
    match (member.profile.name, member.invited_address) {
        (name, Some(address)) if name.is_empty() => address.to_string(),
        (name, _) => name,
    }
}
