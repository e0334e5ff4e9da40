//! Rounds so large that only the most promising pairs are weighed: the same rules hold.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use goodword_domain::members::Member;
use goodword_domain::rounds::{Met, Odd, Past, RoundPlan, Settings, plan};
use goodword_language::{Language, Lexicon};
use jiff::civil::date;

static LANGUAGE: LazyLock<Language> = LazyLock::new(Language::standard);

/// Invented members with three asks and five offers each, one in seven of whom asks for nothing.
fn members(n: usize) -> Vec<Member> {
    let lexicon = Lexicon::standard();
    let concepts: Vec<_> = lexicon.concepts().step_by(9).collect();
    let member = |i: usize| {
        let concept = |k: usize| concepts[(i * 31 + k * k * 17 + k) % concepts.len()];
        let mut member = Member::named(&format!("m{i}"), &format!("Member {i}"));
        let offers: Vec<&str> = (0..5).filter_map(|k| concept(k).offer.first()).map(String::as_str).collect();
        let asks: Vec<&str> = (5..8).filter_map(|k| concept(k).ask.first()).map(String::as_str).collect();
        member = member.offering(&offers);
        if i.is_multiple_of(7) { member } else { member.asking(&asks) }
    };
    (0..n).map(member).collect()
}

fn round(members: &[Member], past: &Past, odd: Odd, threads: usize) -> RoundPlan {
    let settings = Settings { threads, odd, ..Settings::on(date(2026, 5, 4)) };
    plan(&LANGUAGE, members, past, &[], &settings, &())
}

/// Rules 1 and 2: everybody has a table, none meets somebody from within the window, whatever the number of threads;
/// and help is far from chance.
#[test]
fn in_a_large_round_everybody_is_matched_and_nobody_again() {
    let members = members(2_101);
    let first = round(&members, &Past::default(), Odd::Trio, 2);
    assert!(first.summary.sifted && first.left_out.is_empty());
    assert!(first.summary.weight <= first.summary.upper_bound && first.summary.gap() < 0.01);
    assert!(first.summary.helped as f64 > 2.0 * first.summary.random_helped);
    let met = |table: &[usize]| -> Vec<(usize, usize)> {
        table.iter().enumerate().flat_map(|(i, a)| table[i + 1..].iter().map(|b| (*a, *b))).collect()
    };
    let pairs: BTreeSet<(usize, usize)> = first.tables.iter().flat_map(|table| met(&table.seats)).collect();
    let on = date(2026, 4, 6);
    let met_before =
        pairs.iter().map(|(a, b)| Met { a: members[*a].id.clone(), b: members[*b].id.clone(), on }).collect();
    let past = Past { met: met_before, ..Past::default() };
    let second = round(&members, &past, Odd::Rest, 1);
    assert_eq!(second.left_out.len(), 1, "the odd one rests");
    assert!(second.tables.iter().flat_map(|table| met(&table.seats)).all(|pair| !pairs.contains(&pair)));
    assert_eq!(round(&members, &past, Odd::Rest, 3), second);
}

/// Whoever the most promising pairs leave alone is found somebody among all: here two hundred people speak a language
/// of which the others know nothing, and stand far from each other in the list.
#[test]
fn whoever_remains_alone_is_found_somebody() {
    let mut members = members(2_100);
    for (i, member) in members.iter_mut().enumerate() {
        let own = if i % 10 == 0 { "Klingon" } else { "English" };
        member.languages = vec![own.to_owned()];
    }
    let round = round(&members, &Past::default(), Odd::Trio, 2);
    assert_eq!(round.left_out, []);
    let apart = |table: &[usize]| table.iter().any(|a| a % 10 == 0) && table.iter().any(|a| a % 10 > 0);
    assert!(!round.tables.iter().any(|table| apart(&table.seats)));
}
