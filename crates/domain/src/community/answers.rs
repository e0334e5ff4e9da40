//! Which offers answer which asks: the facts behind a reason, and behind the counts of a round.

use super::wordings::Wording;
use super::{Community, Seat};
use crate::help::HelpKind;
use crate::members::Entry;

/// An ask of one member that an offer of another answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Position in the asking member's list of asks.
    pub ask: usize,
    /// Position in the offering member's list of offers.
    pub offer: usize,
    /// How near they are, `0..=1`.
    pub strength: f64,
    /// Which kind of help it is.
    pub kind: HelpKind,
    /// One of the two said so; otherwise it is what the wording suggests.
    pub stated: bool,
}

impl Community<'_> {
    /// Every ask of `receiver` with the giver's nearest offer to it, strongest first.
    pub fn answers(&self, giver: Seat, receiver: Seat) -> Vec<Answer> {
        let mut answers = Vec::new();
        for (ask, entry) in self.members[receiver].asks.iter().enumerate() {
            let Some(wording) = self.wording(&self.asks, &self.standing[receiver].asks, entry) else {
                continue;
            };
            let links = &self.asks[wording as usize].links;
            let nearest = self.members[giver]
                .offers
                .iter()
                .enumerate()
                .filter_map(|(offer, entry)| {
                    let id = self.wording(&self.offers, &self.standing[giver].offers, entry)?;
                    let link = links.binary_search_by_key(&id, |&(offer, _)| offer).ok()?;
                    Some((offer, id, links[link].1))
                })
                .reduce(|best, next| if next.2 > best.2 { next } else { best });
            if let Some((offer, id, strength)) = nearest {
                let stated = entry.kind.or(self.members[giver].offers[offer].kind);
                let kind = stated.unwrap_or_else(|| self.suggested(wording, id));
                answers.push(Answer { ask, offer, strength, kind, stated: stated.is_some() });
            }
        }
        answers.sort_by(|x, y| y.strength.total_cmp(&x.strength));
        answers
    }

    /// The number of this entry among the member's own wordings.
    fn wording(&self, wordings: &[Wording], own: &[u32], entry: &Entry) -> Option<u32> {
        let same = |id: &&u32| {
            let wording = &wordings[**id as usize];
            wording.reading.text() == entry.text && entry.kind.is_none_or(|kind| kind == wording.kind)
        };
        own.iter().find(same).copied()
    }

    /// The kind that the wording of an ask suggests, else that of the offer.
    fn suggested(&self, ask: u32, offer: u32) -> HelpKind {
        let (ask, offer) = (self.kind(ask), self.offers[offer as usize].kind);
        if ask == HelpKind::Advice { offer } else { ask }
    }

    /// For one member: may others answer an ask of theirs, and may they answer one of others', usefully?
    /// `(helped[v], helps[v])` by seat.
    pub fn usefully(&self, seat: Seat) -> (Vec<bool>, Vec<bool>) {
        let mut helped = vec![false; self.n()];
        let mut helps = vec![false; self.n()];
        let useful = |links: &[(u32, f64)]| -> Vec<u32> {
            links.iter().filter(|link| link.1 >= self.dials.useful).map(|link| link.0).collect()
        };
        for &ask in &self.standing[seat].asks {
            for offer in useful(&self.asks[ask as usize].links) {
                self.offers[offer as usize]
                    .members
                    .iter()
                    .for_each(|&v| helped[v as usize] = v as usize != seat);
            }
        }
        for &offer in &self.standing[seat].offers {
            for ask in useful(&self.offers[offer as usize].links) {
                self.asks[ask as usize].members.iter().for_each(|&v| helps[v as usize] = v as usize != seat);
            }
        }
        (helped, helps)
    }
}
