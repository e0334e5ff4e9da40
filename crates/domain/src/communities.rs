//! A community, who runs it, and where each of its members stands.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::members::MemberId;
use crate::people::{MailAddress, PersonId};
use crate::profiles::Profile;
use crate::words::{self, BadText};

crate::id! {
    /// Names a community.
    CommunityId
}

/// A group with members and organisers: the wall behind which members see each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Community {
    /// Which.
    pub id: CommunityId,
    /// What its members call it.
    pub name: String,
    /// Where most of them meet.
    pub place: String,
    /// A name of the IANA time zone database.
    pub time_zone: String,
    /// Weeks from one round to the next.
    pub round_every_weeks: u32,
    /// Weeks within which no pair meets again.
    pub repeat_window_weeks: u32,
}

impl Community {
    /// A community with what its organiser said made fit to be shown, or the first field that cannot stay.
    pub fn checked(self) -> Result<Community, BadText> {
        let refused = |field, sentence: &str| Err(BadText { field, sentence: sentence.to_owned() });
        if !(1..=52).contains(&self.round_every_weeks) {
            return refused("round_every_weeks", "Rounds can be 1 to 52 weeks apart.");
        }
        if self.repeat_window_weeks > 520 {
            return refused("repeat_window_weeks", "The repeat window can be at most 520 weeks.");
        }
        if jiff::tz::TimeZone::get(&self.time_zone).is_err() {
            return refused("time_zone", "That time zone is not known; it should look like Europe/Berlin.");
        }
        Ok(Community {
            name: words::name("name", &self.name)?,
            place: words::line("place", &self.place, 120)?,
            ..self
        })
    }
}

/// What a member may do in a community. Each may do what the ones before may.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Takes part.
    Member,
    /// Runs rounds, invites, approves, imports.
    Organiser,
    /// Decides who organises, and about the community itself.
    Owner,
}

impl Role {
    /// The word of the glossary.
    pub fn word(self) -> &'static str {
        match self {
            Role::Member => "member",
            Role::Organiser => "organiser",
            Role::Owner => "owner",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Role {
    type Err = ();

    fn from_str(word: &str) -> Result<Role, ()> {
        [Role::Member, Role::Organiser, Role::Owner].into_iter().find(|role| role.word() == word).ok_or(())
    }
}

/// Where a member stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// In the community's list, not yet here: nobody signed in for this seat.
    Invited {
        /// Since when.
        since: Timestamp,
    },
    /// Here.
    Active {
        /// Since when.
        since: Timestamp,
    },
    /// Kept out by an organiser, without losing anything.
    Suspended {
        /// Since when.
        since: Timestamp,
    },
}

impl Standing {
    /// The word in tables and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Invited { .. } => "invited",
            Standing::Active { .. } => "active",
            Standing::Suspended { .. } => "suspended",
        }
    }

    /// Since when.
    pub fn since(self) -> Timestamp {
        match self {
            Standing::Invited { since } | Standing::Active { since } | Standing::Suspended { since } => since,
        }
    }
}

/// A person's place in a community: the profile that others there see, the role, the standing.
#[derive(Clone, Debug, PartialEq)]
pub struct Membership {
    /// Where.
    pub community: CommunityId,
    /// The member, as others there name them.
    pub id: MemberId,
    /// Who signed in for it; nobody yet for one who is invited.
    pub person: Option<PersonId>,
    /// Where the invitation goes, until somebody signed in for it. Organisers see it, members never.
    pub invited_address: Option<MailAddress>,
    /// What they may do.
    pub role: Role,
    /// Where they stand.
    pub standing: Standing,
    /// What others may see.
    pub profile: Profile,
}

/// Why something about a membership cannot be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A community never loses its last owner.
    LastOwner,
    /// Only owners decide who owns or organises.
    OwnersDecide,
    /// Somebody took this seat already.
    AlreadyJoined,
    /// Cannot be done while suspended or only invited.
    NotHere,
}

impl Refusal {
    /// What to tell whoever asked.
    pub fn sentence(self) -> &'static str {
        match self {
            Refusal::LastOwner => "This is the last owner. Make somebody else an owner first.",
            Refusal::OwnersDecide => "Only an owner decides who owns or organises the community.",
            Refusal::AlreadyJoined => "Somebody has joined with this invitation already.",
            Refusal::NotHere => "This member is not active here.",
        }
    }

    /// A word for programs.
    pub fn code(self) -> &'static str {
        match self {
            Refusal::LastOwner => "last_owner",
            Refusal::OwnersDecide => "owners_decide",
            Refusal::AlreadyJoined => "already_joined",
            Refusal::NotHere => "not_here",
        }
    }
}

impl Membership {
    /// The same membership with somebody signed in for it.
    pub fn joined(self, person: PersonId, now: Timestamp) -> Result<Membership, Refusal> {
        match self.standing {
            Standing::Invited { .. } => Ok(Membership {
                person: Some(person),
                invited_address: None,
                standing: Standing::Active { since: now },
                ..self
            }),
            Standing::Active { .. } | Standing::Suspended { .. } => Err(Refusal::AlreadyJoined),
        }
    }

    /// The same membership with another role. `by` is the role of whoever decides, `n_owners` how many own the
    /// community now.
    pub fn with_role(self, role: Role, by: Role, n_owners: usize) -> Result<Membership, Refusal> {
        if by < Role::Owner {
            return Err(Refusal::OwnersDecide);
        }
        if self.role == Role::Owner && role < Role::Owner && n_owners <= 1 {
            return Err(Refusal::LastOwner);
        }
        Ok(Membership { role, ..self })
    }

    /// The same membership, kept out. An organiser can keep out members, an owner everybody but the last owner.
    pub fn suspended(self, by: Role, n_owners: usize, now: Timestamp) -> Result<Membership, Refusal> {
        self.may_be_parted(by, n_owners)?;
        Ok(Membership { standing: Standing::Suspended { since: now }, ..self })
    }

    /// The same membership, let in again.
    pub fn restored(self, now: Timestamp) -> Result<Membership, Refusal> {
        match (self.standing, &self.person) {
            (Standing::Suspended { .. }, Some(_)) => {
                Ok(Membership { standing: Standing::Active { since: now }, ..self })
            }
            (Standing::Suspended { .. }, None) => {
                Ok(Membership { standing: Standing::Invited { since: now }, ..self })
            }
            _ => Err(Refusal::NotHere),
        }
    }

    /// Whether somebody of role `by` may suspend or remove this membership.
    pub fn may_be_parted(&self, by: Role, n_owners: usize) -> Result<(), Refusal> {
        match self.role {
            Role::Owner if n_owners <= 1 => Err(Refusal::LastOwner),
            Role::Owner | Role::Organiser if by < Role::Owner => Err(Refusal::OwnersDecide),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seat(role: Role) -> Membership {
        Membership {
            community: CommunityId("c".into()),
            id: MemberId("m".into()),
            person: None,
            invited_address: "ada@example.org".parse().ok(),
            role,
            standing: Standing::Invited { since: Timestamp::UNIX_EPOCH },
            profile: Profile::named("Ada"),
        }
    }

    #[test]
    fn a_seat_is_taken_once_and_the_address_goes() {
        let ada = PersonId("ada".into());
        let joined = seat(Role::Member).joined(ada.clone(), Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!((joined.person.as_ref(), joined.invited_address.as_ref()), (Some(&ada), None));
        assert_eq!(joined.joined(ada, Timestamp::UNIX_EPOCH), Err(Refusal::AlreadyJoined));
    }

    #[test]
    fn a_community_keeps_an_owner() {
        let owner = || seat(Role::Owner);
        assert_eq!(owner().with_role(Role::Member, Role::Owner, 1), Err(Refusal::LastOwner));
        assert_eq!(owner().suspended(Role::Owner, 1, Timestamp::UNIX_EPOCH), Err(Refusal::LastOwner));
        assert!(owner().with_role(Role::Member, Role::Owner, 2).is_ok());
    }

    #[test]
    fn only_owners_part_organisers_and_make_them() {
        assert_eq!(seat(Role::Organiser).may_be_parted(Role::Organiser, 1), Err(Refusal::OwnersDecide));
        assert_eq!(
            seat(Role::Member).with_role(Role::Organiser, Role::Organiser, 1),
            Err(Refusal::OwnersDecide)
        );
        assert!(seat(Role::Member).may_be_parted(Role::Organiser, 1).is_ok());
    }
}
