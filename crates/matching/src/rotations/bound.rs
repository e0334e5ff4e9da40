//! What no schedule can beat.
//!
//! Two counts. *Meetings:* all tables of all rounds hold some number of pairs; what exceeds the number of different pairs
//! that may meet are repeats. *Pigeonholes:* who sat at a table of `s` in the first round is spread over `t` tables in
//! every later one, so some of them meet again when `s > t`; that happens in every round but the first.

use super::Event;

/// At least so many repeats, whoever sits where.
pub(super) fn fewest_repeats(event: &Event) -> u64 {
    let pairs = |s: usize| (s * s.saturating_sub(1) / 2) as u64;
    let a_round: u64 = event.sizes.iter().map(|&s| pairs(s)).sum();
    let possible = pairs(event.people) - event.apart.len() as u64;
    let by_meetings = (a_round * event.rounds as u64).saturating_sub(possible);
    let again = |s: usize| {
        let (each, more) = (s / event.sizes.len(), s % event.sizes.len());
        more as u64 * pairs(each + 1) + (event.sizes.len() - more) as u64 * pairs(each)
    };
    let by_pigeonholes = event.sizes.iter().map(|&s| again(s)).sum::<u64>() * (event.rounds as u64 - 1);
    by_meetings.max(by_pigeonholes)
}

/// At most so many rounds without a repeat: everybody has `people - 1` others to meet, and every two rounds must be
/// able to part every table.
pub(super) fn most_rounds(event: &Event) -> usize {
    let smallest = event.sizes.iter().copied().min().unwrap_or(1);
    let largest = event.sizes.iter().copied().max().unwrap_or(1);
    if smallest < 2 {
        return event.rounds;
    }
    if largest > event.sizes.len() { 1 } else { (event.people - 1) / (smallest - 1) }
}
