//! The plan of a round as the plain report that files are written from.

use goodword_domain::members::Member;
use goodword_domain::reasons::Reason;
use goodword_domain::rounds::{RoundPlan, Settings, Table, Why};
use goodword_formats::match_report::{Help, LeftOut, Match, MatchReport, People, Person, RoundInfo, Summary};
use goodword_formats::members::MemberRow;

/// The report of a plan; `seconds` is what the round took, at most.
pub fn report(plan: &RoundPlan, members: &[Member], settings: &Settings, seconds: u64) -> MatchReport {
    let id = |seat: usize| members[seat].id.0.clone();
    let summary = &plan.summary;
    MatchReport {
        round: RoundInfo { seed: settings.seed, size: settings.size as u32, on: settings.on, model: None },
        matches: plan.tables.iter().map(|table| match_of(table, members)).collect(),
        left_out: plan
            .left_out
            .iter()
            .map(|left| LeftOut {
                member: id(left.seat),
                why: left.sentence.clone(),
                away: is_away(left.why),
            })
            .collect(),
        summary: Summary {
            members: summary.members,
            matched: summary.matched,
            left_out: summary.left_out,
            asking: summary.asking,
            helped: summary.helped,
            both_ways: summary.both_ways,
            random_helped: rounded(summary.random_helped, 100.0),
            random_both_ways: rounded(summary.random_both_ways, 100.0),
            weight: rounded(summary.weight, 1e6),
            upper_bound: rounded(summary.upper_bound, 1e6),
            gap: rounded(summary.gap(), 1e6),
            sifted: summary.sifted,
            seconds,
        },
    }
}

/// Did they want no meeting? Then it was not their turn to rest.
fn is_away(why: Why) -> bool {
    match why {
        Why::Paused(_) | Why::NoMeetings => true,
        Why::RestsInTurn | Why::Alone | Why::NobodyAllowed | Why::NoneFree => false,
    }
}

fn match_of(table: &Table, members: &[Member]) -> Match {
    Match {
        members: table.seats.iter().map(|&seat| members[seat].id.0.clone()).collect(),
        help: table.reasons.iter().map(|reason| help(reason, members)).collect(),
        mutual: rounded(table.mutual, 1_000.0),
        explore: table.drawn.is_some(),
        propensity: table.drawn,
        note: table.note.clone(),
    }
}

fn help(reason: &Reason, members: &[Member]) -> Help {
    Help {
        from: members[reason.from].id.0.clone(),
        to: members[reason.to].id.0.clone(),
        kind: reason.kind.word().to_owned(),
        ask: reason.ask.clone(),
        offer: reason.offer.clone(),
        strength: rounded(reason.strength, 1_000.0),
        sentence: reason.sentence.clone(),
    }
}

fn rounded(number: f64, steps: f64) -> f64 {
    (number * steps).round() / steps
}

/// What the written files may show of the members.
pub fn people(rows: &[MemberRow]) -> People {
    let person = |row: &MemberRow| Person {
        name: row.name.clone(),
        email: row.email.clone(),
        place: row.place.clone(),
        profession: row.profession.clone(),
    };
    rows.iter().map(|row| (row.id.clone(), person(row))).collect()
}
