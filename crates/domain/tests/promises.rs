//! Promises: no path loses one, none shames anybody by itself, and the laws of word kept (P4.1 to P4.7).

use std::collections::BTreeMap;

use goodword_domain::chance::Chance;
use goodword_domain::help::HelpKind;
use goodword_domain::people::PersonId;
use goodword_domain::promises::trust;
use goodword_domain::promises::word_kept::{Band, Fact, PRIOR, WordKept, facts, word_kept};
use goodword_domain::promises::{Answer, Due, Promise, PromiseId, Side, Stage, Word, usual_day};
use jiff::civil::date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

const DAY: i64 = 86_400;

fn at(day: f64) -> Timestamp {
    Timestamp::from_second(1_780_000_000 + (day * DAY as f64) as i64).unwrap()
}

fn promise() -> Promise {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let on = at(7.0).to_zoned(zone.clone()).date();
    Promise {
        id: PromiseId("p".into()),
        giver: PersonId("giver".into()),
        receiver: PersonId("receiver".into()),
        kind: HelpKind::Introduction,
        what: "introduce you to a bookbinder".into(),
        given_at: at(0.0),
        due: Due::by(on, &zone, at(0.0)).unwrap(),
        read_back: None,
        word: Word::Nothing,
        answer: Answer::Nothing,
    }
}

/// Everything that can happen to a promise.
#[derive(Clone, Copy, Debug)]
enum Deed {
    Keep,
    Move,
    Release,
    Ask,
    Lapse,
    ReadBack,
    Confirm,
    Miss,
    Decline,
}

fn deed() -> impl Strategy<Value = Deed> {
    use Deed::*;
    prop::sample::select(vec![Keep, Move, Release, Ask, Lapse, ReadBack, Confirm, Miss, Decline])
}

/// What becomes of it; a deed that is refused changes nothing.
fn after(promise: &Promise, deed: Deed, now: Timestamp) -> Promise {
    let (before, zone) = (promise.clone(), TimeZone::UTC);
    let next = match deed {
        Deed::Keep => before.kept(now).ok(),
        Deed::Move => before
            .moved((now + SignedDuration::from_hours(72)).to_zoned(zone.clone()).date(), &zone, now)
            .ok(),
        Deed::Release => before.released("I cannot after all.".into(), now).ok(),
        Deed::Ask => before.asked(now),
        Deed::Lapse => before.lapsed(now),
        Deed::ReadBack => before.read_back(now).ok(),
        Deed::Confirm => before.confirmed(Some("Thank you.".into()), 2, now).ok(),
        Deed::Miss => before.missed(now).ok(),
        Deed::Decline => before.declined(now).ok(),
    };
    next.unwrap_or_else(|| promise.clone())
}

proptest! {
    /// Whatever both do in whatever order: what one side said the other never unsays, a promise that was given back or
    /// went by in silence says nothing about its giver, and nobody's own tick counts.
    #[test]
    fn no_path_shames_by_itself(path in prop::collection::vec((deed(), 0.0..3.0_f64), 0..14)) {
        let (mut now, mut promise) = (0.1, promise());
        for (deed, days) in path {
            now += days;
            let before = promise.clone();
            promise = after(&promise, deed, at(now));
            prop_assert_eq!((&promise.id, &promise.what, &promise.given_at), (&before.id, &before.what, &before.given_at));
            match deed {
                Deed::Keep | Deed::Move | Deed::Release | Deed::Ask | Deed::Lapse => prop_assert_eq!(&promise.answer, &before.answer),
                _ => prop_assert_eq!(&promise.word, &before.word),
            }
            prop_assert!(promise.due.counts_from <= promise.due.at);
            let says = &facts(std::slice::from_ref(&promise))[0];
            match promise.stage() {
                Stage::Confirmed => prop_assert!(says.as_ref().is_some_and(|fact| fact.kept >= 0.3)),
                Stage::Missed => prop_assert!(says.as_ref().is_some_and(|fact| fact.kept == 0.0)),
                _ => prop_assert!(says.is_none()),
            }
        }
    }

    /// Who speaks first makes no difference to what is made of it (G4).
    #[test]
    fn order_does_not_matter(
        first in prop::sample::select(vec![Deed::Keep, Deed::Release]),
        day in 8.0..30.0_f64,
    ) {
        let one = after(&after(&promise(), first, at(day)), Deed::Miss, at(day));
        let other = after(&after(&promise(), Deed::Miss, at(day)), first, at(day));
        prop_assert_eq!(one.stage(), other.stage());
        prop_assert_eq!(facts(&[one]), facts(&[other]));
    }
}

/// That something did not happen is shown to its giver when they spoke, too, or after 14 days; that they were asked, to nobody else.
#[test]
fn answers_are_sealed() {
    let missed = after(&promise(), Deed::Miss, at(9.0));
    assert_eq!(missed.stage(), Stage::Missed);
    assert_eq!(missed.clone().seen_by(Side::Giver, at(20.0)).stage(), Stage::Open);
    assert_eq!(missed.clone().seen_by(Side::Giver, at(23.1)).stage(), Stage::Missed);
    assert_eq!(missed.clone().seen_by(Side::Receiver, at(9.0)).stage(), Stage::Missed);
    let asked = missed.clone().asked(at(10.0)).expect("asked like everybody");
    assert_eq!(asked.seen_by(Side::Giver, at(10.0)).stage(), Stage::Asked);
    assert_eq!(after(&missed, Deed::Keep, at(10.0)).seen_by(Side::Giver, at(10.0)).stage(), Stage::Disputed);
    let asked = promise().asked(at(9.0)).unwrap();
    assert_eq!(asked.clone().seen_by(Side::Receiver, at(9.0)).stage(), Stage::Open);
    assert_eq!(asked.lapsed(at(16.0)).unwrap().seen_by(Side::Receiver, at(16.0)).stage(), Stage::Open);
}

/// A day that was moved in time is as good as one that was said at first; one that was moved too late still counts as late.
#[test]
fn a_day_moved_in_time_is_as_good_as_the_first() {
    let in_time = after(&promise(), Deed::Move, at(6.0));
    let kept = in_time.kept(at(8.0)).unwrap().confirmed(None, 1, at(9.0)).unwrap();
    assert_eq!(facts(&[kept])[0].as_ref().unwrap().kept, 1.0);
    let too_late = after(&promise(), Deed::Move, at(13.0));
    let kept = too_late.kept(at(14.5)).unwrap().confirmed(None, 1, at(15.0)).unwrap();
    assert!(facts(&[kept])[0].as_ref().unwrap().kept < 0.6);
}

/// Reminders come at half time and a day before, and where these would be too close, only the day before.
#[test]
fn reminders_come_in_time() {
    let promise = promise();
    let (half, before) = promise.reminders(promise.given_at);
    assert_eq!(before.unwrap(), promise.due.at - SignedDuration::from_hours(24));
    assert!(half.unwrap() < before.unwrap() - SignedDuration::from_hours(24));
    assert_eq!(promise.reminders(at(6.9)).0, None);
    assert_eq!(promise.reminders(promise.due.at).1, None);
}

/// An introduction has three days, and nobody is asked to work on a Sunday.
#[test]
fn usual_days() {
    assert_eq!(usual_day(HelpKind::Introduction, date(2026, 6, 1)), date(2026, 6, 4));
    assert_eq!(usual_day(HelpKind::Introduction, date(2026, 6, 3)), date(2026, 6, 8));
    assert_eq!(usual_day(HelpKind::Advice, date(2026, 6, 7)), date(2026, 6, 15));
}

/// What is done within the hour, or in the same words again, is no promise kept.
#[test]
fn trifles_weigh_nothing() {
    let confirmed = |given: f64, confirmed: f64, what: &str| Promise {
        given_at: at(given),
        what: what.to_owned(),
        answer: Answer::Confirmed { at: at(confirmed), thanks: None, size: 1 },
        ..promise()
    };
    let all = [
        confirmed(0.0, 0.01, "hold the door"),
        confirmed(1.0, 2.0, "Send you the list!"),
        confirmed(0.5, 2.0, "send you  the LIST"),
        confirmed(1.0, 2.0, "lend you a ladder"),
    ];
    let counts: Vec<bool> = facts(&all).iter().map(Option::is_some).collect();
    assert_eq!(counts, [false, false, true, true]);
}

fn fact(counterpart: &str, kept: f64, size: u8, day: f64) -> Fact {
    Fact { counterpart: counterpart.to_owned(), kept, size, at: at(day) }
}

fn some_facts() -> impl Strategy<Value = Vec<Fact>> {
    let one = (0..6_u8, prop::sample::select(vec![0.0, 0.3, 0.5, 1.0]), 1..=3_u8, 0.0..1500.0_f64)
        .prop_map(|(who, kept, size, day)| fact(&format!("person {who}"), kept, size, day));
    prop::collection::vec(one, 0..40)
}

fn trusted(facts: &[Fact]) -> WordKept {
    word_kept(facts, |_| 1.0, at(1500.0))
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

proptest! {
    /// P4.1: strictly between 0 and 1, and within its own bounds.
    #[test]
    fn p4_1_between_nothing_and_certainty(facts in some_facts()) {
        let word = trusted(&facts);
        prop_assert!(0.0 < word.low && word.low < word.mean && word.mean < word.high && word.high < 1.0);
    }

    /// P4.2: a promise kept on time never lowers the mean or the lower bound, a broken one never raises them.
    #[test]
    fn p4_2_kept_raises_broken_lowers(facts in some_facts(), who in 0..7_u8, size in 1..=3_u8, day in 0.0..1500.0_f64) {
        let before = trusted(&facts);
        for (kept, up) in [(1.0, true), (0.0, false)] {
            let mut more = facts.clone();
            more.push(fact(&format!("person {who}"), kept, size, day));
            let after = trusted(&more);
            let (low, high) = if up { (before, after) } else { (after, before) };
            prop_assert!(low.mean <= high.mean + 1e-12, "{before:?} {after:?}");
            prop_assert!(low.low <= high.low + 1e-9, "{before:?} {after:?}");
        }
    }

    /// P4.3: the order in which promises stand makes no difference, to the last bit.
    #[test]
    fn p4_3_order_free(facts in some_facts(), seed in any::<u64>()) {
        let mut shuffled = facts.clone();
        Chance::seeded(seed).shuffle(&mut shuffled);
        prop_assert_eq!(trusted(&facts), trusted(&shuffled));
    }

    /// P4.5: the same record over more people is worth at least as much.
    #[test]
    fn p4_5_more_people_are_worth_more(days in prop::collection::vec(0.0..1500.0_f64, 1..20), fewer in 1..4_usize, more in 0..4_usize) {
        let spread = |over: usize| -> Vec<Fact> {
            days.iter().enumerate().map(|(n, day)| fact(&format!("person {}", n % over), 1.0, 1, *day)).collect()
        };
        // Spread over a multiple, so that each person's part is divided and none is mixed anew.
        let (few, many) = (trusted(&spread(fewer)), trusted(&spread(fewer * (more + 1))));
        prop_assert!(many.mean >= few.mean - 1e-12);
    }

    /// P4.6: a ring gets no more trust than what leads into it from outside allows, and without any, none.
    #[test]
    fn p4_6_rings_get_what_leads_into_them(seed in any::<u64>(), n in 4..30_usize, ring in 2..12_usize, bridges in 0..5_usize) {
        let mut chance = Chance::seeded(seed);
        let mut pairs = Vec::new();
        for honest in 0..n {
            for _ in 0..3 {
                pairs.push((honest, chance.below(n), 1.0 + chance.unit()));
            }
        }
        for member in n..n + ring {
            for other in n..n + ring {
                pairs.push((member, other, 100.0));
            }
        }
        let closed = trust::shares(n + ring, &pairs, &[0, 1]);
        prop_assert!(closed[n..].iter().all(|share| *share == 0.0));
        for _ in 0..bridges {
            pairs.push((chance.below(n), n + chance.below(ring), 1.0));
        }
        let shares = trust::shares(n + ring, &pairs, &[0, 1]);
        prop_assert!(near(shares.iter().sum::<f64>(), 1.0));
        let mut given = BTreeMap::new();
        for (from, to, weight) in &pairs {
            if from != to {
                *given.entry(*from).or_insert(0.0) += weight;
            }
        }
        let inflow: f64 = pairs.iter().filter(|(from, to, _)| *from < n && *to >= n)
            .map(|(from, _, weight)| shares[*from] * weight / given[from]).sum();
        let mass: f64 = shares[n..].iter().sum();
        prop_assert!(mass <= 0.85 / 0.15 * inflow + 1e-9, "mass {mass}, inflow {inflow}");
    }
}

/// P4.4: a hundred kept promises to one friend, over a quarter of a year each, are worth three; in one quarter, one.
#[test]
fn p4_4_one_friend_is_worth_three() {
    let now = at(1500.0);
    let to_one =
        |days: Vec<f64>| -> Vec<Fact> { days.into_iter().map(|day| fact("friend", 1.0, 1, day)).collect() };
    let years = word_kept(&to_one((0..100).map(|n| 1500.0 - 15.0 * f64::from(n)).collect()), |_| 1.0, now);
    assert!(near(years.weight, 3.0), "{years:?}");
    assert!(near(years.mean, (4.0 * PRIOR + 3.0) / 7.0));
    let start =
        (at(1500.0).as_second().div_euclid(90 * DAY) * 90 * DAY - at(0.0).as_second()) as f64 / DAY as f64;
    let quarter = word_kept(
        &to_one((0..100).map(|n| start + 0.5 + 0.01 * f64::from(n)).collect()),
        |_| 1.0,
        at(start + 1.6),
    );
    assert!(near(quarter.weight, 1.0), "{quarter:?}");
}

/// P4.7: of whom nothing is known, what is assumed of everybody is assumed.
#[test]
fn p4_7_newcomers_are_neutral() {
    let new = trusted(&[]);
    assert!(near(new.mean, PRIOR));
    assert!(!new.is_shown() && new.band().is_none());
}

/// The figures of the formula's own examples: two of two kept is 0.8, 29 of 30 is 0.94, each to somebody else.
#[test]
fn known_figures() {
    let now = at(0.0);
    let of = |kept: usize, all: usize| {
        let facts: Vec<Fact> = (0..all)
            .map(|n| fact(&format!("person {n}"), if n < kept { 1.0 } else { 0.0 }, 1, 0.0))
            .collect();
        word_kept(&facts, |_| 1.0, now)
    };
    assert!((of(2, 2).mean - 0.8).abs() < 0.005 && (of(2, 2).low - 0.58).abs() < 0.01);
    assert!((of(29, 30).mean - 0.94).abs() < 0.005 && (of(29, 30).low - 0.88).abs() < 0.01);
    assert_eq!(of(29, 30).band(), Some(Band::NearlyAlways));
    assert_eq!(of(4, 4).band(), None, "a band needs five people");
}

/// Twenty accounts that confirm 10,000 promises of each other gain no more than one honest person's confirmations give, and
/// never a band; and nobody honest loses by it.
#[test]
#[expect(clippy::print_stdout, reason = "the figure is to be read")]
fn a_ring_of_twenty_gains_no_more_than_one_honest_person() {
    let (honest, ring) = (60_usize, 20_usize);
    let mut chance = Chance::seeded(20);
    let mut count: BTreeMap<(usize, usize), Vec<f64>> = BTreeMap::new();
    for giver in 0..honest {
        for _ in 0..8 {
            let receiver = chance.below(honest);
            if receiver != giver {
                count.entry((giver, receiver)).or_default().push(1500.0 * chance.unit());
            }
        }
    }
    let before = words(&count, honest + ring);
    for _ in 0..10_000 {
        let (giver, receiver) = (honest + chance.below(ring), honest + chance.below(ring));
        if giver != receiver {
            count.entry((giver, receiver)).or_default().push(1500.0 * chance.unit());
        }
    }
    let after = words(&count, honest + ring);
    let one = (0..100).map(|n| fact("one", 1.0, 1, 15.0 * f64::from(n))).collect::<Vec<Fact>>();
    let one_honest = trusted(&one).mean - PRIOR;
    let gain = after[honest..].iter().map(|word| word.mean - PRIOR).fold(0.0, f64::max);
    println!(
        "20 accounts, 10,000 fake promises: the best gains {gain:.4}; one honest counterpart gives {one_honest:.4}"
    );
    assert!(gain > 0.0 && gain <= one_honest);
    assert!(after[honest..].iter().all(|word| word.band().is_none()));
    for person in 0..honest {
        assert!(near(before[person].mean, after[person].mean), "the ring moved somebody honest");
    }
}

/// Word kept of everybody, from confirmed promises by giver and receiver; the first three organise.
fn words(count: &BTreeMap<(usize, usize), Vec<f64>>, n: usize) -> Vec<WordKept> {
    let confirmations =
        count.iter().map(|((giver, receiver), days)| (*receiver, *giver, days.len().min(3) as f64));
    let weights = trust::weights(n, &confirmations.collect(), &[0, 1, 2]);
    let of = |giver: usize| {
        let given = count.range((giver, 0)..(giver + 1, 0));
        let facts: Vec<Fact> = given
            .flat_map(|((_, receiver), days)| {
                days.iter().map(|day| fact(&receiver.to_string(), 1.0, 1, *day))
            })
            .collect();
        word_kept(&facts, |name| weights[name.parse::<usize>().unwrap()], at(1500.0))
    };
    (0..n).map(of).collect()
}
