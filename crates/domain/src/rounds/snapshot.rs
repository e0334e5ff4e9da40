//! What a round read: kept, so that it can be planned again years later, with the same result.

use std::collections::BTreeSet;

use goodword_language::Language;
use serde::{Deserialize, Serialize};

use super::{Past, Progress, RoundPlan, Terms, plan};
use crate::members::{Member, MemberId};

/// What a round read beside its members: ids, days and numbers, no words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Remembered {
    /// Earlier rounds.
    pub past: Past,
    /// Whom somebody would rather not meet, and pairs that the organiser keeps apart.
    pub apart: Vec<(MemberId, MemberId)>,
    /// Members of matches that the organiser set by hand: they are not planned.
    #[serde(default)]
    pub set: Vec<MemberId>,
}

/// Everything that decides a round's outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// Who could be matched, in a fixed order.
    pub members: Vec<Member>,
    /// What is known of earlier rounds, and who is kept apart.
    pub remembered: Remembered,
    /// What the organiser decided.
    pub terms: Terms,
}

impl Snapshot {
    /// The round's outcome: the same whenever, wherever and on however many threads.
    pub fn plan(&self, language: &Language, threads: usize, progress: &dyn Progress) -> RoundPlan {
        let Remembered { past, apart, .. } = &self.remembered;
        plan(language, &self.planned(), past, apart, &self.terms.settings(threads), progress)
    }

    /// The members who are planned: seats of the outcome are positions among them.
    pub fn planned(&self) -> Vec<Member> {
        let set: BTreeSet<&MemberId> = self.remembered.set.iter().collect();
        self.members.iter().filter(|member| !set.contains(&member.id)).cloned().collect()
    }

    /// The same for some of the members only: what it says of pairs stays as it is.
    pub fn of_some(&self, some: &BTreeSet<&MemberId>) -> Snapshot {
        let members = self.members.iter().filter(|member| some.contains(&member.id)).cloned().collect();
        Snapshot { members, remembered: self.remembered.clone(), terms: self.terms.clone() }
    }
}
