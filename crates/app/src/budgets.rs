//! Budgets: how often something may be done in a span of time.
//!
//! *Idea.* Time is cut into sixty parts of the span, each part has a count, and whatever may still lie within the last span counts:
//! so no span of that length, wherever it begins, holds more than the limit. The price is that a place becomes free up
//! to a sixtieth later than it could. Counts lie in the database: restarts forget nothing, instances count together.

use goodword_domain::people::MailAddress;
use goodword_store::Tx;
use goodword_store::budgets::{self, Account};
use jiff::{SignedDuration, Timestamp};

use crate::error::{Error, Result};
use crate::house::App;
use crate::keyed;

/// How often something may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// What: `sign_in.address`.
    pub name: &'static str,
    /// How often in any span of this length.
    pub limit: u32,
    /// The span.
    pub per: SignedDuration,
}

/// The purpose of the hash that says in which counts an address stands.
const ABOUT: &str = "budgets about";

/// Seconds of a day.
pub(crate) const DAY: i64 = 86_400;

impl Budget {
    /// A budget for a span of so many seconds.
    pub const fn new(name: &'static str, limit: u32, seconds: i64) -> Budget {
        Budget { name, limit, per: SignedDuration::from_secs(seconds) }
    }
}

/// Spends one of a budget, or says in how many seconds one can be spent again. The subject is kept as a keyed hash.
pub async fn spend(tx: &mut Tx, app: &App, budget: Budget, subject: &str, now: Timestamp) -> Result<()> {
    spend_as(tx, app, budget, (subject, None), now).await
}

/// The same for a subject in which somebody's address stands: the count goes when they are erased.
pub async fn spend_on(
    tx: &mut Tx,
    app: &App,
    budget: Budget,
    subject: &str,
    address: &MailAddress,
    now: Timestamp,
) -> Result<()> {
    let about = keyed::word(tx, app, ABOUT, &address.key()).await?;
    spend_as(tx, app, budget, (subject, Some(&about)), now).await
}

/// Forgets every count in which this address stands.
pub(crate) async fn forget(tx: &mut Tx, app: &App, address_key: &str) -> Result<()> {
    let about = keyed::word(tx, app, ABOUT, address_key).await?;
    Ok(budgets::forget_about(tx, &about).await?)
}

async fn spend_as(
    tx: &mut Tx,
    app: &App,
    budget: Budget,
    (subject, about): (&str, Option<&str>),
    now: Timestamp,
) -> Result<()> {
    let hashed = keyed::word(tx, app, budget.name, subject).await?;
    let account = Account { name: budget.name, subject: &hashed, about };
    tx.queue(&format!("budget:{}:{hashed}", budget.name)).await?;
    let part = (budget.per.as_micros() / 60).max(1) as i64;
    let counts = budget.per + SignedDuration::from_micros(part);
    let mut spent = budgets::spent(tx, account, now - counts).await?;
    // A clock that once ran ahead must not close a door for longer than the span.
    spent.retain(|(began, _)| *began <= now + budget.per);
    if let Some(free) = free_at(&spent, budget.limit, counts) {
        let seconds = (free.as_microsecond() - now.as_microsecond()).div_euclid(1_000_000) + 1;
        return Err(Error::TooOften(u32::try_from(seconds).unwrap_or(1)));
    }
    let micros = now.as_microsecond();
    let began = Timestamp::from_microsecond(micros - micros.rem_euclid(part)).unwrap_or(now);
    Ok(budgets::spend(tx, account, began, began + counts).await?)
}

/// When enough of what was spent counts no more; nothing, if there is room now.
fn free_at(spent: &[(Timestamp, i64)], limit: u32, counts: SignedDuration) -> Option<Timestamp> {
    let mut n: i64 = spent.iter().map(|(_, n)| n).sum();
    let mut free = None;
    for (began, here) in spent {
        if n < i64::from(limit) {
            break;
        }
        n -= here;
        free = Some(*began + counts);
    }
    free
}
