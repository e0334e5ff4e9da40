//! The roll, for organisers: who is here, who is asked in, who is kept out; and one member, with what can be done for them.

use askama::Template;
use goodword_app::roll::{self, Listed, Member, Page, Whom};
use goodword_app::{Error, invitations, leave, members};
use goodword_domain::communities::{CommunityId, Role};
use goodword_domain::members::MemberId;
use jiff::civil::Date;
use serde::Deserialize;

use crate::answer::{Path, Query};

use super::filters;
use super::forms::{Form, Wrong};
use super::visit::{Frame, Shown, Visit};

/// Members on a page.
const SHOWN: u32 = 50;

#[derive(Template)]
#[template(path = "organise/members.html")]
struct Roll {
    frame: Frame,
    whom: Whom,
    words: String,
    page: Page,
    next: Option<String>,
    today: Date,
}

impl Roll {
    /// Whom one can look for: everybody who is there.
    fn tabs(&self) -> impl Iterator<Item = Tab> {
        let all = Whom::ALL.into_iter().map(|whom| Tab {
            word: whom.word(),
            n: whom.of(&self.page.counts),
            is_here: whom == self.whom,
        });
        all.filter(|tab| tab.n > 0 || tab.is_here)
    }

    /// Until when a member rests, if they do.
    fn rests(&self, listed: &Listed) -> Option<Date> {
        listed.member.profile.paused_until.filter(|until| *until >= self.today)
    }
}

/// Some of the roll.
struct Tab {
    word: &'static str,
    n: i64,
    is_here: bool,
}

#[derive(Template)]
#[template(path = "organise/member.html")]
struct One {
    frame: Frame,
    found: Member,
    /// Whether whoever looks may say who organises.
    decides: bool,
    is_me: bool,
    today: Date,
    until: String,
    wrong: Wrong,
}

impl One {
    fn standing(&self) -> &'static str {
        self.found.member.standing.word()
    }

    fn paused(&self) -> Option<String> {
        let until = self.found.member.profile.paused_until.filter(|until| *until >= self.today);
        until.map(|until| self.frame.words.date(until))
    }

    fn asked(&self) -> Option<String> {
        self.found.asked.map(|at| self.frame.words.date(at.to_zoned(jiff::tz::TimeZone::UTC).date()))
    }
}

/// Whom to look for.
#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub struct RollQuery {
    whom: String,
    words: String,
    after: Option<String>,
}

/// The roll.
pub async fn roll(visit: Visit, Path(community): Path<CommunityId>, Query(query): Query<RollQuery>) -> Shown {
    let (frame, _) = visit.frame_organising(&community).await?;
    let whom: Whom = query.whom.parse().unwrap_or_default();
    let (words, after) = (query.words, query.after.as_deref());
    let page = roll::page(&visit.app, &visit.actor, &community, whom, &words, after, SHOWN).await?;
    let next = page.next.as_deref().map(|after| {
        let pairs = [("whom", whom.word()), ("words", &words), ("after", after)];
        serde_urlencoded::to_string(pairs).unwrap_or_default()
    });
    let today = visit.today();
    Ok(visit.page(&Roll { frame, whom, words, page, next, today }))
}

type Which = Path<(CommunityId, MemberId)>;

/// A member, and what an organiser can do for them.
pub async fn member(visit: Visit, Path((community, id)): Which) -> Shown {
    Ok(visit.page(&one(&visit, &community, &id, String::new(), Wrong::default()).await?))
}

async fn one(
    visit: &Visit,
    community: &CommunityId,
    id: &MemberId,
    until: String,
    wrong: Wrong,
) -> Result<One, Error> {
    let (frame, me) = visit.frame_organising(community).await?;
    let found = roll::find(&visit.app, &visit.actor, community, id).await?;
    let decides = me.member.role == Role::Owner;
    let is_me = me.member.id == *id;
    Ok(One { frame, found, decides, is_me, today: visit.today(), until, wrong })
}

/// Goes back to the member with a notice, or shows what was refused.
async fn after<T>(
    visit: &Visit,
    (community, id): (&CommunityId, &MemberId),
    done: Result<T, Error>,
    notice: &str,
) -> Shown {
    match done {
        Ok(_) => Ok(visit.done(notice, &format!("/communities/{community}/organise/members/{id}"))),
        Err(error) => {
            let wrong = Wrong::of(error)?;
            Ok(visit.again(&one(visit, community, id, String::new(), wrong).await?))
        }
    }
}

/// Asks the member in, by mail.
pub async fn invite(visit: Visit, Path((community, id)): Which) -> Shown {
    let done = invitations::invite_member(&visit.app, &visit.actor, &community, &id).await;
    after(&visit, (&community, &id), done, "notice-invited").await
}

/// Until when somebody rests; no day ends the rest.
#[derive(Deserialize)]
pub struct PauseForm {
    #[serde(default)]
    until: String,
}

/// Has the member rest until a day, or come again.
pub async fn pause(visit: Visit, Path((community, id)): Which, Form(form): Form<PauseForm>) -> Shown {
    let day = match form.until.trim() {
        "" => Ok(None),
        day => day
            .parse::<Date>()
            .map(Some)
            .map_err(|_| Error::field("until", "That is no day of the calendar.")),
    };
    let notice = if matches!(day, Ok(Some(_))) { "notice-member-paused" } else { "notice-member-resumed" };
    let done = match day {
        Ok(day) => roll::pause(&visit.app, &visit.actor, &community, &id, day).await,
        Err(error) => Err(error),
    };
    match done {
        Err(error) => {
            let wrong = Wrong::of(error)?;
            Ok(visit.again(&one(&visit, &community, &id, form.until, wrong).await?))
        }
        done => after(&visit, (&community, &id), done, notice).await,
    }
}

/// Keeps the member out.
pub async fn suspend(visit: Visit, Path((community, id)): Which) -> Shown {
    let done = members::suspend(&visit.app, &visit.actor, &community, &id).await;
    after(&visit, (&community, &id), done, "notice-member-suspended").await
}

/// Lets the member in again.
pub async fn restore(visit: Visit, Path((community, id)): Which) -> Shown {
    let done = members::restore(&visit.app, &visit.actor, &community, &id).await;
    after(&visit, (&community, &id), done, "notice-member-restored").await
}

/// Another role.
#[derive(Deserialize)]
pub struct RoleForm {
    role: Role,
}

/// Gives the member another role.
pub async fn appoint(visit: Visit, Path((community, id)): Which, Form(form): Form<RoleForm>) -> Shown {
    let done = members::appoint(&visit.app, &visit.actor, &community, &id, form.role).await;
    after(&visit, (&community, &id), done, "notice-member-appointed").await
}

/// Removes the member, who keeps a copy of what is theirs.
pub async fn remove(visit: Visit, Path((community, id)): Which) -> Shown {
    match leave::remove(&visit.app, &visit.actor, &community, &id).await {
        Ok(()) => {
            Ok(visit.done("notice-member-removed", &format!("/communities/{community}/organise/members")))
        }
        refused => after(&visit, (&community, &id), refused, "").await,
    }
}
