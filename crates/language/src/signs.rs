//! What a sentence says beside its subject: whether it asks or offers, the kind of help, how senior,
//! where, how soon. Told by wording; silence is an answer too (`None`).

/// Which side of the table a sentence speaks from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Somebody needs.
    Ask,
    /// Somebody gives.
    Offer,
}

/// The six kinds of help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Bringing two people together.
    Introduction,
    /// Telling what one knows.
    Advice,
    /// Lending or giving a thing, a room, hands.
    Resource,
    /// Doing something together.
    Collaboration,
    /// Accompanying somebody for a while.
    Mentoring,
    /// Sending somebody on with a recommendation.
    Referral,
}

/// How far along a person is, where a sentence says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Seniority {
    /// Students, trainees, first steps.
    Beginner,
    /// Practised.
    Experienced,
    /// Leads people or a firm.
    Leader,
}

const ASKING: &[&str] = &[
    "looking for",
    "in search of",
    "searching for",
    "seeking",
    "i need",
    "we need",
    "need ",
    "wanted",
    "i want",
    "we want",
    "i would like",
    "we would like",
    "who can",
    "who knows",
    "does anyone",
    "can anyone",
    "where can",
    "how do",
    "how can",
    "help with",
    "help me",
    "someone to",
    "someone who",
    "somebody who",
    "somebody to",
    "suche",
    "suchen",
    "gesucht",
    "brauche",
    "jemand",
    "busco",
    "buscamos",
    "necesito",
    "necesitamos",
    "cherche",
    "recherche",
    "besoin",
    "szukam",
    "potrzebuj",
];

const OFFERING: &[&str] = &[
    "i help",
    "we help",
    "i can",
    "we can",
    "i offer",
    "we offer",
    "offering",
    "i teach",
    "we build",
    "i build",
    "i make",
    "we make",
    "i write",
    "i introduce",
    "i run",
    "i know",
    "i sell",
    "we sell",
    "i buy",
    "we buy",
    "happy to",
    "glad to",
    "available",
    "years of",
    "biete",
    "ich helfe",
    "ofrezco",
    "ofrecemos",
    "je propose",
    "nous offrons",
];

const KINDS: &[(Kind, &[&str])] = &[
    (
        Kind::Introduction,
        &[
            "introduc",
            "intro to",
            "connect me",
            "connect you",
            "contacts to",
            "contact to",
            "contacts in",
            "put me in touch",
            "get in touch with",
            "who knows",
            "i know the",
            "network of",
            "door opener",
            "vorstellen",
            "kontakt",
            "presentar",
            "mise en relation",
        ],
    ),
    (Kind::Mentoring, &["mentor", "sparring", "accompany", "coach", "role model"]),
    (
        Kind::Referral,
        &[
            "referral",
            "refer ",
            "recommend",
            "word of mouth",
            "first customers",
            "new customers",
            "new clients",
            "more clients",
            "more customers",
            "empfehl",
        ],
    ),
    (
        Kind::Collaboration,
        &[
            "partner",
            "co-founder",
            "cofounder",
            "collaborat",
            "together with",
            "joint",
            "cooperat",
            "kooperation",
            "team up",
        ],
    ),
    (
        Kind::Resource,
        &[
            "to rent",
            "for rent",
            "lend",
            "borrow",
            "space",
            "room",
            "hire",
            "premises",
            "machine",
            "equipment",
            "volunteer",
            "donat",
            "spare",
            "hands for",
            "van ",
            "desk",
        ],
    ),
    (
        Kind::Advice,
        &[
            "advice",
            "advise",
            "feedback",
            "tips",
            "how do",
            "how to",
            "how can",
            "second opinion",
            "questions about",
            "explain",
            "learn about",
            "understand",
            "review of",
            "experience with",
            "beratung",
        ],
    ),
];

const URGENT: &[&str] = &[
    "urgent",
    "asap",
    "as soon as possible",
    "immediately",
    "by monday",
    "by friday",
    "by tomorrow",
    "tomorrow",
    "today",
    "this week",
    "next week",
    "short notice",
    "at once",
    "right away",
    "same-day",
    "same day",
    "within a week",
    "in a week",
    "deadline",
    "dringend",
    "sofort",
    "urgente",
    "vite",
];

const SENIORITY: &[(Seniority, &[&str])] = &[
    (
        Seniority::Leader,
        &[
            "ceo",
            "cto",
            "cfo",
            "coo",
            "founder",
            "director",
            "head of",
            "vice president",
            "vp ",
            "managing",
            "executive",
            "owner",
            "chief",
            "partner at",
            "board",
        ],
    ),
    (
        Seniority::Experienced,
        &["senior", "experienced", "lead ", "principal", "expert", "years of", "seasoned"],
    ),
    (
        Seniority::Beginner,
        &[
            "junior",
            "beginner",
            "student",
            "trainee",
            "intern",
            "apprentice",
            "first-time",
            "first time",
            "newcomer",
            "graduate",
            "early-career",
            "starting out",
            "career changer",
        ],
    ),
];

/// What the wording of a folded sentence says; `None` where it says nothing clear.
pub(crate) fn direction(folded: &str) -> Option<Direction> {
    let asks = says_any(folded, ASKING) || folded.ends_with('?');
    let offers = says_any(folded, OFFERING);
    match (asks, offers) {
        (true, false) => Some(Direction::Ask),
        (false, true) => Some(Direction::Offer),
        _ => None,
    }
}

/// The kind of help that a folded sentence names.
pub(crate) fn kind(folded: &str) -> Option<Kind> {
    KINDS.iter().find(|(_, signs)| says_any(folded, signs)).map(|(kind, _)| *kind)
}

/// How senior the person is that a folded sentence names.
pub(crate) fn seniority(folded: &str) -> Option<Seniority> {
    SENIORITY.iter().find(|(_, signs)| says_any(folded, signs)).map(|(seniority, _)| *seniority)
}

/// Whether a folded sentence says that it is soon or never.
pub(crate) fn is_urgent(folded: &str) -> bool {
    says_any(folded, URGENT)
}

/// Whether one of the signs stands in the sentence, at the start of a word.
fn says_any(folded: &str, signs: &[&str]) -> bool {
    signs.iter().any(|sign| {
        folded.match_indices(sign).any(|(at, _)| !folded[..at].ends_with(|c: char| c.is_alphanumeric()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wording_tells_the_direction() {
        assert_eq!(direction("looking for a baker"), Some(Direction::Ask));
        assert_eq!(direction("i help bakers with their ovens"), Some(Direction::Offer));
        assert_eq!(direction("bread"), None);
    }

    #[test]
    fn wording_tells_the_kind_of_help() {
        assert_eq!(kind("introductions to hotel managers"), Some(Kind::Introduction));
        assert_eq!(kind("two desks to rent"), Some(Kind::Resource));
        assert_eq!(kind("a mentor for my first year"), Some(Kind::Mentoring));
        assert_eq!(kind("bread"), None);
    }

    #[test]
    fn signs_stand_at_the_start_of_a_word() {
        assert!(!is_urgent("holidaytoday"));
        assert!(is_urgent("a plumber today"));
    }
}
