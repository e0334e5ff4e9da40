//! Every distinct ask and offer of a community: read once, compared once.

use std::collections::BTreeMap;

use goodword_language::{Direction, Language, OfferIndex, Reading};

use super::in_parallel;
use crate::help::HelpKind;
use crate::members::{Entry, Member};
use crate::scoring::Dials;

/// One distinct ask or offer of the community.
pub(super) struct Wording {
    pub reading: Reading,
    pub kind: HelpKind,
    /// The kind was said by the member, not guessed from the wording.
    pub stated: bool,
    /// Members who have it, ascending.
    pub members: Vec<u32>,
    /// Offers that answer this ask, or asks that this offer answers, with the strength; ascending.
    pub links: Vec<(u32, f64)>,
}

/// Numbers the wordings of all members, and says which are whose.
pub(super) fn intern(
    language: &Language,
    members: &[Member],
    direction: Direction,
    entries: impl Fn(&Member) -> &[Entry],
) -> (Vec<Wording>, Vec<Vec<u32>>) {
    let mut known: BTreeMap<(String, Option<HelpKind>), u32> = BTreeMap::new();
    let mut wordings: Vec<Wording> = Vec::new();
    let mut by_member = Vec::with_capacity(members.len());
    for (seat, member) in members.iter().enumerate() {
        let mut own = Vec::new();
        for entry in entries(member) {
            let id = *known.entry((entry.text.clone(), entry.kind)).or_insert_with(|| {
                let reading = language.read(&entry.text, direction);
                let kind = entry.kind.or(reading.kind().map(HelpKind::from)).unwrap_or(HelpKind::Advice);
                let stated = entry.kind.is_some();
                wordings.push(Wording { reading, kind, stated, members: Vec::new(), links: Vec::new() });
                wordings.len() as u32 - 1
            });
            if !own.contains(&id) {
                own.push(id);
                wordings[id as usize].members.push(seat as u32);
            }
        }
        by_member.push(own);
    }
    (wordings, by_member)
}

/// Compares every distinct ask with every distinct offer, once.
pub(super) fn link(
    language: &Language,
    dials: &Dials,
    asks: &mut [Wording],
    offers: &mut [Wording],
    threads: usize,
) {
    let readings: Vec<Reading> = offers.iter().map(|offer| offer.reading.clone()).collect();
    let index = OfferIndex::new(language, readings);
    let found = in_parallel(asks.len(), threads, |ask| {
        index
            .search(language, &asks[ask].reading, dials.faint)
            .iter()
            .map(|hit| (hit.offer, hit.strength))
            .collect()
    });
    for (ask, links) in found.into_iter().enumerate() {
        let links: Vec<(u32, f64)> = links;
        for &(offer, strength) in &links {
            offers[offer as usize].links.push((ask as u32, strength));
        }
        asks[ask].links = links;
    }
}
