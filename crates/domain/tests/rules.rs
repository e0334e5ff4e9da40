//! The product's rules that a round must keep, one test each, named after them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use goodword_domain::members::{Entry, Member, MemberId};
use goodword_domain::rounds::{self, Met, Odd, Past, Place, RoundPlan, Settings, Why};
use goodword_language::Language;
use jiff::ToSpan;
use jiff::civil::{Date, date};

static LANGUAGE: LazyLock<Language> = LazyLock::new(Language::standard);
const DAY: Date = date(2026, 3, 2);

/// A village whose people all have something to ask and to give.
fn village(n: usize) -> Vec<Member> {
    let trades = [
        ("bookkeeper", "monthly bookkeeping for small firms", "a new website for my practice"),
        ("web designer", "small fast websites", "someone to do my books"),
        ("baker", "bread and pastries before seven", "photographs of our cakes"),
        ("photographer", "product photography", "an employment contract for my first assistant"),
        ("lawyer", "employment contracts", "office cleaning twice a week"),
        ("cleaner", "office cleaning", "bread for our breakfast meetings"),
    ];
    let member = |i: usize| {
        let (profession, offer, ask) = trades[i % trades.len()];
        let mut member = Member::named(&format!("v{i:03}"), &format!("Villager{i} Invented"));
        member.profession = Some(profession.into());
        member.offering(&[offer]).asking(&[ask])
    };
    (0..n).map(member).collect()
}

fn plan(members: &[Member], past: &Past, settings: &Settings) -> RoundPlan {
    rounds::plan(&LANGUAGE, members, past, &[], settings, &())
}

fn first(members: &[Member]) -> RoundPlan {
    plan(members, &Past::default(), &Settings::on(DAY))
}

fn remember(past: &mut Past, plan: &RoundPlan, members: &[Member], on: Date) {
    for table in &plan.tables {
        for (i, &a) in table.seats.iter().enumerate() {
            for &b in &table.seats[i + 1..] {
                past.met.push(Met { a: members[a].id.clone(), b: members[b].id.clone(), on });
            }
        }
    }
    past.rested.extend(plan.left_out.iter().map(|left| (members[left.seat].id.clone(), on)));
}

fn pairs(plan: &RoundPlan) -> BTreeSet<(usize, usize)> {
    let of = |seats: &Vec<usize>| -> Vec<(usize, usize)> {
        (0..seats.len())
            .flat_map(|i| seats[i + 1..].iter().map(move |&b| (i, b)))
            .map(|(i, b)| (seats[i], b))
            .collect()
    };
    plan.tables.iter().flat_map(|table| of(&table.seats)).collect()
}

#[test]
fn rule_1_nobody_is_left_out() {
    for n in 2..40 {
        let round = first(&village(n));
        let mut seated: Vec<usize> = round.tables.iter().flat_map(|table| table.seats.clone()).collect();
        seated.sort_unstable();
        assert_eq!(seated, (0..n).collect::<Vec<_>>(), "{n} people, each at one table");
        assert!(round.left_out.is_empty());
        let sizes: Vec<usize> = round.tables.iter().map(|table| table.seats.len()).collect();
        assert_eq!(
            sizes.iter().filter(|&&size| size == 3).count(),
            n % 2,
            "an odd one makes one table of three"
        );
    }
}

#[test]
fn rule_1_whoever_meets_nobody_is_told_why() {
    let mut members = village(6);
    members[0].paused_until = Some(date(2026, 4, 1));
    members[1].capacity = Some(0);
    members[2].place = Some("Elsewhere".into());
    let settings = Settings { place: Place::Same, ..Settings::on(DAY) };
    let round = plan(&members, &Past::default(), &settings);
    let told: Vec<(usize, Why)> = round.left_out.iter().map(|left| (left.seat, left.why)).collect();
    assert_eq!(
        told[..3],
        [(0, Why::Paused(date(2026, 4, 1))), (1, Why::NoMeetings), (2, Why::NobodyAllowed)]
    );
    assert!(round.left_out[2].sentence.contains("--place any"), "{}", round.left_out[2].sentence);
    assert_eq!(round.summary.matched + round.left_out.len(), 6);
}

#[test]
fn rule_1_an_odd_one_rests_in_turn_if_the_organiser_chose_so() {
    let members = village(7);
    let mut past = Past::default();
    let mut rested = Vec::new();
    for week in 0..7 {
        let on = DAY + (week * 7).days();
        let settings = Settings { odd: Odd::Rest, repeat_weeks: 0, ..Settings::on(on) };
        let round = plan(&members, &past, &settings);
        assert_eq!(round.left_out.len(), 1);
        assert_eq!(round.left_out[0].why, Why::RestsInTurn);
        rested.push(round.left_out[0].seat);
        remember(&mut past, &round, &members, on);
    }
    rested.sort_unstable();
    assert_eq!(rested, [0, 1, 2, 3, 4, 5, 6], "everybody once before anybody twice");
}

#[test]
fn rule_2_never_the_same_pair_again_within_the_window() {
    let members = village(13);
    let (mut past, mut met) = (Past::default(), BTreeSet::new());
    for week in 0..8 {
        let on = DAY + (week * 7).days();
        let round = plan(&members, &past, &Settings::on(on));
        assert!(round.left_out.is_empty(), "week {week}: {:?}", round.left_out);
        for pair in pairs(&round) {
            assert!(met.insert(pair), "week {week}: {pair:?} met again");
        }
        remember(&mut past, &round, &members, on);
    }
}

#[test]
fn rule_2_if_that_leaves_no_one_it_says_so_and_names_the_remedy() {
    let members = village(2);
    let met = Met { a: members[0].id.clone(), b: members[1].id.clone(), on: DAY };
    let past = Past { met: vec![met], ..Past::default() };
    let later = Settings::on(DAY + 7.days());
    let round = plan(&members, &past, &later);
    assert!(round.tables.is_empty());
    assert!(round.left_out.iter().all(|left| left.why == Why::NobodyAllowed));
    assert!(round.left_out[0].sentence.contains("--repeat-weeks"), "{}", round.left_out[0].sentence);
    let relaxed = Settings { repeat_weeks: 1, ..later };
    assert_eq!(plan(&members, &past, &relaxed).tables.len(), 1, "only the organiser may relax it");
}

#[test]
fn rule_3_profession_never_excludes() {
    let mut members = village(24);
    members.iter_mut().for_each(|member| member.profession = Some("lawyer".into()));
    let round = first(&members);
    assert!(round.left_out.is_empty(), "a community of one profession is matched like any other");
    // Two of a trade who can answer each other's asks are matched before two strangers who cannot.
    let mut two = vec![
        Member::named("a", "Ana Invented").offering(&["employment contracts"]).asking(&["a new website"]),
        Member::named("b", "Ben Invented")
            .offering(&["websites for law firms"])
            .asking(&["employment contracts"]),
        Member::named("c", "Cem Invented"),
        Member::named("d", "Dua Invented"),
    ];
    two[..2].iter_mut().for_each(|member| member.profession = Some("lawyer".into()));
    assert!(pairs(&first(&two)).contains(&(0, 1)));
}

#[test]
fn rule_4_every_match_gives_its_reasons_both_ways() {
    let mut members = village(21);
    members.push(Member::named("quiet", "Quiet Invented"));
    for size in [2, 3, 4] {
        let round = plan(&members, &Past::default(), &Settings { size, ..Settings::on(DAY) });
        for table in &round.tables {
            for &from in &table.seats {
                for &to in table.seats.iter().filter(|&&to| to != from) {
                    let reason = table.reasons.iter().find(|reason| reason.from == from && reason.to == to);
                    let sentence = &reason.unwrap_or_else(|| panic!("{from} to {to}")).sentence;
                    assert!(sentence.ends_with('.') && sentence.len() > 20, "{sentence}");
                }
            }
        }
    }
}

#[test]
fn rule_14_every_number_can_be_opened() {
    let members = village(12);
    let round = first(&members);
    for reason in round.tables.iter().flat_map(|table| &table.reasons) {
        assert!((0.0..=1.0).contains(&reason.strength));
        if let (Some(ask), Some(offer)) = (&reason.ask, &reason.offer) {
            let holds = |entries: &[Entry], text: &str| entries.iter().any(|entry| entry.text == text);
            assert!(holds(&members[reason.to].asks, ask), "the ask stands in the receiver's own words");
            assert!(holds(&members[reason.from].offers, offer), "the offer stands in the giver's own words");
            assert!(reason.sentence.contains(ask.as_str()) && reason.sentence.contains(offer.as_str()));
        }
    }
    let summary = &round.summary;
    let counted = round.tables.iter().filter(|table| table.seats.len() == 2).count();
    assert!(summary.helped <= summary.asking && summary.both_ways <= counted);
    assert!(summary.weight <= summary.upper_bound + 1e-6);
}

#[test]
fn a_pair_to_keep_apart_is_kept_apart_and_shows_nowhere() {
    let members = village(2);
    let apart = [(MemberId("v000".into()), MemberId("v001".into()))];
    let round = rounds::plan(&LANGUAGE, &members, &Past::default(), &apart, &Settings::on(DAY), &());
    assert!(round.tables.is_empty());
    for left in &round.left_out {
        let other = &members[1 - left.seat].name;
        assert!(
            !left.sentence.contains(other.as_str()),
            "no sentence names whom somebody avoids: {}",
            left.sentence
        );
        assert!(!left.sentence.contains("avoid"), "{}", left.sentence);
    }
}

#[test]
fn a_newcomer_meets_somebody_who_knows_the_place() {
    let mut members: Vec<Member> =
        (0..8).map(|i| Member::named(&format!("m{i}"), &format!("P{i} Invented"))).collect();
    for (i, member) in members.iter_mut().enumerate() {
        member.newcomer = i < 4;
        member.years = Some(if i < 4 { 1 } else { 10 });
    }
    for (a, b) in pairs(&first(&members)) {
        assert!(a < 4 && b >= 4, "{a} and {b}");
    }
}
