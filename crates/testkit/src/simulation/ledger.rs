//! What was acknowledged, kept beside the house and as simply as can be.

use std::collections::{BTreeMap, BTreeSet};

use goodword_domain::communities::{CommunityId, Role};
use goodword_domain::members::MemberId;

/// A seat that somebody took.
#[derive(Clone, Debug)]
pub struct Seat {
    pub id: MemberId,
    pub role: Role,
    pub suspended: bool,
}

type Place = (CommunityId, String);

/// Who sits where, who said what, who would rather not meet whom; people by their addresses.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    pub seats: BTreeMap<Place, Seat>,
    pub said: BTreeMap<String, (Place, String)>,
    pub apart: BTreeSet<(CommunityId, String, String)>,
    /// What letters there may be: what, and to whom.
    pub letters: BTreeSet<(String, String)>,
}

impl Ledger {
    pub fn seat(&mut self, community: &CommunityId, address: &str, id: &MemberId, role: Role) {
        let seat = Seat { id: id.clone(), role, suspended: false };
        self.seats.insert((community.clone(), address.to_owned()), seat);
    }

    /// The seat by which somebody comes in, if they do.
    pub fn active(&self, community: &CommunityId, address: &str) -> Option<&Seat> {
        let seat = self.seats.get(&(community.clone(), address.to_owned()));
        seat.filter(|seat| !seat.suspended)
    }

    pub fn all_active(&self, community: &CommunityId) -> BTreeSet<String> {
        let here = self.seats.iter().filter(|((place, _), seat)| place == community && !seat.suspended);
        here.map(|(_, seat)| seat.id.0.clone()).collect()
    }

    /// Whose seat this is.
    pub fn owner_of(&self, id: &MemberId) -> Option<Place> {
        self.seats.iter().find(|(_, seat)| seat.id == *id).map(|(place, _)| place.clone())
    }

    pub fn open(&self, community: &CommunityId, address: &str) -> Vec<String> {
        let place = (community.clone(), address.to_owned());
        let theirs = self.said.values().filter(|(at, _)| *at == place);
        let mut open: Vec<String> = theirs.map(|(_, text)| text.clone()).collect();
        open.sort();
        open
    }

    /// Whom somebody would rather not meet, of those who sit there.
    pub fn wishes(&self, community: &CommunityId, address: &str) -> Vec<String> {
        let theirs = self.apart.iter().filter(|(at, wisher, _)| at == community && wisher == address);
        let others = theirs.filter_map(|(_, _, other)| self.seats.get(&(community.clone(), other.clone())));
        let mut ids: Vec<String> = others.map(|seat| seat.id.0.clone()).collect();
        ids.sort();
        ids
    }

    /// Somebody goes; what they said goes along, what they and others wished stays for when they come back.
    pub fn goes(&mut self, community: &CommunityId, address: &str) {
        let place = (community.clone(), address.to_owned());
        self.seats.remove(&place);
        self.said.retain(|_, (at, _)| *at != place);
    }

    /// Somebody is erased, with their own wishes.
    pub fn is_erased(&mut self, address: &str) {
        self.seats.retain(|(_, of), _| of != address);
        self.said.retain(|_, ((_, of), _)| of != address);
        self.apart.retain(|(_, wisher, _)| wisher != address);
    }
}
