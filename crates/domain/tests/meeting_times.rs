//! Local times whatever the clocks do, and times that several people have free.

use goodword_domain::profiles::Hours;
use goodword_domain::times::{Free, Slot, Wanted, all_free, instant, next_of, suggested, weekday_from};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// Half past midnight, one and two on days on which clocks change; empty where there is no such day. The instants are those
/// of Python's zoneinfo, with skipped times taken as the next that exists, and the first of those that come twice.
#[rustfmt::skip]
const DAYS: [(&str, Date, [&str; 3]); 14] = [
    ("Europe/Berlin", date(2026, 3, 29), ["2026-03-28T23:30:00Z", "2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z"]),
    ("Europe/Berlin", date(2026, 10, 25), ["2026-10-24T22:30:00Z", "2026-10-24T23:30:00Z", "2026-10-25T00:30:00Z"]),
    ("America/New_York", date(2026, 3, 8), ["2026-03-08T05:30:00Z", "2026-03-08T06:30:00Z", "2026-03-08T07:00:00Z"]),
    ("America/New_York", date(2026, 11, 1), ["2026-11-01T04:30:00Z", "2026-11-01T05:30:00Z", "2026-11-01T07:30:00Z"]),
    ("Australia/Lord_Howe", date(2026, 10, 4), ["2026-10-03T14:00:00Z", "2026-10-03T15:00:00Z", "2026-10-03T15:30:00Z"]),
    ("Australia/Lord_Howe", date(2026, 4, 5), ["2026-04-04T13:30:00Z", "2026-04-04T14:30:00Z", "2026-04-04T16:00:00Z"]),
    ("America/Santiago", date(2026, 9, 6), ["2026-09-06T04:00:00Z", "2026-09-06T04:30:00Z", "2026-09-06T05:30:00Z"]),
    ("Asia/Beirut", date(2026, 3, 29), ["2026-03-28T22:00:00Z", "2026-03-28T22:30:00Z", "2026-03-28T23:30:00Z"]),
    ("Africa/Casablanca", date(2026, 3, 22), ["2026-03-22T00:30:00Z", "2026-03-22T01:30:00Z", "2026-03-22T02:00:00Z"]),
    ("Africa/Casablanca", date(2026, 2, 15), ["2026-02-14T23:30:00Z", "2026-02-15T00:30:00Z", "2026-02-15T01:30:00Z"]),
    ("Antarctica/Troll", date(2026, 3, 29), ["2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z"]),
    ("Antarctica/Troll", date(2026, 10, 25), ["2026-10-24T22:30:00Z", "2026-10-24T23:30:00Z", "2026-10-25T00:30:00Z"]),
    ("Pacific/Apia", date(2011, 12, 30), ["", "", ""]),
    ("Asia/Kathmandu", date(2026, 3, 29), ["2026-03-28T18:45:00Z", "2026-03-28T19:45:00Z", "2026-03-28T20:45:00Z"]),
];

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn a_local_time_is_one_instant_whatever_the_clocks_do() {
    for (name, day, expected) in DAYS {
        for (minute, expected) in [30, 90, 150].into_iter().zip(expected) {
            let found = instant(day, minute, &zone(name)).map(|at| at.to_string()).unwrap_or_default();
            assert_eq!(found, expected, "{name} {day} at minute {minute}");
        }
    }
}

/// Three years of weeks: each week's time comes once, in order, whatever instant one asks from.
#[test]
fn what_comes_round_comes_once() {
    for (name, day, _) in DAYS {
        let (zone, first) = (zone(name), weekday_from(day.saturating_sub(jiff::Span::new().days(400)), 7));
        for minute in [30, 90, 150] {
            let mut after = at("2010-01-01T00:00:00Z").max(first.to_zoned(zone.clone()).unwrap().timestamp());
            let mut days = Vec::new();
            for _ in 0..157 {
                let (on, due) = next_of(first, 1, minute, &zone, after).unwrap();
                assert!(due > after, "{name} goes back at {on}");
                let again = next_of(first, 1, minute, &zone, due - SignedDuration::from_nanos(1)).unwrap();
                assert_eq!(again, (on, due));
                days.push(on);
                after = due;
            }
            let weeks = |pair: &[Date]| (pair[1] - pair[0]).get_days();
            let odd: Vec<i32> = days.windows(2).map(weeks).filter(|days| *days != 7).collect();
            // Samoa skipped a Friday in 2011, and these are Sundays.
            assert!(odd.is_empty(), "{name}: {odd:?}");
        }
    }
}

fn free(hours: &[(u8, u16, u16)], zone_name: &str) -> Free {
    let hours =
        hours.iter().map(|&(weekday, from_minute, to_minute)| Hours { weekday, from_minute, to_minute });
    Free { hours: hours.collect(), zone: zone(zone_name), travel_minutes: 0, taken: Vec::new() }
}

#[test]
fn two_in_different_zones_meet_where_their_hours_do() {
    // Monday 1 June 2026: 12 to 14 in Berlin is 10 to 12 UTC; 6 to 9 in New York is 10 to 13.
    let berlin = free(&[(1, 720, 840)], "Europe/Berlin");
    let york = free(&[(1, 360, 480)], "America/New_York");
    let both = all_free(&[berlin.clone(), york], at("2026-05-31T00:00:00Z"), at("2026-06-08T00:00:00Z"));
    assert_eq!(both, [Slot { from: at("2026-06-01T10:00:00Z"), to: at("2026-06-01T12:00:00Z") }]);
    let never = free(&[(2, 720, 840)], "Europe/Berlin");
    assert_eq!(all_free(&[berlin, never], at("2026-05-31T00:00:00Z"), at("2026-06-08T00:00:00Z")), []);
}

#[test]
fn travel_and_what_is_taken_leave_less() {
    let mut me = free(&[(1, 660, 900)], "UTC");
    me.travel_minutes = 30;
    me.taken = vec![Slot { from: at("2026-06-01T12:00:00Z"), to: at("2026-06-01T12:30:00Z") }];
    let slots = me.slots(at("2026-06-01T00:00:00Z"), at("2026-06-02T00:00:00Z"));
    assert_eq!(slots.len(), 1, "{slots:?}");
    assert_eq!(slots[0], Slot { from: at("2026-06-01T13:00:00Z"), to: at("2026-06-01T14:30:00Z") });
}

#[test]
fn suggestions_lie_on_different_days_near_noon_within_what_all_have_free() {
    let people =
        [free(&[], "Europe/Berlin"), free(&[(2, 660, 840), (4, 600, 690), (5, 1000, 1020)], "Europe/London")];
    let wanted = Wanted {
        from: at("2026-06-01T00:00:00Z"),
        until: at("2026-06-15T00:00:00Z"),
        minutes: 60,
        best_minute: 735,
    };
    let slots = suggested(&people, wanted, 3);
    let begins: Vec<String> = slots.iter().map(|slot| slot.from.to_string()).collect();
    // Tuesday 12 in Berlin is 11 in London; Thursday 11 in Berlin is 10 there; Friday's 20 minutes are too short.
    assert_eq!(begins, ["2026-06-02T10:00:00Z", "2026-06-04T09:30:00Z", "2026-06-09T10:00:00Z"]);
    let free = all_free(&people, wanted.from, wanted.until);
    for slot in slots {
        assert!(free.iter().any(|all| all.from <= slot.from && slot.to <= all.to));
    }
}
