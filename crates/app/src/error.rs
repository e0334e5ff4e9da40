//! Why something was not done, for whoever must act on it.

use goodword_domain::communities;
use goodword_domain::words::BadText;

/// Why a verb did nothing. Nothing was changed, except where it says that this is not known.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or none that the actor may know of: the two look the same.
    #[error("There is nothing here, or nothing that you may see.")]
    NotFound,
    /// The actor has not said who they are.
    #[error("Please sign in first.")]
    SignInFirst,
    /// The actor is known, and may not.
    #[error("{0}")]
    NotAllowed(&'static str),
    /// What was asked for cannot be done as it was said.
    #[error("{}", .0.sentence)]
    Refused(Refused),
    /// Too much at once; worth asking again after so many seconds.
    #[error("That was asked for too often. Please try again in {0} seconds.")]
    TooOften(u32),
    /// Not now: the database does not answer. Asking again with the same key does nothing twice.
    #[error("Not now. Please try again in a moment.")]
    Busy(String),
    /// The disk is full; whoever operates the house must make room.
    #[error(
        "There is no room left on the disk of this Goodword, so nothing was written. Whoever operates it must free some; \
         signing out still works."
    )]
    NoRoom(String),
    /// A fault of ours.
    #[error("Something went wrong here. It was written down.")]
    Broken(String),
}

/// A refusal that its reader can do something about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// A word for programs.
    pub code: &'static str,
    /// A sentence for people, with the remedy.
    pub sentence: String,
    /// The field that it is about.
    pub field: Option<&'static str>,
}

/// What a verb gives.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A refusal that is about no field.
    pub fn refused(code: &'static str, sentence: impl Into<String>) -> Error {
        Error::Refused(Refused { code, sentence: sentence.into(), field: None })
    }

    /// A refusal of what stands in one field.
    pub fn field(field: &'static str, sentence: impl Into<String>) -> Error {
        Error::Refused(Refused { code: "bad_field", sentence: sentence.into(), field: Some(field) })
    }
}

impl From<goodword_store::Error> for Error {
    fn from(error: goodword_store::Error) -> Error {
        use goodword_store::Error as E;
        match error {
            E::Taken => Error::refused("taken", "This is there already."),
            E::Unavailable(why) => Error::Busy(why),
            E::Full(why) => Error::NoRoom(why),
            E::WrongData(why) | E::Broken(why) => Error::Broken(why),
        }
    }
}

impl From<BadText> for Error {
    fn from(bad: BadText) -> Error {
        Error::field(bad.field, bad.sentence)
    }
}

impl From<communities::Refusal> for Error {
    fn from(refusal: communities::Refusal) -> Error {
        Error::refused(refusal.code(), refusal.sentence())
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Error {
        Error::Broken(format!("JSON: {error}"))
    }
}
