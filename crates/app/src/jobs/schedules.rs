//! What comes round again: each period of a schedule is queued once, by whichever instance is first.

use goodword_store::{budgets, jobs, once, outbox, over};
use jiff::SignedDuration;
use jiff::tz::TimeZone;

use super::{Outcome, Task};
use crate::actor::Actor;
use crate::error::Result;
use crate::house::App;
use crate::mail;

/// Schedules: name, which is the kind of the job, too, and how long a period is.
const SCHEDULES: [(&str, Period); 2] = [("tidy", Period::Day), ("promises.weigh", Period::Day)];

/// How many past periods are remembered: so many that a clock set back a year repeats none.
const REMEMBERED: u32 = 400;

#[derive(Clone, Copy)]
enum Period {
    Day,
}

impl Period {
    /// The period that an instant is in, in universal time.
    fn at(self, now: jiff::Timestamp) -> String {
        match self {
            Period::Day => now.to_zoned(TimeZone::UTC).date().to_string(),
        }
    }
}

/// Queues the jobs of periods that have begun.
pub async fn queue_due(app: &App) -> Result<()> {
    let now = app.now();
    for (name, period) in SCHEDULES {
        let period = period.at(now);
        if jobs::has_period(&mut app.look().await?, name, &period).await? {
            continue;
        }
        let mut change = app.change(&Actor::GOODWORD, format!("schedule:{name}")).await?;
        if jobs::take_period(&mut change.tx, name, &period).await? {
            change.job(name, &period, now, None).await?;
            change.commit().await?;
        }
    }
    Ok(())
}

/// Ends, as soon as it is over, what opened a door for a time: so that no clock that is set back later opens it again.
pub async fn end_what_is_over(app: &App) -> Result<()> {
    let now = app.now();
    if over::any(&mut app.look().await?, now).await? {
        let mut change = app.take_away(&Actor::GOODWORD, "over").await?;
        over::end(&mut change.tx, now).await?;
        change.commit().await?;
    }
    Ok(())
}

/// Forgets, once a day, what has served its time. What a slice keeps for a time, it says here.
pub async fn tidy(task: &Task) -> Outcome {
    let mut change = task.change("tidy").await?;
    let days = |n: i64| SignedDuration::from_hours(24 * n);
    let now = change.now;
    once::forget_before(&mut change.tx, now - days(7)).await?;
    outbox::expire(&mut change.tx, mail::SIGN_IN, now - days(1), now).await?;
    outbox::forget_before(&mut change.tx, now - days(30)).await?;
    crate::imports::tidy(&mut change).await?;
    budgets::forget_before(&mut change.tx, now).await?;
    for (name, _) in SCHEDULES {
        jobs::forget_periods(&mut change.tx, name, REMEMBERED).await?;
    }
    Ok(change.commit().await?)
}
