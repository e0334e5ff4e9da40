//! The letter that asks somebody in: whether it may be written, and what it says.

use goodword_domain::communities::{Membership, Standing};
use goodword_domain::members::MemberId;
use goodword_domain::people::MailAddress;
use goodword_store::invitations::{self, Invitation};
use goodword_store::{communities, members, people};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::budgets::{self, Budget, DAY};
use crate::change::Change;
use crate::error::{Error, Result};
use crate::jobs::{Outcome, Task};
use crate::mail::{Block, Class, INVITATION, Letter, Line};
use crate::suppressions;

/// How long a link holds.
const HOLDS: SignedDuration = SignedDuration::from_hours(14 * 24);
/// What this installation writes to somebody who is not here and did not ask.
pub(crate) const PER_ADDRESS: Budget = Budget::new("invitations.address", 2, 365 * DAY);
/// What they may ask for themselves.
const ASKED: Budget = Budget::new("invitations.asked", 3, 14 * DAY);

/// What the job is given.
#[derive(Serialize, Deserialize)]
struct Wish {
    community: String,
    member: String,
}

/// Queues the letter.
pub(super) async fn have_written(change: &mut Change, invitation: &Invitation) -> Result<()> {
    let wish = Wish { community: invitation.community.0.clone(), member: invitation.member.0.clone() };
    change.job("invitations.letter", wish, change.now, None).await
}

/// Writes the letter, if it may be written.
pub(crate) async fn letter(task: &Task) -> Outcome {
    let wish: Wish = task.body()?;
    let mut change = task.change(&wish.community).await?;
    let (community, member) = (wish.community.into(), MemberId(wish.member));
    let invitation = invitations::find(&mut change.tx, &community, &member).await?;
    let seat = members::find(&mut change.tx, &community, &member).await?;
    if let (Some(invitation), Some(seat)) = (invitation, seat)
        && let Some(address) = awaited(&seat)
        && may_write(&mut change, &seat, &address).await?
    {
        write(&mut change, &invitation, address, Class::HumanVisible).await?;
    }
    Ok(change.commit().await?)
}

fn awaited(seat: &Membership) -> Option<MailAddress> {
    match (seat.standing, &seat.person) {
        (Standing::Invited { .. }, None) => seat.invited_address.clone(),
        _ => None,
    }
}

/// Whether a letter may go there: wanted, not to somebody who has a seat here, and to strangers seldom.
async fn may_write(change: &mut Change, seat: &Membership, address: &MailAddress) -> Result<bool> {
    let (app, now) = (change.app.clone(), change.now);
    if suppressions::holds(&mut change.tx, &app, address).await? {
        return Ok(false);
    }
    if let Some(person) = people::by_address(&mut change.tx, address).await? {
        let seats = members::seats(&mut change.tx, &person.id).await?;
        return Ok(seats.iter().all(|other| other.community != seat.community));
    }
    within(budgets::spend_on(&mut change.tx, &app, PER_ADDRESS, &address.key(), address, now).await)
}

fn within(spent: Result<()>) -> Result<bool> {
    match spent {
        Ok(()) => Ok(true),
        Err(Error::TooOften(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Writes once more to somebody who is not here, was asked in, and asks for a link themselves.
pub(crate) async fn write_again(change: &mut Change, address: &MailAddress) -> Result<()> {
    let (app, now) = (change.app.clone(), change.now);
    let Some(invitation) = invitations::waiting_at(&mut change.tx, address).await?.into_iter().next() else {
        return Ok(());
    };
    let unwanted = suppressions::holds(&mut change.tx, &app, address).await?;
    let key = address.key();
    if unwanted || !within(budgets::spend_on(&mut change.tx, &app, ASKED, &key, address, now).await)? {
        return Ok(());
    }
    write(change, &invitation, address.clone(), Class::MustArrive).await
}

async fn write(change: &mut Change, invitation: &Invitation, to: MailAddress, class: Class) -> Result<()> {
    let (app, now) = (change.app.clone(), change.now);
    let community = communities::find(&mut change.tx, &invitation.community).await?.ok_or(Error::NotFound)?;
    let inviter = super::seats::inviter(&mut change.tx, invitation).await?;
    let secret = app.chance.secret();
    invitations::link(&mut change.tx, invitation, &secret.hash(), now, now + HOLDS).await?;
    let never = suppressions::secret(&mut change.tx, &app, &to).await?;
    let (url, name) = (&app.house.url, &community.name);
    let say = |text: String| Block::Paragraph(text);
    let open =
        |label: &str, path: String| Block::Button { label: label.to_owned(), url: format!("{url}{path}") };
    let letter = Letter {
        class,
        what: INVITATION,
        community: Some(community.id.clone()),
        person: None,
        to,
        subject: Line::new(&format!("{inviter} invites you to {name}")),
        body: vec![
            say(format!(
                "{inviter} would like to have you in {name}, where members meet to help each other."
            )),
            open("See the invitation", format!("/invitations/{}", secret.reveal())),
            say(format!(
                "The link works for 14 days. Later, type this address at {url}/sign-in and you get a new one."
            )),
            say(format!(
                "{inviter} gave this address to {name} for this invitation. It is kept at {url} until you come or the \
                 invitation is taken back, and nobody but its organisers sees it. If you do nothing, we do not remind you."
            )),
            open("Never write to me again", format!("/never-again/{}", never.reveal())),
        ],
    };
    change.post(&letter).await
}
