//! Introductions: no path shows anything of one to the other before two yeses; and thanks along chains (P8.1 to P8.7).

use std::collections::BTreeMap;

use goodword_domain::chance::Chance;
use goodword_domain::introductions::chains::{Link, parts};
use goodword_domain::introductions::ways::{Pair, Way, overlap, through};
use goodword_domain::introductions::{
    ANSWERS, Answer, Introduction, IntroductionId, Outcome, Party, Seen, Stage, Viewer, Which, Who,
};
use goodword_domain::people::PersonId;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

fn at(hours: i64) -> Timestamp {
    Timestamp::from_second(1_780_000_000 + hours * 3600).unwrap()
}

fn party(name: &str) -> Party {
    Party {
        who: Who::Person(PersonId(name.into())),
        name: name.to_owned(),
        told: format!("what {name} is told"),
        reach: String::new(),
        outcome: Outcome::Nothing,
    }
}

fn introduction() -> Introduction {
    Introduction {
        id: IntroductionId("i".into()),
        introducer: PersonId("ada".into()),
        sides: [party("bo"), party("cy")],
        version: 1,
        made_at: at(0),
        stage: Stage::Drafted,
    }
}

/// Everything that can happen to an introduction.
#[derive(Clone, Copy, Debug)]
enum Deed {
    Send,
    Reword,
    TakeBack,
    Wait,
    Answer(Which, u8),
    Tell(Which),
}

fn deed() -> impl Strategy<Value = Deed> {
    let which = || prop::sample::select(Which::BOTH.to_vec());
    prop_oneof![
        3 => Just(Deed::Send),
        1 => Just(Deed::Reword),
        1 => Just(Deed::TakeBack),
        1 => Just(Deed::Wait),
        6 => (which(), 0..6_u8).prop_map(|(which, answer)| Deed::Answer(which, answer)),
        1 => which().prop_map(Deed::Tell),
    ]
}

fn after(introduction: &Introduction, deed: Deed, now: Timestamp) -> Introduction {
    let before = introduction.clone();
    let next = match deed {
        Deed::Send => before.sent(now).ok(),
        Deed::Reword => before.reworded(["new words".into(), "other words".into()]).ok(),
        Deed::TakeBack => before.taken_back(now).ok(),
        Deed::Wait => before.silent(now),
        Deed::Answer(which, 4) => before.answered(which, Answer::No, now).ok(),
        Deed::Answer(which, 5) => before.answered(which, Answer::NotNow, now).ok(),
        Deed::Answer(which, _) => before.answered(which, Answer::Yes { reach: "by phone".into() }, now).ok(),
        Deed::Tell(which) => before.told(which, Outcome::Helped { at: now, thanks: None, worth: 2 }).ok(),
    };
    next.unwrap_or_else(|| introduction.clone())
}

proptest! {
    /// Whatever anybody does in whatever order, one side has something of the other exactly when each said yes to the words as
    /// they stand, after being asked.
    #[test]
    fn no_path_shows_a_detail_before_two_yeses(path in prop::collection::vec((deed(), 0..60_i64), 0..20)) {
        let (mut hours, mut introduction, mut yes) = (0, introduction(), BTreeMap::new());
        for (deed, wait) in path {
            hours += wait;
            let now = at(hours);
            let before = introduction.clone();
            introduction = after(&introduction, deed, now);
            if let Deed::Answer(which, 0..=3) = deed && introduction != before {
                yes.insert(which, introduction.version);
            }
            let joined = Which::BOTH.iter().all(|which| yes.get(which) == Some(&introduction.version));
            for which in Which::BOTH {
                prop_assert_eq!(introduction.shown_to(which).is_some(), joined);
                let seen = introduction.seen_by(Viewer::Side(which), now);
                prop_assert_eq!(seen == Some(Seen::Joined), joined);
            }
            let second = introduction.seen_by(Viewer::Side(Which::Second), now);
            prop_assert!(second.is_none() || yes.get(&Which::First) == Some(&introduction.version),
                "the second knows of it before the first said yes: {:?}", introduction);
            prop_assert_eq!(before.introducer, introduction.introducer.clone());
        }
    }

    /// A no, a "not now" and silence look the same to the two others, at every moment.
    #[test]
    fn a_no_is_quiet(second in any::<bool>(), answered in 1..160_i64, looked in 0..400_i64) {
        let which = if second { Which::Second } else { Which::First };
        let mut asked = introduction().sent(at(0)).unwrap();
        if second {
            asked = asked.answered(Which::First, Answer::Yes { reach: String::new() }, at(0)).unwrap();
        }
        let no = asked.clone().answered(which, Answer::No, at(answered)).unwrap();
        let later = asked.clone().answered(which, Answer::NotNow, at(answered)).unwrap();
        let now = at(answered + looked);
        let silence = asked.clone().silent(now).unwrap_or(asked);
        for viewer in [Viewer::Introducer, Viewer::Side(which.other())] {
            prop_assert_eq!(no.seen_by(viewer, now), silence.seen_by(viewer, now));
            prop_assert_eq!(later.seen_by(viewer, now), silence.seen_by(viewer, now));
        }
        let back = |introduction: Introduction| introduction.taken_back(now).map(|back| back.seen_by(Viewer::Introducer, now));
        prop_assert_eq!(back(no), back(silence.clone()));
    }
}

/// An answer that comes too late is none.
#[test]
fn seven_days_to_answer() {
    let asked = introduction().sent(at(0)).unwrap();
    let yes = || Answer::Yes { reach: String::new() };
    assert!(asked.clone().answered(Which::First, yes(), at(0) + ANSWERS).is_err());
    assert!(asked.clone().answered(Which::Second, yes(), at(1)).is_err(), "the second is not asked yet");
    assert!(asked.clone().silent(at(0) + ANSWERS - SignedDuration::from_secs(1)).is_none());
    let over = asked.silent(at(0) + ANSWERS).unwrap();
    assert_eq!(over.seen_by(Viewer::Introducer, at(0) + ANSWERS), Some(Seen::NotNow));
    assert_eq!(
        over.seen_by(Viewer::Side(Which::Second), at(9999)),
        None,
        "who was not asked never hears of it"
    );
}

fn link(maker: usize, between: (usize, usize), lag_days: f64) -> Link {
    Link { maker, between, lag_days }
}

/// A chain of links from person 100 to person 100 + n, each made by somebody else.
fn chain(n: usize) -> Vec<Link> {
    (0..n).map(|at| link(at, (100 + at, 101 + at), 0.0)).collect()
}

/// Random links and ties among a few people.
fn game(seed: u64) -> (Vec<Link>, Vec<(usize, usize)>) {
    let mut chance = Chance::seeded(seed);
    let mut two = |n: usize| (100 + chance.below(n), 100 + chance.below(n));
    let mut links: Vec<Link> = (0..7).map(|at| link(at % 5, two(5), 0.0)).collect();
    let ties = (0..1).map(|_| two(5)).collect();
    links.retain(|link| link.between.0 != link.between.1);
    (links, ties)
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

proptest! {
    /// P8.1, P8.2, P8.6: parts sum to the value where the makers are needed and there is a way, none is negative, and twice the value is
    /// twice the parts.
    #[test]
    fn parts_sum_to_the_whole(seed in any::<u64>(), value in 0.1..100.0_f64) {
        let (links, ties) = game(seed);
        let all = parts(value, &links, &ties, (100, 104));
        let sum: f64 = all.values().sum();
        prop_assert!(close(sum, value) || close(sum, 0.0), "{all:?}");
        prop_assert!(all.values().all(|part| *part >= 0.0));
        let twice = parts(2.0 * value, &links, &ties, (100, 104));
        prop_assert!(all.iter().all(|(maker, part)| close(2.0 * part, twice[maker])));
    }

    /// P8.3: in a chain of needed links of the same age, each maker has the same part, in whatever order they stand.
    #[test]
    fn a_chain_is_shared_evenly(n in 1..8_usize, seed in any::<u64>()) {
        let mut links = chain(n);
        Chance::seeded(seed).shuffle(&mut links);
        let all = parts(1.0, &links, &[], (100, 100 + n));
        prop_assert!(all.values().all(|part| close(*part, 1.0 / n as f64)), "{all:?}");
    }

    /// P8.4: who comes between two people who knew each other already has no part.
    #[test]
    fn who_was_not_needed_has_no_part(n in 1..6_usize, between in 0..6_usize) {
        let mut links = chain(n);
        let (a, b) = (100 + between % n, 101 + between % n);
        let replaced = links[between % n].maker;
        links.push(link(50, (a, 200), 0.0));
        links.push(link(50, (200, b), 0.0));
        let all = parts(1.0, &links, &[(a, b)], (100, 100 + n));
        prop_assert!(close(all[&50], 0.0) && close(all[&replaced], 0.0), "{all:?}");
    }

    /// P8.5: a second way never raises the parts of those on the first.
    #[test]
    fn another_way_raises_nobody(n in 1..6_usize, m in 1..4_usize) {
        let before = parts(1.0, &chain(n), &[], (100, 100 + n));
        let mut links = chain(n);
        let stops: Vec<usize> = std::iter::once(100).chain(300..300 + m - 1).chain([100 + n]).collect();
        links.extend(stops.windows(2).enumerate().map(|(at, two)| link(60 + at, (two[0], two[1]), 0.0)));
        let after = parts(1.0, &links, &[], (100, 100 + n));
        prop_assert!(before.iter().all(|(maker, part)| after[maker] <= part + 1e-9));
    }

    /// P8.7: who made a link longer ago never has more for it.
    #[test]
    fn longer_ago_is_never_more(n in 2..7_usize, who in 0..7_usize, lag in 0.0..900.0_f64, more in 0.0..900.0_f64) {
        let mut links = chain(n);
        links[who % n].lag_days = lag;
        let before = parts(1.0, &links, &[], (100, 100 + n))[&(who % n)];
        links[who % n].lag_days = lag + more;
        prop_assert!(parts(1.0, &links, &[], (100, 100 + n))[&(who % n)] <= before + 1e-12);
    }
}

/// Against all orders of makers, one by one.
#[test]
fn parts_are_what_each_adds_over_all_orders() {
    for seed in 0..200 {
        let (links, ties) = game(seed);
        let all = parts(1.0, &links, &ties, (100, 104));
        let makers: Vec<usize> = all.keys().copied().collect();
        let worth = |some: &[usize]| {
            let some: Vec<Link> = links.iter().filter(|link| some.contains(&link.maker)).copied().collect();
            let mut reached = vec![100];
            for _ in 0..10 {
                for (a, b) in some.iter().map(|link| link.between).chain(ties.iter().copied()) {
                    for (a, b) in [(a, b), (b, a)] {
                        if reached.contains(&a) && !reached.contains(&b) {
                            reached.push(b);
                        }
                    }
                }
            }
            f64::from(reached.contains(&104))
        };
        let mut sums: BTreeMap<usize, f64> = makers.iter().map(|maker| (*maker, 0.0)).collect();
        let (mut orders, mut n_orders) = (vec![Vec::new()], 1.0);
        for at in 0..makers.len() {
            n_orders *= (at + 1) as f64;
            orders = orders
                .into_iter()
                .flat_map(|order: Vec<usize>| {
                    let rest =
                        makers.iter().filter(|maker| !order.contains(maker)).copied().collect::<Vec<_>>();
                    rest.into_iter().map(move |maker| [order.as_slice(), &[maker]].concat())
                })
                .collect();
        }
        for order in &orders {
            for at in 0..order.len() {
                *sums.get_mut(&order[at]).unwrap() += (worth(&order[..=at]) - worth(&order[..at])) / n_orders;
            }
        }
        for (maker, part) in &all {
            assert!(close(*part, sums[maker]), "seed {seed}: {all:?} {sums:?}");
        }
    }
}

fn some_pair() -> impl Strategy<Value = (Way, Pair, f64)> {
    let share = || 0.0..=1.0_f64;
    let way = (share(), share(), 0..500_usize).prop_map(|(to_one, to_other, n_contacts)| Way {
        to_one,
        to_other,
        n_contacts,
    });
    let pair = ((share(), share()), share(), (share(), share()), (0..500_usize, 0..500_usize), 1..60_usize)
        .prop_map(|(yes, help, load, n_contacts, n_mutual)| Pair {
            yes,
            help,
            load,
            n_contacts,
            n_mutual,
            closed: false,
        });
    (way, pair, share())
}

proptest! {
    /// P3.1: between 0 and 1, and the same for both.
    #[test]
    fn p3_1_symmetric_and_a_share((way, pair, counts) in some_pair()) {
        let worth = through(&way, &pair, counts);
        prop_assert!((0.0..=1.0).contains(&worth));
        let turned = Way { to_one: way.to_other, to_other: way.to_one, ..way };
        let mirrored = Pair {
            yes: (pair.yes.1, pair.yes.0),
            load: (pair.load.1, pair.load.0),
            n_contacts: (pair.n_contacts.1, pair.n_contacts.0),
            ..pair
        };
        prop_assert_eq!(worth, through(&turned, &mirrored, counts));
    }

    /// P3.2: stronger ties, likelier yeses and more help never lower it; more load and more contacts never raise it.
    #[test]
    fn p3_2_monotone((way, pair, counts) in some_pair(), more in 0.0..1.0_f64, people in 0..100_usize) {
        let worth = through(&way, &pair, counts) - 1e-15;
        let up = |share: f64| (share + more).min(1.0);
        let nearer = Way { to_one: up(way.to_one), ..way };
        prop_assert!(through(&nearer, &pair, counts) >= worth);
        let likelier = Pair { yes: (up(pair.yes.0), pair.yes.1), ..pair };
        prop_assert!(through(&way, &likelier, counts) >= worth);
        let helpful = Pair { help: up(pair.help), ..pair };
        prop_assert!(through(&way, &helpful, counts) >= worth);
        let lower = worth + 2e-15;
        let loaded = Pair { load: (up(pair.load.0), pair.load.1), ..pair };
        prop_assert!(through(&way, &loaded, counts) <= lower);
        let known = Pair { n_contacts: (pair.n_contacts.0 + people, pair.n_contacts.1), ..pair };
        prop_assert!(through(&way, &known, counts) <= lower);
    }

    /// P3.3: nothing through somebody who does not know one of them, of somebody who never says yes, or where it is closed.
    #[test]
    fn p3_3_nothing_where_nothing_can_be((way, pair, counts) in some_pair()) {
        prop_assert_eq!(through(&Way { to_other: 0.0, ..way }, &pair, counts), 0.0);
        prop_assert_eq!(through(&way, &Pair { yes: (pair.yes.0, 0.0), ..pair }, counts), 0.0);
        prop_assert_eq!(through(&way, &Pair { closed: true, ..pair }, counts), 0.0);
    }
}

/// P3.5: the overlap of circles helps most at ten mutual contacts, and never less than half.
#[test]
fn p3_5_overlap_has_one_top() {
    for n in 1..200_usize {
        let (here, next) = (overlap(n), overlap(n + 1));
        assert!(here >= 0.5 && if n < 10 { here < next } else { here > next }, "{n}");
    }
    assert!(close(overlap(10), 1.0));
}
