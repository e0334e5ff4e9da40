//! Letters about introductions: one question to each side, one that joins all three, one that it is not possible now, one question
//! later whether it helped, and what came of it to whoever made it possible.
//!
//! The question is written by a job, whoever is asked: so nobody learns from an answer, or from the time it takes, who is here.

use goodword_domain::introductions::{ANSWERS, IntroductionId, Party, Stage, Which, Why};
use goodword_domain::people::{MailAddress, PersonId};
use goodword_store::introductions::{self, Kept};
use goodword_store::people;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::{making, trail};
use crate::budgets::{self, Budget, DAY};
use crate::change::Change;
use crate::error::{Error, Result};
use crate::invitations::PER_ADDRESS;
use crate::jobs::{Outcome, Task};
use crate::mail::{Block, Class, INTRODUCTION, Letter, Line, Thread};
use crate::suppressions;

/// How long a link in a letter shows something.
const HOLDS: SignedDuration = SignedDuration::from_hours(60 * 24);
/// When both are asked whether it helped.
const HELPED_AFTER: SignedDuration = SignedDuration::from_hours(30 * 24);
/// What one person has written to one address outside.
const PER_SENDER: Budget = Budget::new("introductions.sender", 1, 365 * DAY);

/// What the jobs are given.
#[derive(Serialize, Deserialize)]
struct Wish {
    introduction: String,
    version: u32,
    second: bool,
}

impl Wish {
    fn of(kept: &Kept, which: Which) -> Wish {
        let introduction = &kept.introduction;
        let second = which == Which::Second;
        Wish { introduction: introduction.id.0.clone(), version: introduction.version, second }
    }

    fn which(&self) -> Which {
        if self.second { Which::Second } else { Which::First }
    }

    /// The introduction, if its words are the same still.
    async fn find(&self, change: &mut Change) -> Result<Option<Kept>> {
        let kept = introductions::find(&mut change.tx, &IntroductionId(self.introduction.clone())).await?;
        Ok(kept.filter(|kept| kept.introduction.version == self.version))
    }
}

/// Queues the question to a side, and the end of its time.
pub(super) async fn ask(change: &mut Change, kept: &Kept, which: Which) -> Result<()> {
    let now = change.now;
    change.job("introductions.ask", Wish::of(kept, which), now, None).await?;
    change.job("introductions.wait", Wish::of(kept, which), now + ANSWERS, None).await
}

/// The job: writes the question, if it may be written; thirty days after both were joined, whether it helped.
pub(crate) async fn ask_later(task: &Task) -> Outcome {
    let wish: Wish = task.body()?;
    let mut change = task.change(&wish.introduction).await?;
    if let Some(kept) = wish.find(&mut change).await? {
        let which = wish.which();
        match kept.introduction.stage {
            Stage::Joined { .. } => ask_whether_it_helped(&mut change, &kept).await?,
            _ if kept.unheard == Some(which) => {}
            _ if kept.introduction.asked().is_some_and(|asked| asked.0 == which) => {
                write_question(&mut change, &kept, which).await?;
            }
            _ => {}
        }
    }
    Ok(change.commit().await?)
}

/// The job: seven days went by. Whatever the answer was, or whether there was one, what is written now is the same.
pub(crate) async fn wait(task: &Task) -> Outcome {
    let wish: Wish = task.body()?;
    let mut change = task.change(&wish.introduction).await?;
    if let Some(mut kept) = wish.find(&mut change).await? {
        let (which, now) = (wish.which(), change.now);
        if kept.introduction.asked().is_some_and(|asked| asked.0 == which)
            && let Some(introduction) = kept.introduction.clone().silent(now)
        {
            kept.introduction = introduction;
            introductions::save(&mut change.tx, &kept).await?;
        }
        if let Stage::Ended { by, why, .. } = kept.introduction.stage
            && by == Some(which)
            && why != Why::TakenBack
        {
            write_not_now(&mut change, &kept).await?;
        }
    }
    Ok(change.commit().await?)
}

/// Where mail reaches a party, and whether they are here.
async fn address_of(change: &mut Change, party: &Party) -> Result<Option<(MailAddress, Option<PersonId>)>> {
    let address = making::address_of(&mut change.tx, &party.who).await?;
    Ok(address.map(|address| (address, party.who.person().cloned())))
}

/// Whether the one question to somebody outside may be written: one a year from one person, two from this installation.
async fn may_ask_outside(change: &mut Change, kept: &Kept, address: &MailAddress) -> Result<bool> {
    let (app, now) = (change.app.clone(), change.now);
    let sender = format!("{} {}", kept.introduction.introducer, address.key());
    for (budget, subject) in [(PER_SENDER, sender), (PER_ADDRESS, address.key())] {
        match budgets::spend(&mut change.tx, &app, budget, &subject, now).await {
            Ok(()) => {}
            Err(Error::TooOften(_)) => return Ok(false),
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}

async fn write_question(change: &mut Change, kept: &Kept, which: Which) -> Result<()> {
    let party = kept.introduction.side(which);
    let Some((address, person)) = address_of(change, party).await? else { return Ok(()) };
    let app = change.app.clone();
    if suppressions::holds(&mut change.tx, &app, &address).await?
        || (person.is_none() && !may_ask_outside(change, kept, &address).await?)
    {
        return Ok(());
    }
    let introducer = &kept.introducer_name;
    let mut body = vec![
        say(format!("{introducer} would like to bring you together with somebody, and writes:")),
        Block::Quote(party.told.clone()),
        button(change, kept, which, "Yes, no, or not now").await?,
        say("Neither of you sees anything of the other before both said yes. A no is quiet and needs no reason. Without an \
             answer the question ends after seven days."
            .to_owned()),
    ];
    if person.is_none() {
        let never = suppressions::secret(&mut change.tx, &app, &address).await?;
        body.push(say(format!(
            "{introducer} gave this address to {} for this one question. We do not remind you.",
            app.house.url
        )));
        body.push(Block::Button {
            label: "Never write to me again".to_owned(),
            url: format!("{}/never-again/{}", app.house.url, never.reveal()),
        });
    }
    let subject = format!("{introducer} would like to introduce you to somebody");
    post(change, address, person, &subject, body).await
}

/// The letter that joins all who have an address; and a question for later.
pub(super) async fn join(change: &mut Change, kept: &Kept) -> Result<()> {
    let introduction = &kept.introduction;
    let mut to = Vec::new();
    for which in Which::BOTH {
        let party = introduction.side(which);
        if let Some((address, _)) = address_of(change, party).await? {
            to.push((Line::new(&party.name), address));
        }
    }
    let introducer = people::find(&mut change.tx, &introduction.introducer).await?;
    let cc = introducer.map(|person| (Line::new(&kept.introducer_name), person.address));
    let [first, second] = introduction.sides.each_ref().map(|party| party.name.clone());
    let mut body = vec![say(format!(
        "{first} and {second}: {} brings you together, and both of you said yes. Answer to all to begin.",
        kept.introducer_name
    ))];
    for party in introduction.sides.iter().filter(|party| !party.reach.is_empty()) {
        body.extend([say(format!("{} adds:", party.name)), Block::Quote(party.reach.clone())]);
    }
    let thread = Thread { id: format!("introduction-{}", introduction.id), to, cc: cc.into_iter().collect() };
    if let Some((_, address)) = thread.to.first().cloned() {
        let subject = format!("{first}, meet {second}");
        let letter = letter(address, None, &subject, body);
        change.post_to_all(&letter, &thread).await?;
    }
    let due = change.now + HELPED_AFTER;
    change.job("introductions.ask", Wish::of(kept, Which::First), due, None).await
}

async fn write_not_now(change: &mut Change, kept: &Kept) -> Result<()> {
    let introduction = &kept.introduction;
    let [first, second] = introduction.sides.each_ref().map(|party| party.name.clone());
    if let Some(person) = people::find(&mut change.tx, &introduction.introducer).await? {
        let text = format!(
            "The introduction of {first} and {second} is not possible now. There is nothing you need to do."
        );
        let subject = format!("Not possible now: {first} and {second}");
        post(change, person.address, Some(person.id), &subject, vec![say(text)]).await?;
    }
    if let Stage::Ended { after_yes: true, .. } = introduction.stage
        && let Some((address, person)) = address_of(change, introduction.side(Which::First)).await?
    {
        let text = format!(
            "The introduction that {} had in mind is not possible now. Nothing of you was shown to anybody.",
            kept.introducer_name
        );
        let subject = format!("Not possible now: an introduction by {}", kept.introducer_name);
        post(change, address, person, &subject, vec![say(text)]).await?;
    }
    Ok(())
}

async fn ask_whether_it_helped(change: &mut Change, kept: &Kept) -> Result<()> {
    for which in Which::BOTH {
        let party = kept.introduction.side(which);
        if party.outcome != super::Outcome::Nothing {
            continue;
        }
        let Some((address, person)) = address_of(change, party).await? else { continue };
        let other = &kept.introduction.side(which.other()).name;
        let body = vec![
            say(format!(
                "A month ago {} brought you together with {other}. Did it help?",
                kept.introducer_name
            )),
            button(change, kept, which, "Say what came of it").await?,
            say("We ask once. What you say goes to whoever introduced you, and to nobody else.".to_owned()),
        ];
        let subject = format!("Did it help? You and {other}");
        post(change, address, person, &subject, body).await?;
    }
    Ok(())
}

/// Tells the introducer that it helped, and whoever made this introduction possible that theirs led further.
pub(super) async fn helped(
    change: &mut Change,
    kept: &Kept,
    which: Which,
    thanks: Option<&str>,
) -> Result<()> {
    let introduction = &kept.introduction;
    let (party, other) = (introduction.side(which), introduction.side(which.other()));
    if let Some(person) = people::find(&mut change.tx, &introduction.introducer).await? {
        let mut body = vec![say(format!("{} says that meeting {} helped.", party.name, other.name))];
        body.extend(thanks.map(|thanks| Block::Quote(thanks.to_owned())));
        let subject = format!("It helped: {} and {}", party.name, other.name);
        post(change, person.address, Some(person.id), &subject, body).await?;
    }
    for upstream in trail::above(&mut change.tx, &introduction.id).await? {
        let maker = upstream.introduction.introducer.clone();
        if maker == introduction.introducer {
            continue;
        }
        let Some(person) = people::find(&mut change.tx, &maker).await? else { continue };
        let [first, second] = upstream.introduction.sides.each_ref().map(|party| party.name.clone());
        let text = format!(
            "You once brought {first} and {second} together. That made another introduction possible, and it helped. Thank you."
        );
        post(
            change,
            person.address,
            Some(person.id),
            "What came of an introduction of yours",
            vec![say(text)],
        )
        .await?;
    }
    Ok(())
}

fn say(text: String) -> Block {
    Block::Paragraph(text)
}

async fn button(change: &mut Change, kept: &Kept, which: Which, label: &str) -> Result<Block> {
    let (secret, until) = (change.app.chance.secret(), change.now + HOLDS);
    introductions::link(&mut change.tx, &kept.introduction, which, &secret.hash(), until).await?;
    let url = format!("{}/introductions/answer/{}", change.app.house.url, secret.reveal());
    Ok(Block::Button { label: label.to_owned(), url })
}

fn letter(to: MailAddress, person: Option<PersonId>, subject: &str, body: Vec<Block>) -> Letter {
    let (class, what, subject) = (Class::HumanVisible, INTRODUCTION, Line::new(subject));
    Letter { class, what, community: None, person, to, subject, body }
}

async fn post(
    change: &mut Change,
    to: MailAddress,
    person: Option<PersonId>,
    subject: &str,
    body: Vec<Block>,
) -> Result<()> {
    let app = change.app.clone();
    match suppressions::holds(&mut change.tx, &app, &to).await? {
        true => Ok(()),
        false => change.post(&letter(to, person, subject, body)).await,
    }
}
