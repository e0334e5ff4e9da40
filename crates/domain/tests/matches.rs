//! Laws of a match on its way, of meetings, and of what is told afterwards: whatever people do, in whatever order.

use std::collections::BTreeSet;

use goodword_domain::answers::{self, Answer as Told, Count, Met, SEALED_FOR};
use goodword_domain::matches::{Answer, Match, MatchId, Seat, Stage};
use goodword_domain::meetings::{Meeting, Stage as MeetingStage};
use goodword_domain::members::MemberId;
use goodword_domain::rounds::stages::RoundId;
use goodword_domain::times::Slot;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

fn member(i: usize) -> MemberId {
    MemberId(format!("m{i}"))
}

fn proposed(n: usize) -> Match {
    Match {
        id: MatchId("x".into()),
        round: RoundId("r".into()),
        stage: Stage::Proposed,
        seats: (0..n).map(|i| Seat { member: member(i), answer: Answer::Unasked }).collect(),
    }
}

#[derive(Clone, Copy, Debug)]
enum Deed {
    Accept(usize),
    Decline(usize),
    Leave(usize),
    Expire,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        (0..4_usize).prop_map(Deed::Accept),
        (0..4_usize).prop_map(Deed::Decline),
        (0..4_usize).prop_map(Deed::Leave),
        Just(Deed::Expire),
    ];
    proptest::collection::vec(deed, 0..12)
}

proptest! {
    #[test]
    fn a_match_is_on_exactly_if_two_are_left_and_all_come(n in 2..5_usize, deeds in deeds()) {
        let mut now = proposed(n).asked();
        let mut freed_ever = BTreeSet::new();
        for deed in deeds {
            let before = now.clone();
            let turned = match deed {
                Deed::Accept(i) => before.clone().accepted(&member(i)),
                Deed::Decline(i) => before.clone().declined(&member(i)),
                Deed::Leave(i) => Ok(before.clone().left(&member(i))),
                Deed::Expire => Ok(before.clone().expired()),
            };
            let Ok(turned) = turned else { continue };
            now = turned.now;
            let left: Vec<Answer> = now.seats.iter().map(|s| s.answer).filter(|a| a.is_in()).collect();
            let on = left.len() >= 2 && left.iter().all(|answer| *answer == Answer::Accepted);
            prop_assert_eq!(now.stage == Stage::On, on);
            prop_assert_eq!(now.stage == Stage::Off, left.len() < 2);
            prop_assert!(before.stage != Stage::Off || now.stage == Stage::Off, "off is for ever");
            for seat in &before.seats {
                let stays = seat.answer.is_in() || now.answer_of(&seat.member) == Some(seat.answer);
                prop_assert!(stays, "a no was taken back");
            }
            for member in turned.freed {
                prop_assert!(now.answer_of(&member).unwrap().is_in(), "freed who said no");
                prop_assert!(freed_ever.insert(member), "freed twice");
            }
        }
    }

    #[test]
    fn saying_the_same_twice_is_saying_it_once(n in 2..5_usize, i in 0..2_usize, yes: bool) {
        let say = |m: Match| if yes { m.accepted(&member(i)) } else { m.declined(&member(i)) };
        let once = say(proposed(n).asked()).unwrap();
        let Ok(twice) = say(once.now.clone()) else { return Err(TestCaseError::fail("refused")) };
        prop_assert_eq!(twice.now, once.now);
        prop_assert!(twice.freed.is_empty());
    }

    /// The sequence never falls, and rises exactly when calendars must be told something else.
    #[test]
    fn calendars_are_told_what_changes(deeds in proptest::collection::vec((0..3_usize, 0..2_usize, 1..5_i64), 1..20)) {
        let all: BTreeSet<MemberId> = [member(0), member(1)].into();
        let mut now = Meeting::open(MatchId("x".into()), Vec::new());
        for (what, who, hour) in deeds {
            let before = now.clone();
            let from = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hour);
            let slot = Slot { from, to: from + SignedDuration::from_mins(60) };
            now = match what {
                0 => before.clone().offered(&member(who), vec![slot], Timestamp::UNIX_EPOCH).unwrap(),
                1 => {
                    let can: Vec<Timestamp> = before.options.iter().map(|choice| choice.at.from).collect();
                    before.clone().ticked(&member(who), &can, &all).unwrap()
                }
                _ => before.clone().moved(format!("place {hour}")).unwrap(),
            };
            let told = |meeting: &Meeting| meeting.at().map(|at| (at, meeting.place.clone()));
            let differs = told(&now).is_some() && told(&now) != told(&before);
            prop_assert_eq!(now.sequence, before.sequence + u32::from(differs));
        }
        let off = now.clone().called_off();
        prop_assert_eq!(off.sequence, now.sequence + u32::from(now.at().is_some()));
        prop_assert_eq!(off.clone().called_off(), off);
    }
}

#[test]
fn a_time_is_agreed_when_all_can() {
    let hour = |h: i64| Timestamp::UNIX_EPOCH + SignedDuration::from_hours(h);
    let slot = |h: i64| Slot { from: hour(h), to: hour(h + 1) };
    let all: BTreeSet<MemberId> = [member(0), member(1)].into();
    let meeting = Meeting::open(MatchId("x".into()), Vec::new());
    let meeting = meeting.offered(&member(0), vec![slot(9), slot(5), slot(7)], hour(0)).unwrap();
    let meeting = meeting.ticked(&member(1), &[hour(9), hour(7)], &all).unwrap();
    assert_eq!(meeting.stage, MeetingStage::Agreed { at: slot(7) }, "the earliest at which both can");
    assert!(meeting.clone().ticked(&member(1), &[hour(5)], &all).is_err(), "the others are gone");
    assert!(meeting.offered(&member(0), vec![slot(0)], hour(1)).is_err(), "not in the past");
}

fn told(i: usize, met: Met, hours: i64) -> Told {
    Told {
        by: member(i),
        met,
        useful: None,
        helps: Vec::new(),
        thanks: String::new(),
        note: String::new(),
        at: Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours),
    }
}

#[test]
fn answers_are_sealed_until_both_gave_theirs_or_a_week_has_passed() {
    let later = |d: SignedDuration| Timestamp::UNIX_EPOCH + d;
    let one = [told(0, Met::Yes, 0)];
    assert!(!answers::open(&one, 2, later(SEALED_FOR - SignedDuration::from_secs(1))));
    assert!(answers::open(&one, 2, later(SEALED_FOR)));
    assert!(answers::open(
        &[told(0, Met::Yes, 0), told(1, Met::No, 1)],
        2,
        later(SignedDuration::from_hours(1))
    ));
    let not_yet = [told(0, Met::Yes, 0), told(1, Met::NotYet, 1)];
    assert!(!answers::open(&not_yet, 2, later(SignedDuration::from_hours(1))), "not yet is no answer");
    assert_eq!(answers::took_place(&not_yet), Some(true));
    assert_eq!(answers::took_place(&[told(0, Met::NotYet, 0)]), None);
}

#[test]
fn few_are_told_as_few() {
    let counts: Vec<Count> = [0, 1, 4, 5].map(Count::of).to_vec();
    assert_eq!(counts, [Count::Exactly(0), Count::Few, Count::Few, Count::Exactly(5)]);
}
