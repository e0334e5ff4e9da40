//! What can go wrong below: a few kinds, for those who must act.

/// What went wrong while reading or writing.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// Something unique is there already.
    #[error("this is there already")]
    Taken,
    /// There is no room left where the data is. Nothing was written.
    #[error("there is no room left where the data is: {0}")]
    Full(String),
    /// The database does not answer for now. Nothing was written, or it is not known: ask again.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// The data on the disk is not for this program.
    #[error("{0}")]
    WrongData(String),
    /// A fault of ours.
    #[error("the database refused a statement: {0}")]
    Broken(String),
}

/// What a function of the store gives.
pub type Result<T> = std::result::Result<T, Error>;

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Error {
        use sqlx::Error as E;
        match &error {
            E::Database(told) if told.is_unique_violation() => Error::Taken,
            E::Database(told) if is_full(told.code().as_deref().unwrap_or_default()) => {
                Error::Full(error.to_string())
            }
            E::Database(told) if passes(told.code().as_deref().unwrap_or_default()) => {
                Error::Unavailable(error.to_string())
            }
            E::Io(_) | E::Tls(_) | E::PoolTimedOut | E::PoolClosed | E::WorkerCrashed => {
                Error::Unavailable(error.to_string())
            }
            E::Protocol(_) => Error::Unavailable(error.to_string()),
            _ => Error::Broken(error.to_string()),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Error {
        Error::Broken(format!("JSON in a table: {error}"))
    }
}

/// Whether a database's code says that the disk is full: `SQLITE_FULL`, `disk_full`.
fn is_full(code: &str) -> bool {
    matches!(code, "13" | "53100")
}

/// Whether a database's code names a state that passes: busy, locked, out of reach, restarting.
///
/// SQLite: <https://www.sqlite.org/rescode.html>; PostgreSQL: appendix A of its manual.
fn passes(code: &str) -> bool {
    let sqlite = code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 6 | 8 | 10 | 14));
    let class = code.get(..2).unwrap_or_default();
    sqlite && code.len() < 5 || code.len() == 5 && matches!(class, "08" | "40" | "53" | "57" | "58" | "25")
}
