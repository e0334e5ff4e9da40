//! Who do I know for this? For asks that I see, members of whom an offer answers them; for somebody whom I am about to meet, whom I could
//! offer to introduce.
//!
//! What it looks at is what I may see anyway: open asks and offers, and whom I know myself. It looks at nobody else's ties, yeses or
//! wishes: a suggestion that is missing would tell of them.

use std::collections::BTreeSet;

use super::ways::{OVERLAP, Pair, Way, YES, through};
use crate::community::{Answer, Community, Seat};

/// From this strength on an answer is worth a suggestion.
const USEFUL: f64 = 0.5;
/// How strong my tie is to somebody with whom I share a community and nothing else.
pub const SAME_COMMUNITY: f64 = 0.3;
/// How many suggestions there are at a time.
pub const MOST: usize = 3;

/// Two people whom I could bring together.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// Who asks.
    pub asker: Seat,
    /// Of whom an offer answers it.
    pub helper: Seat,
    /// Which offer answers which ask.
    pub answer: Answer,
    /// How much it is worth trying.
    pub worth: f64,
}

/// What I know of a community.
#[derive(Clone, Debug)]
pub struct Mine<'a> {
    /// My own seat.
    pub seat: Seat,
    /// How strong my tie to each member is, 0 to 1.
    pub ties: &'a [f64],
    /// Whom I have brought together already, lower seat first.
    pub together: &'a BTreeSet<(Seat, Seat)>,
}

/// At most three pairs of whom one can help the other, the worthiest first; everybody in at most one of them.
pub fn suggestions(community: &Community<'_>, mine: &Mine<'_>) -> Vec<Suggestion> {
    let askers: Vec<Seat> = (0..community.n()).filter(|seat| *seat != mine.seat).collect();
    chosen(&askers, community, mine)
}

/// At most three members whom I could offer to introduce to this one.
pub fn for_whom(community: &Community<'_>, mine: &Mine<'_>, asker: Seat) -> Vec<Suggestion> {
    let mut all = pairs(asker, community, mine);
    all.sort_by(worthier);
    all.truncate(MOST);
    all
}

fn chosen(askers: &[Seat], community: &Community<'_>, mine: &Mine<'_>) -> Vec<Suggestion> {
    let mut all: Vec<Suggestion> = askers.iter().flat_map(|asker| pairs(*asker, community, mine)).collect();
    all.sort_by(worthier);
    let (mut seen, mut chosen) = (BTreeSet::new(), Vec::new());
    for suggestion in all {
        let free = !seen.contains(&suggestion.asker) && !seen.contains(&suggestion.helper);
        if free && chosen.len() < MOST {
            seen.extend([suggestion.asker, suggestion.helper]);
            chosen.push(suggestion);
        }
    }
    chosen
}

fn worthier(a: &Suggestion, b: &Suggestion) -> std::cmp::Ordering {
    b.worth.total_cmp(&a.worth).then((a.asker, a.helper).cmp(&(b.asker, b.helper)))
}

/// Everybody who could help one member, other than me.
fn pairs(asker: Seat, community: &Community<'_>, mine: &Mine<'_>) -> Vec<Suggestion> {
    if community.members[asker].asks.is_empty() {
        return Vec::new();
    }
    let helpers = (0..community.n()).filter(|helper| *helper != asker && *helper != mine.seat);
    helpers
        .filter_map(|helper| {
            let answer = community.answers(helper, asker).into_iter().next()?;
            let way = Way { to_one: mine.ties[asker], to_other: mine.ties[helper], n_contacts: 1 };
            let pair = Pair {
                yes: (YES, YES),
                help: answer.strength,
                load: (0.0, 0.0),
                n_contacts: (0, 0),
                n_mutual: 1,
                closed: mine.together.contains(&(asker.min(helper), asker.max(helper))),
            };
            let worth = through(&way, &pair, OVERLAP);
            (answer.strength >= USEFUL && worth > 0.0).then_some(Suggestion { asker, helper, answer, worth })
        })
        .collect()
}
