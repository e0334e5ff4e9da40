//! The six kinds of help. Becoming someone's client is not one of them.

use std::fmt;
use std::str::FromStr;

use goodword_language::Kind;
use serde::{Deserialize, Serialize};

/// What one person can give another.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum HelpKind {
    /// To bring two people together.
    Introduction,
    /// To say what one knows.
    Advice,
    /// To lend or pass on a thing, a place, a list.
    Resource,
    /// To do something together for people whom both serve.
    Collaboration,
    /// To go along with someone for a while.
    Mentoring,
    /// To send someone work that one cannot or need not do oneself.
    Referral,
}

impl HelpKind {
    /// All six, in the order of the glossary.
    pub const ALL: [HelpKind; 6] = [
        HelpKind::Introduction,
        HelpKind::Advice,
        HelpKind::Resource,
        HelpKind::Collaboration,
        HelpKind::Mentoring,
        HelpKind::Referral,
    ];

    /// The word of the glossary, as it stands in files.
    pub fn word(self) -> &'static str {
        match self {
            HelpKind::Introduction => "introduction",
            HelpKind::Advice => "advice",
            HelpKind::Resource => "resource",
            HelpKind::Collaboration => "collaboration",
            HelpKind::Mentoring => "mentoring",
            HelpKind::Referral => "referral",
        }
    }

    /// Position in [`HelpKind::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }
}

impl fmt::Display for HelpKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A word that names none of the six kinds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSuchKind(pub String);

impl fmt::Display for NoSuchKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds = HelpKind::ALL.map(HelpKind::word).join(", ");
        write!(f, "“{}” is not a kind of help; the kinds are: {kinds}", self.0)
    }
}

impl std::error::Error for NoSuchKind {}

impl FromStr for HelpKind {
    type Err = NoSuchKind;

    fn from_str(word: &str) -> Result<HelpKind, NoSuchKind> {
        let lower = word.trim().to_lowercase();
        let known = HelpKind::ALL.into_iter().find(|kind| kind.word() == lower);
        known.ok_or_else(|| NoSuchKind(word.trim().to_owned()))
    }
}

impl From<Kind> for HelpKind {
    fn from(kind: Kind) -> HelpKind {
        match kind {
            Kind::Introduction => HelpKind::Introduction,
            Kind::Advice => HelpKind::Advice,
            Kind::Resource => HelpKind::Resource,
            Kind::Collaboration => HelpKind::Collaboration,
            Kind::Mentoring => HelpKind::Mentoring,
            Kind::Referral => HelpKind::Referral,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_reads_back_from_its_word() {
        for kind in HelpKind::ALL {
            assert_eq!(kind.word().to_uppercase().parse(), Ok(kind));
            assert_eq!(HelpKind::ALL[kind.index()], kind);
        }
    }

    #[test]
    fn becoming_a_client_is_not_a_kind_of_help() {
        let refusal = "client".parse::<HelpKind>().unwrap_err().to_string();
        assert!(refusal.contains("“client” is not a kind of help"), "{refusal}");
    }
}
