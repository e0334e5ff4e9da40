//! The roll: all members of a community as its organisers see them, and what organisers do for one of them.
//!
//! Who is kept out, who is asked in and who has not been asked yet stand here; others look into the
//! [directory](crate::directory), which shows nobody but who is here.

use goodword_domain::communities::{CommunityId, Membership, Role};
use goodword_domain::members::MemberId;
use goodword_store::directory::Search;
pub use goodword_store::roll::{Counts, Listed};
use goodword_store::{entries, invitations, members, roll};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::actor::Actor;
use crate::communities::seat_as;
use crate::directory::sought;
use crate::error::{Error, Result};
use crate::house::App;
use crate::members::part;

/// Whom of the roll somebody looks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Whom {
    /// Everybody.
    #[default]
    All,
    /// Who is here.
    Here,
    /// Who is asked in and has not come.
    Asked,
    /// Who is in the list and has not been asked in.
    Unasked,
    /// Who is kept out.
    KeptOut,
    /// Organisers and owners.
    Organising,
}

impl Whom {
    /// All of them.
    pub const ALL: [Whom; 6] =
        [Whom::All, Whom::Here, Whom::Asked, Whom::Unasked, Whom::KeptOut, Whom::Organising];

    /// The word in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Whom::All => "all",
            Whom::Here => "here",
            Whom::Asked => "asked",
            Whom::Unasked => "unasked",
            Whom::KeptOut => "kept_out",
            Whom::Organising => "organising",
        }
    }

    /// How many of them are among these.
    pub fn of(self, counts: &Counts) -> i64 {
        match self {
            Whom::All => counts.n_all,
            Whom::Here => counts.n_here,
            Whom::Asked => counts.n_asked,
            Whom::Unasked => counts.n_unasked,
            Whom::KeptOut => counts.n_kept_out,
            Whom::Organising => counts.n_organising,
        }
    }
}

impl std::str::FromStr for Whom {
    type Err = ();

    fn from_str(word: &str) -> std::result::Result<Whom, ()> {
        Whom::ALL.into_iter().find(|whom| whom.word() == word).ok_or(())
    }
}

/// A page of the roll.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Members, in the order of their names.
    pub listed: Vec<Listed>,
    /// What the next page comes after, if there is one.
    pub next: Option<String>,
    /// How many of each there are, whatever is looked for.
    pub counts: Counts,
}

/// Members of the roll in whose profile, asks or offers all these words stand. Organisers see it.
pub async fn page(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    whom: Whom,
    words: &str,
    after: Option<&str>,
    limit: u32,
) -> Result<Page> {
    let mut tx = app.look().await?;
    seat_as(&mut tx, actor, community, Role::Organiser).await?;
    let (viewer, words, limit) = (actor.person()?, sought(words), limit.clamp(1, 100));
    let (id, name_key) = after.and_then(|after| after.split_once(' ')).unwrap_or_default();
    let search = Search { viewer, community, words: &words, side: None, kind: None };
    // One more than is shown tells whether there is a next page.
    let mut listed = roll::page_for(&mut tx, search, whom.word(), (name_key, id), limit + 1).await?;
    let more = listed.len() > limit as usize;
    listed.truncate(limit as usize);
    let next = listed.last().filter(|_| more).map(|last| format!("{} {}", last.member.id, last.name_key));
    let counts = roll::counts_for(&mut tx, viewer, community).await?;
    Ok(Page { listed, next, counts })
}

/// A member as organisers see them.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Who.
    pub member: Membership,
    /// How many asks and offers are open.
    pub n_said: usize,
    /// Since when they are asked in, while they have not come.
    pub asked: Option<Timestamp>,
    /// When their inviter last asked for a letter that could be written.
    pub lettered: Option<Timestamp>,
}

/// A member of the roll. Organisers see them, whatever their standing.
pub async fn find(app: &App, actor: &Actor, community: &CommunityId, id: &MemberId) -> Result<Member> {
    let mut tx = app.look().await?;
    seat_as(&mut tx, actor, community, Role::Organiser).await?;
    let member = members::find_for(&mut tx, actor.person()?, community, id).await?.ok_or(Error::NotFound)?;
    let waits = member.standing.word() == "invited";
    let invitation = invitations::find(&mut tx, community, id).await?.filter(|_| waits);
    Ok(Member {
        n_said: entries::open_of(&mut tx, community, id).await?.len(),
        asked: invitation.as_ref().map(|invitation| invitation.since),
        lettered: invitation.and_then(|invitation| invitation.lettered),
        member,
    })
}

/// Has a member rest until a day, or come to rounds again. Organisers do it for whoever tells them by word of mouth.
pub async fn pause(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    id: &MemberId,
    until: Option<Date>,
) -> Result<Membership> {
    let (mut change, _, mut member) = part(app, actor, community, id, Role::Organiser).await?;
    if until.is_some_and(|day| day < change.now.to_zoned(jiff::tz::TimeZone::UTC).date()) {
        return Err(Error::field("until", "That day is over. Choose one that is still to come."));
    }
    member.profile.paused_until = until;
    members::save(&mut change.tx, &member).await?;
    let what = if until.is_some() { "member.paused" } else { "member.resumed" };
    change.happened(what, Some(community), &id.0, ()).await?;
    change.commit().await?;
    Ok(member)
}
