//! When people can meet: hours of the week, each in its own time zone, laid over each other.
//!
//! Local times that a change of the clocks skips are taken as the next instant that exists; of those that come twice the
//! first counts. A day that a zone skips as a whole has no hours.

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp, ToSpan};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::profiles::Hours;

/// A span of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Slot {
    /// From.
    #[schemars(with = "String")]
    pub from: Timestamp,
    /// Until.
    #[schemars(with = "String")]
    pub to: Timestamp,
}

/// When somebody can meet.
#[derive(Clone, Debug)]
pub struct Free {
    /// Hours of their week; none means that they have not said, and office hours are taken.
    pub hours: Vec<Hours>,
    /// Their time zone.
    pub zone: TimeZone,
    /// Minutes that they need to get there, and back.
    pub travel_minutes: u32,
    /// When they are taken already.
    pub taken: Vec<Slot>,
}

/// What is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Not before.
    pub from: Timestamp,
    /// Over by then.
    pub until: Timestamp,
    /// How long, in minutes.
    pub minutes: u32,
    /// The time of day that suits best, in minutes after midnight.
    pub best_minute: u16,
}

/// Office hours, for those who have not said when they can: 9 to 18 o'clock, Monday to Friday.
fn office_hours() -> Vec<Hours> {
    (1..=5).map(|weekday| Hours { weekday, from_minute: 540, to_minute: 1080 }).collect()
}

/// The instant of a local time, whatever the clocks do on that day; none if the zone skips the day.
pub fn instant(day: Date, minute: u16, zone: &TimeZone) -> Option<Timestamp> {
    let next = day.tomorrow().ok()?;
    let at = match minute {
        1440.. => next.at(0, 0, 0, 0),
        _ => DateTime::from_parts(day, Time::new((minute / 60) as i8, (minute % 60) as i8, 0, 0).ok()?),
    };
    let local = zone.to_ambiguous_timestamp(at);
    let found = match local.offset() {
        AmbiguousOffset::Gap { .. } => {
            let later = local.later().ok()?;
            zone.preceding(later + SignedDuration::from_nanos(1)).next().map(|change| change.timestamp())?
        }
        _ => local.earlier().ok()?,
    };
    // Where a whole day is missing, its times would all fall on the day after.
    let landed = found.to_zoned(zone.clone()).date();
    (landed == day || landed == at.date() || (landed == next && is_end(found, day, zone))).then_some(found)
}

/// Whether an instant is the end of a day that exists: the day's last hour was skipped.
fn is_end(found: Timestamp, day: Date, zone: &TimeZone) -> bool {
    (found - SignedDuration::from_nanos(1)).to_zoned(zone.clone()).date() == day
}

/// The next time that a weekday and a time of day come round, later than `after`; in steps of weeks from `first`.
pub fn next_of(
    first: Date,
    every_weeks: u32,
    minute: u16,
    zone: &TimeZone,
    after: Timestamp,
) -> Option<(Date, Timestamp)> {
    let days = i64::from(every_weeks.max(1)) * 7;
    let today = after.to_zoned(zone.clone()).date();
    let behind = i64::from((today - first).get_days()).max(0) / days - 1;
    let mut day = first.checked_add((behind.max(0) * days).days()).ok()?;
    for _ in 0..4 {
        if let Some(at) = instant(day, minute, zone)
            && at > after
        {
            return Some((day, at));
        }
        day = day.checked_add(days.days()).ok()?;
    }
    None
}

/// The first day on or after `from` that is this weekday; 1 is Monday.
pub fn weekday_from(from: Date, weekday: u8) -> Date {
    let wanted = Weekday::from_monday_one_offset(weekday.clamp(1, 7) as i8).unwrap_or(Weekday::Monday);
    let ahead = from.weekday().until(wanted);
    from.checked_add(i64::from(ahead).days()).unwrap_or(from)
}

impl Free {
    /// When they can be at a meeting between two instants, ascending, without overlaps: travel and what is taken aside.
    pub fn slots(&self, from: Timestamp, until: Timestamp) -> Vec<Slot> {
        let hours = if self.hours.is_empty() { office_hours() } else { self.hours.clone() };
        let mut slots = Vec::new();
        let last = until.to_zoned(self.zone.clone()).date();
        let mut day = from.to_zoned(self.zone.clone()).date();
        while day <= last {
            let weekday = day.weekday().to_monday_one_offset() as u8;
            for hours in hours.iter().filter(|hours| hours.weekday == weekday) {
                let begins = instant(day, hours.from_minute, &self.zone);
                let ends = instant(day, hours.to_minute, &self.zone);
                if let (Some(begins), Some(ends)) = (begins, ends) {
                    slots.push(Slot { from: begins.max(from), to: ends.min(until) });
                }
            }
            let Ok(next) = day.tomorrow() else { break };
            day = next;
        }
        let travel = SignedDuration::from_mins(i64::from(self.travel_minutes));
        let mut slots: Vec<Slot> = merged(slots)
            .into_iter()
            .map(|slot| Slot { from: slot.from + travel, to: slot.to - travel })
            .collect();
        for taken in &self.taken {
            let away = Slot { from: taken.from - travel, to: taken.to + travel };
            slots = slots.into_iter().flat_map(|slot| without(slot, away)).collect();
        }
        slots.retain(|slot| slot.from < slot.to);
        slots
    }
}

fn merged(mut slots: Vec<Slot>) -> Vec<Slot> {
    slots.retain(|slot| slot.from < slot.to);
    slots.sort_unstable();
    let mut out: Vec<Slot> = Vec::new();
    for slot in slots {
        match out.last_mut() {
            Some(last) if slot.from <= last.to => last.to = last.to.max(slot.to),
            _ => out.push(slot),
        }
    }
    out
}

fn without(slot: Slot, away: Slot) -> [Slot; 2] {
    [Slot { to: slot.to.min(away.from), ..slot }, Slot { from: slot.from.max(away.to), ..slot }]
}

/// When all of them can.
pub fn all_free(people: &[Free], from: Timestamp, until: Timestamp) -> Vec<Slot> {
    let mut common = vec![Slot { from, to: until }];
    for free in people {
        let theirs = free.slots(from, until);
        let both = |a: &Slot| {
            let a = *a;
            theirs.iter().map(move |b| Slot { from: a.from.max(b.from), to: a.to.min(b.to) })
        };
        common = merged(common.iter().flat_map(both).collect());
    }
    common
}

/// Up to `most` times that all of them have free, on different days, each the one of its day that is nearest to the best time in
/// the first one's zone; the earliest days first.
pub fn suggested(people: &[Free], wanted: Wanted, most: usize) -> Vec<Slot> {
    let Some(first) = people.first() else { return Vec::new() };
    let long = SignedDuration::from_mins(i64::from(wanted.minutes));
    let half_an_hour = SignedDuration::from_mins(30);
    let mut best: Vec<(Date, i64, Slot)> = Vec::new();
    for free in all_free(people, wanted.from, wanted.until) {
        let mut from = on_the_half_hour(free.from, &first.zone);
        while from + long <= free.to {
            let local = from.to_zoned(first.zone.clone());
            let minute = i64::from(local.hour()) * 60 + i64::from(local.minute());
            let off = (minute - i64::from(wanted.best_minute)).abs();
            let slot = Slot { from, to: from + long };
            match best.last_mut() {
                Some((day, known, kept)) if *day == local.date() => {
                    if off < *known {
                        (*known, *kept) = (off, slot);
                    }
                }
                _ => best.push((local.date(), off, slot)),
            }
            from += half_an_hour;
        }
    }
    best.into_iter().map(|(_, _, slot)| slot).take(most).collect()
}

/// The instant itself or the next at which the clock there shows a full or a half hour.
fn on_the_half_hour(from: Timestamp, zone: &TimeZone) -> Timestamp {
    let local = from.to_zoned(zone.clone());
    let into = i64::from(local.minute() % 30) * 60 + i64::from(local.second());
    let exact = into == 0 && local.subsec_nanosecond() == 0;
    let whole = from
        - SignedDuration::from_secs(into)
        - SignedDuration::from_nanos(i64::from(local.subsec_nanosecond()));
    if exact { from } else { whole + SignedDuration::from_mins(30) }
}
