//! Letters: what is said to people by mail.
//!
//! A verb writes a [`Letter`] and [posts](Change::post) it: it becomes a row of the outbox in the verb's own transaction, so
//! that a letter goes out exactly if what it tells has happened. What becomes of it there is in [`sending`] and [`outbox`]; how a
//! letter looks, in `render.rs`; the mail server that takes it, in [`Post`].

mod delivery;
mod dkim;
mod line;
mod message;
pub mod outbox;
mod render;
pub mod sending;
mod settings;
mod thread;

pub use line::Line;
pub use outbox::{Waiting, release, waiting_for};
pub(crate) use render::host;
pub use settings::{Dkim, Post, Tls};
pub use thread::Thread;

use goodword_domain::communities::CommunityId;
use goodword_domain::people::{MailAddress, PersonId};
use goodword_store::outbox as kept;

use crate::change::Change;
use crate::error::Result;

/// [`Letter::what`] of a link that somebody asked for to sign in: it goes even to an address that wants no mail from here,
/// and is worth nothing an hour later.
pub const SIGN_IN: &str = "sign_in";
/// [`Letter::what`] of an invitation into a community.
pub const INVITATION: &str = "invitation";
/// [`Letter::what`] of a letter about a promise: those that wait go when one of the two is erased.
pub const PROMISE: &str = "promise";
/// [`Letter::what`] of a letter about an introduction: likewise.
pub const INTRODUCTION: &str = "introduction";

/// A letter as a verb writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// What must not happen to it.
    pub class: Class,
    /// What it is: [`SIGN_IN`], [`INVITATION`], or another closed word.
    pub what: &'static str,
    /// On behalf of which community.
    pub community: Option<CommunityId>,
    /// To which person, where it is one.
    pub person: Option<PersonId>,
    /// To which address.
    pub to: MailAddress,
    /// What it is about.
    pub subject: Line,
    /// What it says.
    pub body: Vec<Block>,
}

/// What must not happen to a letter. A mail server can vanish after it took a letter and before it said so; then it is either
/// sent again and may come twice, or not and may not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// It may come twice (with the same Message-ID), but must come: links to sign in, invitations, confirmations.
    MustArrive,
    /// It must not come twice: what one person says to another, reminders, digests.
    HumanVisible,
}

/// A part of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Some sentences of ours. Names in them become no links.
    Paragraph(String),
    /// The thing to do: opens a page of ours.
    Button {
        /// What it does.
        label: String,
        /// Under the house's own URL.
        url: String,
    },
    /// What a person wrote.
    Quote(String),
}

impl Change {
    /// Posts a letter: it goes out once all of this change is durable, and not at all if it never was.
    pub async fn post(&mut self, letter: &Letter) -> Result<()> {
        self.put_out(self.row(letter)?).await
    }

    /// Posts a letter with what calendars are told by it (RFC 6047).
    pub async fn post_with_calendar(&mut self, letter: &Letter, calendar: String) -> Result<()> {
        let row = kept::Letter { calendar: Some(calendar), ..self.row(letter)? };
        self.put_out(row).await
    }

    async fn put_out(&mut self, row: kept::Letter) -> Result<()> {
        kept::add(&mut self.tx, &row).await?;
        self.queued();
        Ok(())
    }

    /// The letter as a row of the outbox.
    fn row(&self, letter: &Letter) -> Result<kept::Letter> {
        let id = self.id();
        let rendered = render::rendered(letter, &self.app.house.url)?;
        Ok(kept::Letter {
            message_id: format!("{id}@{}", render::host(&self.app.house.url)),
            id,
            community: letter.community.clone(),
            person: letter.person.clone(),
            must_arrive: letter.class == Class::MustArrive,
            what: letter.what.to_owned(),
            to: letter.to.as_str().to_owned(),
            subject: letter.subject.as_str().to_owned(),
            plain: rendered.plain,
            html: rendered.html,
            headers: serde_json::to_string(&one_click(letter))?,
            calendar: None,
            created: self.now,
        })
    }
}

/// Where a letter's button ends all letters, mail programs offer the same beside the sender's name (RFC 8058): they send the
/// deed by themselves, over https only.
fn one_click(letter: &Letter) -> Vec<(&'static str, String)> {
    let ends_all = letter.body.iter().find_map(|block| match block {
        Block::Button { url, .. } if url.starts_with("https:") && url.contains("/never-again/") => Some(url),
        _ => None,
    });
    let Some(url) = ends_all else { return Vec::new() };
    vec![
        ("List-Unsubscribe", format!("<{url}>")),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()),
    ]
}
