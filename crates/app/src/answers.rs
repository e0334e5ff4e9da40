//! What became of a match: did they meet, was it useful, who helped whom; and what an organiser learns of it.
//!
//! What others said stays sealed until all said something, or a week has passed since the first. Notes are for whoever wrote
//! them. Organisers see numbers, none below five.

use std::collections::{BTreeMap, BTreeSet};

use goodword_domain::answers::{self, ASKED_AGAIN, Answer, Count, FEW, Help, Met};
use goodword_domain::communities::{CommunityId, Role};
use goodword_domain::help::HelpKind;
use goodword_domain::matches::{MatchId, Stage};
use goodword_domain::members::MemberId;
use goodword_domain::rounds::stages::{Round, RoundId};
use goodword_domain::words;
use goodword_store::{Tx, answers as kept, matches, rounds};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::change::Change;
use crate::communities::seat_as;
use crate::error::{Error, Result};
use crate::house::App;
use crate::matches::{By, Found, begin, found};

/// What somebody says about a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Answer")]
pub struct Given {
    /// Whether they met: yes, not_yet (asked again in a week) or no.
    pub met: Met,
    /// Whether it was useful.
    #[serde(default)]
    pub useful: Option<bool>,
    /// Who helped whom, as one sees it.
    #[serde(default)]
    pub helps: Vec<Help>,
    /// A word of thanks for the others, at most 500 characters.
    #[serde(default)]
    pub thanks: String,
    /// A note for oneself, at most 2000 characters. Nobody else sees it.
    #[serde(default)]
    pub note: String,
}

/// What was said about a meeting, as somebody in it sees it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Answers")]
pub struct Shown {
    /// What one said oneself.
    pub mine: Option<Given>,
    /// Whether what the others said is shown by now.
    pub open: bool,
    /// What the others said.
    pub others: Vec<Theirs>,
}

/// What another said, once it is open.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "OthersAnswer")]
pub struct Theirs {
    /// Who.
    pub by: MemberId,
    /// Whether they met.
    pub met: Met,
    /// Help that concerns the reader.
    pub helps: Vec<Help>,
    /// Their thanks.
    pub thanks: String,
}

/// What one said, and what the others said if it is open.
pub async fn find(app: &App, by: &By<'_>) -> Result<Shown> {
    let mut tx = app.look().await?;
    let now = app.now();
    let found = found(&mut tx, by, now).await?;
    shown(&mut tx, &found, now).await
}

/// Says what became of a match. Said again, it replaces what one said before, as long as it is sealed.
pub async fn give(app: &App, by: &By<'_>, given: Given) -> Result<Shown> {
    let (mut change, found) = begin(app, by).await?;
    let (community, of, now) = (found.me.community.clone(), found.kept.of.id.clone(), change.now);
    may_answer(&mut change, &found).await?;
    let answer = checked(&found, given, now)?;
    let met = answer.met;
    kept::put(&mut change.tx, &community, &of, &answer).await?;
    let again = match met {
        Met::NotYet
            if kept::n_asked(&mut change.tx, &community, &of, &found.me.id).await?
                < i64::from(ASKED_AGAIN.1) =>
        {
            Some(now + ASKED_AGAIN.0)
        }
        _ => None,
    };
    kept::ask_at(&mut change.tx, &community, &of, &found.me.id, again).await?;
    if let Some(due) = again {
        crate::rounds::look_after(&mut change, &community, &found.round.id, due).await?;
    }
    change.happened("answer.given", Some(&community), &of.0, ()).await?;
    let shown = shown(&mut change.tx, &found, now).await?;
    change.commit().await?;
    Ok(shown)
}

async fn may_answer(change: &mut Change, found: &Found) -> Result<()> {
    let (community, now) = (&found.me.community, change.now);
    let comes = found.kept.of.still_in().any(|member| *member == found.me.id);
    if found.kept.of.stage != Stage::On || !comes {
        return Err(Error::refused("not_on", "This match is not on: there is nothing to tell about it."));
    }
    let said = kept::of_match(&mut change.tx, community, &found.kept.of.id).await?;
    let mine = said.iter().any(|answer| answer.by == found.me.id && answer.met != Met::NotYet);
    if mine && answers::open(&said, found.kept.of.still_in().count(), now) {
        return Err(Error::refused("is_open", "What all of you said is open by now, and stays as it is."));
    }
    Ok(())
}

fn checked(found: &Found, given: Given, now: Timestamp) -> Result<Answer> {
    let here: BTreeSet<&MemberId> = found.kept.of.seats.iter().map(|seat| &seat.member).collect();
    let known = |help: &Help| here.contains(&help.from) && here.contains(&help.to) && help.from != help.to;
    if given.met != Met::Yes && !given.helps.is_empty() {
        return Err(Error::field("helps", "Help passes when people meet: say that you did."));
    }
    if !given.helps.iter().all(known) || given.helps.len() > 60 {
        return Err(Error::field("helps", "Help passes between people of this match."));
    }
    let helps: BTreeSet<Help> = given.helps.into_iter().collect();
    Ok(Answer {
        by: found.me.id.clone(),
        met: given.met,
        useful: given.useful.filter(|_| given.met == Met::Yes),
        helps: helps.into_iter().collect(),
        thanks: words::paragraph("thanks", &given.thanks, 500)?,
        note: words::paragraph("note", &given.note, 2000)?,
        at: now,
    })
}

async fn shown(tx: &mut Tx, found: &Found, now: Timestamp) -> Result<Shown> {
    let me = &found.me.id;
    let said = kept::of_match(tx, &found.me.community, &found.kept.of.id).await?;
    let open = answers::open(&said, found.kept.of.still_in().count(), now);
    let (mine, others): (Vec<Answer>, Vec<Answer>) = said.into_iter().partition(|answer| answer.by == *me);
    let given = |answer: Answer| Given {
        met: answer.met,
        useful: answer.useful,
        helps: answer.helps,
        thanks: answer.thanks,
        note: answer.note,
    };
    let theirs = |answer: Answer| Theirs {
        by: answer.by,
        met: answer.met,
        helps: answer.helps.into_iter().filter(|help| help.from == *me || help.to == *me).collect(),
        thanks: answer.thanks,
    };
    Ok(Shown {
        mine: mine.into_iter().map(given).next(),
        open,
        others: others.into_iter().filter(|_| open).map(theirs).collect(),
    })
}

/// Asks some of a round's people whether they met. Whether there were any.
pub(crate) async fn ask(change: &mut Change, round: &Round, limit: u32) -> Result<bool> {
    let (community, now) = (&round.community, change.now);
    let some = kept::due(&mut change.tx, community, &round.id, now, limit).await?;
    for (of, member) in &some {
        kept::asked(&mut change.tx, community, of, member).await?;
        if let Some(found) = matches::find(&mut change.tx, community, of).await? {
            crate::rounds::did_you_meet(change, round, &found, member).await?;
        }
    }
    Ok(!some.is_empty())
}

/// What became of a round, in numbers. Few people are told as few, and neither how many met nor how many did not can be worked
/// out from the rest.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Figures {
    /// Matches in which everybody came.
    pub on: i64,
    /// Matches that took place, as somebody says.
    pub met: Count,
    /// The same in percent of those about which somebody said something, rounded to five.
    pub met_percent: Option<u32>,
    /// People who were helped.
    pub helped: Count,
    /// People who helped.
    pub helpers: Count,
    /// Help that passed, by kind.
    pub by_kind: BTreeMap<String, Count>,
    /// Where each number comes from.
    pub facts: Facts,
}

/// The facts of a round's figures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Facts {
    /// Matches that took place, where there are five or more, and five or more that did not or none.
    pub met: Vec<MatchId>,
    /// How many people said something, in how many matches.
    pub n_answers: Counted,
}

/// Answers, and matches that they are about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Counted {
    /// People who answered.
    pub people: u32,
    /// Matches about which somebody did.
    pub matches: u32,
}

/// What became of a round. Organisers see it.
pub async fn figures(app: &App, actor: &Actor, community: &CommunityId, id: &RoundId) -> Result<Figures> {
    let mut tx = app.look().await?;
    seat_as(&mut tx, actor, community, Role::Organiser).await?;
    rounds::find_for(&mut tx, actor.person()?, community, id).await?.ok_or(Error::NotFound)?;
    let stages: BTreeMap<String, i64> = matches::counts(&mut tx, community, id).await?.into_iter().collect();
    let all = kept::of_round(&mut tx, community, id).await?;
    Ok(counted(stages.get("on").copied().unwrap_or(0), &all))
}

fn counted(on: i64, all: &[(MatchId, Answer)]) -> Figures {
    let (mut met, mut not_met) = (Vec::new(), 0_u32);
    let mut helps: BTreeSet<(&MatchId, &Help)> = BTreeSet::new();
    let (mut people, mut n_matches) = (0, 0);
    for group in all.chunk_by(|a, b| a.0 == b.0) {
        let said: Vec<Answer> = group.iter().map(|one| one.1.clone()).collect();
        match answers::took_place(&said) {
            Some(true) => met.push(group[0].0.clone()),
            Some(false) => not_met += 1,
            None => {}
        }
        helps.extend(group.iter().flat_map(|(of, answer)| answer.helps.iter().map(move |help| (of, help))));
        people += u32::try_from(group.len()).unwrap_or(u32::MAX);
        n_matches += 1;
    }
    let n_met = u32::try_from(met.len()).unwrap_or(u32::MAX);
    let tellable = n_met >= FEW && (not_met == 0 || not_met >= FEW);
    let kinds = HelpKind::ALL.map(|kind| {
        let n = helps.iter().filter(|(_, help)| help.kind == kind).count();
        (kind.word().to_owned(), Count::of(u32::try_from(n).unwrap_or(u32::MAX)))
    });
    let distinct = |who: fn(&Help) -> &MemberId| {
        let all: BTreeSet<&MemberId> = helps.iter().map(|(_, help)| who(help)).collect();
        Count::of(u32::try_from(all.len()).unwrap_or(u32::MAX))
    };
    Figures {
        on,
        met: if tellable || n_met == 0 && not_met == 0 { Count::of(n_met) } else { Count::Few },
        met_percent: tellable.then(|| (n_met * 100 / (n_met + not_met) + 2) / 5 * 5),
        helped: distinct(|help| &help.to),
        helpers: distinct(|help| &help.from),
        by_kind: kinds.into_iter().collect(),
        facts: Facts {
            met: if tellable { met } else { Vec::new() },
            n_answers: Counted { people, matches: n_matches },
        },
    }
}
