//! The small steps in which a member introduces themselves, and which of them are done. None must be.

use crate::profiles::Profile;

/// One step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Name and what one does.
    Who,
    /// What one needs.
    Asks,
    /// What one can give.
    Offers,
    /// Whom one serves and what one values.
    Serves,
    /// What opens a conversation.
    Story,
    /// How one likes to meet.
    Meeting,
    /// When one can.
    Week,
}

/// How many asks, and how many offers, are a good beginning.
pub const GOOD_START: usize = 2;

impl Step {
    /// All, in their order.
    pub const ALL: [Step; 7] =
        [Step::Who, Step::Asks, Step::Offers, Step::Serves, Step::Story, Step::Meeting, Step::Week];

    /// The word in URLs.
    pub fn word(self) -> &'static str {
        match self {
            Step::Who => "who",
            Step::Asks => "asks",
            Step::Offers => "offers",
            Step::Serves => "serves",
            Step::Story => "story",
            Step::Meeting => "meeting",
            Step::Week => "week",
        }
    }

    /// The step after this one.
    pub fn next(self) -> Option<Step> {
        Step::ALL.get(self as usize + 1).copied()
    }

    /// Whether a profile with so many open asks and offers has it done.
    pub fn is_done(self, profile: &Profile, n_asks: usize, n_offers: usize) -> bool {
        let p = profile;
        match self {
            Step::Who => !p.name.is_empty() && !p.profession.is_empty(),
            Step::Asks => n_asks >= GOOD_START,
            Step::Offers => n_offers >= GOOD_START,
            Step::Serves => !p.serves.is_empty() && !p.values.is_empty(),
            Step::Story => {
                [&p.news, &p.challenges, &p.origin, &p.likes_most].iter().any(|text| !text.is_empty())
            }
            Step::Meeting => !p.formats.is_empty(),
            Step::Week => !p.availability.is_empty(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_follow_each_other_and_nothing_is_done_before_it_is_said() {
        let mut walked = vec![Step::Who];
        while let Some(next) = walked.last().and_then(|step| step.next()) {
            walked.push(next);
        }
        assert_eq!(walked, Step::ALL);
        let named = Profile::named("Ada Samplewright");
        assert!(Step::ALL.iter().all(|step| !step.is_done(&named, 1, 1)));
        let said = Profile { profession: "umbrella maker".into(), news: "a second shop".into(), ..named };
        let done: Vec<Step> = Step::ALL.into_iter().filter(|step| step.is_done(&said, 2, 0)).collect();
        assert_eq!(done, [Step::Who, Step::Asks, Step::Story]);
    }
}
