//! Times of day as people read them, in a time zone that is named beside them.

use goodword_domain::times::{Slot, instant};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// How long a meeting takes whose end nobody said.
const MINUTES: i64 = 60;

/// A span of time on one day, as it is read somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// When it begins, for forms.
    pub value: String,
    /// On which day.
    pub day: Date,
    /// From, as a clock shows it.
    pub from: String,
    /// Until.
    pub to: String,
}

impl Time {
    /// A span as it is read in a zone.
    pub fn of(slot: Slot, zone: &TimeZone) -> Time {
        let clock = |at: Timestamp| at.to_zoned(zone.clone()).strftime("%H:%M").to_string();
        Time {
            value: slot.from.to_string(),
            day: day(slot.from, zone),
            from: clock(slot.from),
            to: clock(slot.to),
        }
    }
}

/// The zone of this name; the world's, if it is not known.
pub fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

/// The day on which an instant falls.
pub fn day(at: Timestamp, zone: &TimeZone) -> Date {
    at.to_zoned(zone.clone()).date()
}

/// The last day before an instant: of a span that ends at midnight, the day that people mean.
pub fn last_day(until: Timestamp, zone: &TimeZone) -> Date {
    day(until - SignedDuration::from_secs(1), zone)
}

/// What a field for a local day and time says, as a span of an hour; none if it says no time.
pub fn slot(typed: &str, zone: &TimeZone) -> Option<Slot> {
    let local: DateTime = typed.parse().ok()?;
    let minute = u16::try_from(local.hour()).ok()? * 60 + u16::try_from(local.minute()).ok()?;
    let from = instant(local.date(), minute, zone)?;
    Some(Slot { from, to: from + SignedDuration::from_mins(MINUTES) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_meant_in_the_readers_zone() {
        let berlin = zone("Europe/Berlin");
        let typed = slot("2026-06-10T12:15", &berlin).unwrap();
        assert_eq!(typed.from.to_string(), "2026-06-10T10:15:00Z");
        let read = Time::of(typed, &berlin);
        assert_eq!((read.from.as_str(), read.to.as_str()), ("12:15", "13:15"));
        assert_eq!(slot("lunch", &berlin), None);
        assert_eq!(last_day("2026-06-10T22:00:00Z".parse().unwrap(), &berlin).to_string(), "2026-06-10");
    }
}
