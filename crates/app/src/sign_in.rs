//! Signing in by a mailed link.
//!
//! Asking does the same for every address: it counts, and queues a job. The job writes a letter if somebody has the address;
//! nobody who asked can see or time the difference. A link holds for ten minutes, for one use, in the browser that
//! asked; opened elsewhere it shows a code to type there (`docs/decisions/0011-links-that-sign-in.md`).

use data_encoding::BASE32_NOPAD;
use goodword_domain::people::{MailAddress, Person, PersonId};
use goodword_store::sign_ins::{self, SignIn};
use goodword_store::{people, sessions};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::Digest;

use crate::actor::{Actor, Who};
use crate::budgets::{self, Budget};
use crate::change::Change;
use crate::error::{Error, Result};
use crate::house::App;
use crate::jobs::{Outcome, Task};
use crate::mail::{Block, Class, Letter, Line, SIGN_IN};
use crate::outside::Secret;
use crate::sessions::Session;
use crate::{invitations, keyed};

/// The job that writes the letter.
pub(crate) const LETTER: &str = "sign_in.letter";
/// How long a link holds.
const HOLDS: SignedDuration = SignedDuration::from_mins(10);
/// How often a code may be guessed at.
const GUESSES: u32 = 5;
/// What one network may ask for one address.
const PER_PAIR: Budget = Budget::new("sign_in.pair", 5, 900);
/// Of which the first in an hour counts among the firsts of all networks: so nobody is kept out of their own account before
/// a hundred networks have asked for it within the hour.
const FIRST: Budget = Budget::new("sign_in.first", 1, 3600);
const FIRSTS: Budget = Budget::new("sign_in.firsts", 100, 3600);
/// And all others count here: what a box gets beyond that, whoever asks.
const PER_ADDRESS: Budget = Budget::new("sign_in.address", 20, 3600);
/// So many that a whole room can sign in over one access point.
const PER_NETWORK: Budget = Budget::new("sign_in.network", 100, 3600);

/// What the job is given.
#[derive(Serialize, Deserialize)]
struct Wish {
    address: String,
    here_hash: String,
    at: Timestamp,
}

/// Asks for a link. The secret given back is for the browser that asked, to be shown again at [`finish`]; it says nothing
/// about whether anybody has this address.
pub async fn ask(app: &App, address: &MailAddress, network: &str) -> Result<Secret> {
    let mut change = app.change(&Actor::STRANGER, format!("address:{}", address.key())).await?;
    let here = wish(&mut change, address, network).await?;
    change.commit().await?;
    Ok(here)
}

/// The same as a part of another change.
pub(crate) async fn wish(change: &mut Change, address: &MailAddress, network: &str) -> Result<Secret> {
    count(change, address, network).await?;
    let (now, app) = (change.now, change.app.clone());
    let here = app.chance.secret();
    let wish = Wish { address: address.as_str().to_owned(), here_hash: here.hash(), at: now };
    change.job(LETTER, wish, now, None).await?;
    Ok(here)
}

/// Counts an ask, or says when the next one is possible: the same for every address.
async fn count(change: &mut Change, address: &MailAddress, network: &str) -> Result<()> {
    let (key, now, app) = (address.key(), change.now, change.app.clone());
    let tx = &mut change.tx;
    budgets::spend(tx, &app, PER_NETWORK, network, now).await?;
    let pair = format!("{key} {network}");
    budgets::spend_on(tx, &app, PER_PAIR, &pair, address, now).await?;
    let total = match budgets::spend_on(tx, &app, FIRST, &pair, address, now).await {
        Ok(()) => FIRSTS,
        Err(Error::TooOften(_)) => PER_ADDRESS,
        Err(error) => return Err(error),
    };
    budgets::spend_on(tx, &app, total, &key, address, now).await
}

/// Writes the letter, if there is somebody to write to.
pub(crate) async fn letter(task: &Task) -> Outcome {
    let wish: Wish = task.body()?;
    let Ok(address) = wish.address.parse::<MailAddress>() else { return Ok(()) };
    let mut change = task.change(format!("address:{}", address.key())).await?;
    if change.now < wish.at + HOLDS {
        match people::by_address(&mut change.tx, &address).await? {
            Some(person) => mail_link(&mut change, person, wish.here_hash).await?,
            None => invitations::write_again(&mut change, &address).await?,
        }
    }
    Ok(change.commit().await?)
}

async fn mail_link(change: &mut Change, person: Person, here_hash: String) -> Result<()> {
    let secret = add(change, &person.id, Some(here_hash)).await?;
    let url = &change.app.house.url;
    let letter = Letter {
        class: Class::MustArrive,
        what: SIGN_IN,
        community: None,
        person: Some(person.id),
        to: person.address,
        subject: Line::new("Your link to sign in"),
        body: vec![
            Block::Paragraph(format!("You, or somebody who typed your address, asked to sign in at {url}.")),
            Block::Button { label: "Sign in".to_owned(), url: format!("{url}/sign-in/{}", secret.reveal()) },
            Block::Paragraph(
                "The link works once, within ten minutes, in the browser where you asked. Opened anywhere else it shows \
                 a code: type it where you asked, and tell it to nobody."
                    .to_owned(),
            ),
            Block::Paragraph("If you did not ask, do nothing. Nobody gets in without this mail.".to_owned()),
        ],
    };
    change.post(&letter).await
}

async fn add(change: &mut Change, person: &PersonId, here_hash: Option<String>) -> Result<Secret> {
    let secret = change.app.chance.secret();
    let app = change.app.clone();
    let link = SignIn {
        id: change.id(),
        person: person.clone(),
        secret_hash: secret.hash(),
        here_hash,
        code_hash: keyed::word(&mut change.tx, &app, CODE, &code(&secret)).await?,
        since: change.now,
        until: change.now + HOLDS,
    };
    sign_ins::end_before(&mut change.tx, change.now).await?;
    sign_ins::add(&mut change.tx, &link).await?;
    Ok(secret)
}

/// A link for whoever has a shell on the machine, when mail does not work: it opens in any browser.
pub async fn link(app: &App, actor: &Actor, address: &MailAddress) -> Result<Secret> {
    if actor.who != Who::Operator {
        return Err(Error::NotAllowed("Only whoever has a shell on the machine makes links for others."));
    }
    let mut change = app.change(actor, format!("address:{}", address.key())).await?;
    let person = people::by_address(&mut change.tx, address).await?.ok_or(Error::NotFound)?;
    let secret = add(&mut change, &person.id, None).await?;
    change.happened("sign_in.linked", None, &person.id.0, ()).await?;
    change.commit().await?;
    Ok(secret)
}

const CODE: &str = "sign-in code";

/// The code that stands for a link: eight letters and digits, of which none looks like another.
fn code(link: &Secret) -> String {
    let hash = sha2::Sha256::digest(format!("code {}", link.reveal()));
    BASE32_NOPAD.encode(&hash[..5])
}

/// A code as people type it: any case, with or without the dash, and 0 for O or 1 for I.
fn typed(code: &str) -> String {
    let plain = code.chars().filter(char::is_ascii_alphanumeric).map(|c| match c.to_ascii_uppercase() {
        '0' => 'O',
        '1' => 'I',
        c => c,
    });
    plain.take(9).collect()
}

/// What the page behind a link shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Peeked {
    /// A button: this browser asked for it, or any may use it.
    Here,
    /// A code, to be typed in the browser that asked.
    Elsewhere {
        /// As it is shown: `ABCD-EFGH`.
        code: String,
    },
    /// That the link was used or is too old.
    Over,
}

/// Looks at a link without touching it.
pub async fn peek(app: &App, link: &Secret, here: Option<&Secret>) -> Result<Peeked> {
    let found = sign_ins::asked_from(&mut app.look().await?, &link.hash(), app.now()).await?;
    Ok(match found {
        None => Peeked::Over,
        Some(None) => Peeked::Here,
        Some(Some(asked)) if here.is_some_and(|here| here.hash() == asked) => Peeked::Here,
        Some(Some(_)) => {
            let code = code(link);
            Peeked::Elsewhere { code: format!("{}-{}", &code[..4], &code[4..]) }
        }
    })
}

/// What somebody shows to sign in.
#[derive(Clone, Copy, Debug)]
pub enum Proof<'a> {
    /// The link, in the browser that asked.
    Link {
        /// Its secret.
        link: &'a Secret,
        /// What [`ask`] gave to this browser.
        here: Option<&'a Secret>,
    },
    /// The code, in the browser that asked.
    Code {
        /// What [`ask`] gave to this browser.
        here: &'a Secret,
        /// As it was typed.
        code: &'a str,
    },
}

/// Signs in: uses the link up and opens a session. All other links to sign in for this person end with it.
pub async fn finish(app: &App, proof: Proof<'_>, device: &str) -> Result<(Person, Session, Secret)> {
    let turn = match proof {
        Proof::Link { link, .. } => link.hash(),
        Proof::Code { here, .. } => here.hash(),
    };
    let mut change = app.change(&Actor::STRANGER, turn).await?;
    let person = match taken(&mut change, proof).await? {
        Some(id) => people::find(&mut change.tx, &id).await?,
        None => None,
    };
    let Some(person) = person else { return Err(refused(change, proof).await?) };
    sign_ins::end_all(&mut change.tx, &person.id).await?;
    let (session, secret) = crate::sessions::open(&mut change, &person.id, device).await?;
    sessions::end_before(&mut change.tx, change.now).await?;
    change.commit().await?;
    Ok((person, session, secret))
}

async fn taken(change: &mut Change, proof: Proof<'_>) -> Result<Option<PersonId>> {
    let now = change.now;
    match proof {
        Proof::Link { link, here } => {
            let here = here.map(Secret::hash).unwrap_or_default();
            Ok(sign_ins::take(&mut change.tx, &link.hash(), &here, now).await?)
        }
        Proof::Code { here, code } => {
            let app = change.app.clone();
            let hash = keyed::word(&mut change.tx, &app, CODE, &typed(code)).await?;
            sign_ins::guess(&mut change.tx, &here.hash(), GUESSES).await?;
            Ok(sign_ins::take_by_code(&mut change.tx, &here.hash(), &hash, now).await?)
        }
    }
}

/// Why it was refused. What is too old goes for good, so that no clock that is set back revives it; a guess counts.
async fn refused(mut change: Change, proof: Proof<'_>) -> Result<Error> {
    sign_ins::end_before(&mut change.tx, change.now).await?;
    let elsewhere = match proof {
        Proof::Link { link, .. } => {
            sign_ins::asked_from(&mut change.tx, &link.hash(), change.now).await?.is_some()
        }
        Proof::Code { .. } => false,
    };
    change.commit().await?;
    Ok(match proof {
        Proof::Link { .. } if elsewhere => Error::refused(
            "asked_elsewhere",
            "This link was asked for in another browser. Type its code there, or ask for a link here.",
        ),
        Proof::Link { .. } => {
            Error::refused("link_over", "This link was used or is too old. Ask for a new one.")
        }
        Proof::Code { .. } => Error::refused(
            "wrong_code",
            "This is not the code, or its time is over. Look again, or ask for a new link.",
        ),
    })
}
