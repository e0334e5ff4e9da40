//! A week as a table of hours that one can tap, and back.
//!
//! What the table cannot show, early mornings, late evenings, half hours, stays as it was until its cell is changed.

use crate::profiles::Hours;

/// The first hour of the table.
pub const FIRST_HOUR: u8 = 7;
/// The hour at which it ends.
pub const LAST_HOUR: u8 = 21;
const N_HOURS: usize = (LAST_HOUR - FIRST_HOUR) as usize;

/// Which hours of which weekdays are free.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Week([[bool; N_HOURS]; 7]);

/// Minutes after midnight, from and to.
type Span = (u16, u16);

impl Week {
    /// The table that shows these hours: a cell is free when at least half of it is.
    pub fn of(hours: &[Hours]) -> Week {
        let mut week = Week::default();
        for weekday in 1..=7 {
            let spans = spans(hours, weekday);
            for hour in FIRST_HOUR..LAST_HOUR {
                let free: u16 = within(&spans, cell(hour)).iter().map(|(from, to)| to - from).sum();
                week.set(weekday, hour, free >= 30);
            }
        }
        week
    }

    /// Whether a cell is free; cells that are not in the table are not.
    pub fn has(&self, weekday: u8, hour: u8) -> bool {
        place(weekday, hour).is_some_and(|(day, at)| self.0[day][at])
    }

    /// Says whether a cell is free; cells that are not in the table are passed over.
    pub fn set(&mut self, weekday: u8, hour: u8, free: bool) {
        if let Some((day, at)) = place(weekday, hour) {
            self.0[day][at] = free;
        }
    }

    /// The hours that this table stands for, where it was made from `before`.
    pub fn onto(&self, before: &[Hours]) -> Vec<Hours> {
        let shown = Week::of(before);
        let mut hours = Vec::new();
        for weekday in 1..=7 {
            let known = spans(before, weekday);
            let mut free = within(&known, (0, u16::from(FIRST_HOUR) * 60));
            for hour in FIRST_HOUR..LAST_HOUR {
                match self.has(weekday, hour) {
                    now if now == shown.has(weekday, hour) => free.extend(within(&known, cell(hour))),
                    true => free.push(cell(hour)),
                    false => {}
                }
            }
            free.extend(within(&known, (u16::from(LAST_HOUR) * 60, 1440)));
            let on = |(from_minute, to_minute)| Hours { weekday, from_minute, to_minute };
            hours.extend(joined(free).into_iter().map(on));
        }
        hours
    }
}

/// The free spans of one weekday, joined and in order.
pub fn spans(hours: &[Hours], weekday: u8) -> Vec<Span> {
    let of_day = hours.iter().filter(|hours| hours.weekday == weekday);
    let mut all: Vec<Span> = of_day.map(|hours| (hours.from_minute, hours.to_minute)).collect();
    all.sort_unstable();
    joined(all)
}

fn place(weekday: u8, hour: u8) -> Option<(usize, usize)> {
    let known = (1..=7).contains(&weekday) && (FIRST_HOUR..LAST_HOUR).contains(&hour);
    known.then(|| (usize::from(weekday - 1), usize::from(hour - FIRST_HOUR)))
}

fn cell(hour: u8) -> Span {
    (u16::from(hour) * 60, u16::from(hour) * 60 + 60)
}

/// What of these spans lies within one.
fn within(spans: &[Span], (from, to): Span) -> Vec<Span> {
    spans.iter().map(|span| (span.0.max(from), span.1.min(to))).filter(|(from, to)| from < to).collect()
}

/// Spans in order, those that touch as one.
fn joined(spans: Vec<Span>) -> Vec<Span> {
    let mut all: Vec<Span> = Vec::with_capacity(spans.len());
    for (from, to) in spans {
        match all.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => all.push((from, to)),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn hours() -> impl Strategy<Value = Vec<Hours>> {
        let one = (1..=7_u8, 0..1440_u16, 1..600_u16).prop_map(|(weekday, from_minute, long)| Hours {
            weekday,
            from_minute,
            to_minute: (from_minute + long).min(1440),
        });
        prop::collection::vec(one, 0..8)
    }

    fn minutes(hours: &[Hours]) -> Vec<(u8, u16)> {
        let of_day =
            |day| (0..1440).filter(move |at| spans(hours, day).iter().any(|s| s.0 <= *at && *at < s.1));
        (1..=7).flat_map(|day| of_day(day).map(move |at| (day, at))).collect()
    }

    proptest! {
        #[test]
        fn a_table_that_nobody_touched_changes_nothing(hours in hours()) {
            prop_assert_eq!(minutes(&Week::of(&hours).onto(&hours)), minutes(&hours));
        }

        #[test]
        fn what_was_tapped_is_shown_again(hours in hours(), taps in prop::collection::vec((1..=7_u8, 7..21_u8, any::<bool>()), 0..20)) {
            let mut week = Week::of(&hours);
            taps.iter().for_each(|(day, hour, free)| week.set(*day, *hour, *free));
            prop_assert_eq!(Week::of(&week.onto(&hours)), week);
        }
    }

    #[test]
    fn neighbours_become_one_span_and_what_is_outside_stays() {
        let early = Hours { weekday: 2, from_minute: 300, to_minute: 360 };
        let mut week = Week::of(&[early]);
        [12, 13].into_iter().for_each(|hour| week.set(2, hour, true));
        week.set(9, 12, true);
        let lunch = Hours { weekday: 2, from_minute: 720, to_minute: 840 };
        assert_eq!(week.onto(&[early]), [early, lunch]);
        assert!(!week.has(2, 3));
    }
}
