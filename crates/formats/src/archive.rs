//! One person's archive: bytes to plain structs and back.
//!
//! A zip file with `goodword.json` (everything, for programs), `index.html` and `README.txt` (the same, for people). The
//! same archive gives the same bytes: no date of making stands in it, entries have a fixed order and time. Reading
//! looks at `goodword.json` alone, and unpacks no more of it than [`MOST_BYTES`]: what claims to be larger is refused.
//! The format is described in `docs/archive.md`. What a profile holds is the caller's: `P` here.

mod page;

use std::fmt;
use std::io::{Cursor, Read, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// What `format` says in `goodword.json`.
const FORMAT: &str = "goodword-archive";
/// The version that is written, and the last that is read.
const VERSION: u32 = 1;
/// The most bytes that `goodword.json` may have, unpacked.
pub const MOST_BYTES: u64 = 64 * 1024 * 1024;
/// The most files that an archive may hold.
const MOST_FILES: usize = 1_000;
const JSON: &str = "goodword.json";

/// Everything of one person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Archive<P> {
    /// Always "goodword-archive".
    pub format: String,
    /// 1.
    pub version: u32,
    /// Whose it is.
    pub me: Me,
    /// In the order of community and member.
    pub memberships: Vec<Membership<P>>,
    /// What I did in communities, oldest first.
    pub events: Vec<Event>,
    /// What I promised and what was promised to me, oldest first.
    #[serde(default)]
    pub promises: Vec<Promise>,
    /// Whom I brought together, and with whom I was, oldest first.
    #[serde(default)]
    pub introductions: Vec<Introduction>,
}

/// Whose archive it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Me {
    /// As they call themselves.
    pub name: String,
    /// Where mail reaches them.
    pub address: String,
}

/// A seat in a community, now or once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Membership<P> {
    /// Where.
    pub community: Community,
    /// The member's id there.
    pub member: String,
    /// member, organiser or owner.
    pub role: String,
    /// active, suspended or left.
    pub standing: String,
    /// Since when, in UTC (RFC 3339).
    pub since: String,
    /// What others there could see.
    pub profile: P,
    /// Open and closed, oldest first.
    pub asks: Vec<Entry>,
    /// Open and closed, oldest first.
    pub offers: Vec<Entry>,
    /// Whom I would rather not meet there: my own wish.
    pub rather_not_meet: Vec<Wish>,
    /// Whom a round had me meet there, and what became of it, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub one_to_ones: Vec<OneToOne>,
}

/// A match of mine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OneToOne {
    /// Its id.
    pub id: String,
    /// The day of the round: 2026-06-02.
    pub on: String,
    /// asked, on or off.
    pub stage: String,
    /// The others, as they were called.
    pub with: Vec<String>,
    /// What each could give each, as sentences.
    pub reasons: Vec<String>,
    /// When we agreed to meet, in UTC.
    pub at: Option<String>,
    /// Where.
    pub place: String,
    /// What I said about it, if I did.
    pub said: Option<SaidAfter>,
}

/// What I said about a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaidAfter {
    /// yes, not_yet or no.
    pub met: String,
    /// Whether it was useful.
    pub useful: Option<bool>,
    /// Kinds of help that I gave.
    pub gave: Vec<String>,
    /// Kinds of help that I got.
    pub got: Vec<String>,
    /// My thanks.
    pub thanks: String,
    /// My note.
    pub note: String,
}

/// A community, as one of its members knows it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Community {
    /// Its id.
    pub id: String,
    /// What its members call it.
    pub name: String,
    /// Where most of them meet.
    pub place: String,
    /// A name of the IANA time zone database.
    pub time_zone: String,
}

/// An ask or an offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// One of the six kinds of help, where it was said.
    pub kind: Option<String>,
    /// The words.
    pub text: String,
    /// Since when, in UTC.
    pub since: String,
    /// When it was closed, in UTC.
    pub closed: Option<String>,
    /// The thanks with which it was closed.
    pub thanks: Option<String>,
}

/// Somebody whom I would rather not meet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wish {
    /// The other member's id; their name is theirs.
    pub member: String,
    /// Since when, in UTC.
    pub since: String,
}

/// A promise that I gave or received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// Its id.
    pub id: String,
    /// giver or receiver: which of the two I am.
    pub side: String,
    /// What the other one was called when it was given; empty when they were erased.
    pub other: String,
    /// One of the six kinds of help.
    pub kind: String,
    /// What; empty when the other one was erased.
    pub what: String,
    /// When it was given, in UTC.
    pub given: String,
    /// The day by which.
    pub due: String,
    /// open, asked, kept, confirmed, released, lapsed, missed, disputed or declined.
    pub stage: String,
    /// The giver's words when they gave it back.
    pub words: Option<String>,
    /// The receiver's thanks.
    pub thanks: Option<String>,
    /// In which community we knew each other: its id.
    pub community: Option<String>,
}

/// An introduction that I made, or in which I was one of the two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Introduction {
    /// Its id.
    pub id: String,
    /// introducer, first or second: which of the three I am.
    pub side: String,
    /// What the introducer was called.
    pub introducer: String,
    /// Names of the two, if I made it; else of the other one, once both said yes.
    pub with: Vec<String>,
    /// What each was told, if I made it; else what I was told.
    pub told: Vec<String>,
    /// When it was drafted, in UTC.
    pub made: String,
    /// drafted, asked, asked_second, joined, not_now or taken_back.
    pub stage: String,
}

/// Something that I did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Its id.
    pub id: String,
    /// When, in UTC.
    pub at: String,
    /// In which community: its id.
    pub community: String,
    /// What: a noun and a past participle.
    pub what: String,
    /// To what: an id.
    pub subject: Option<String>,
    /// Closed words and numbers.
    pub facts: serde_json::Value,
}

/// Why bytes are no archive that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArchiveError {
    /// No zip file, or a damaged one.
    NoZip(String),
    /// A zip file without `goodword.json`, or with too much beside it.
    NotOurs,
    /// `goodword.json` would unpack to more than we take.
    TooLarge,
    /// `goodword.json` is not what it should be.
    Json {
        /// 1-based line.
        line: usize,
        /// 1-based column of the line.
        column: usize,
        /// What the JSON reader says.
        why: String,
    },
    /// Of a version that we do not know.
    Newer(u32),
    /// The archive could not be written.
    Unwritten(String),
}

impl fmt::Display for ArchiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ArchiveError::NoZip(why) => write!(
                f,
                "This is no zip file, or it is damaged ({why}). Give the file as Goodword made it, whole and unchanged."
            ),
            ArchiveError::NotOurs => write!(
                f,
                "This zip file is no archive of Goodword: it should hold {JSON} and little else. \
                 Give the file as Goodword made it."
            ),
            ArchiveError::TooLarge => write!(
                f,
                "The {JSON} in this archive is larger than {} MiB, which no archive of one person is.",
                MOST_BYTES / 1024 / 1024
            ),
            ArchiveError::Json { line, column, why } => {
                write!(
                    f,
                    "{JSON}, line {line}, column {column}: {why}. Give the archive as Goodword made it."
                )
            }
            ArchiveError::Newer(version) => write!(
                f,
                "This archive is of version {version}; this Goodword reads version {VERSION}. Use a newer Goodword."
            ),
            ArchiveError::Unwritten(why) => write!(f, "The archive could not be written: {why}."),
        }
    }
}

impl std::error::Error for ArchiveError {}

impl<P> Archive<P> {
    /// An archive of the version that is written now.
    pub fn new(me: Me, memberships: Vec<Membership<P>>, events: Vec<Event>) -> Archive<P> {
        Archive {
            format: FORMAT.to_owned(),
            version: VERSION,
            me,
            memberships,
            events,
            promises: Vec::new(),
            introductions: Vec::new(),
        }
    }
}

/// The archive as a zip file. The same archive gives the same bytes.
pub fn write<P: Serialize>(archive: &Archive<P>) -> Result<Vec<u8>, ArchiveError> {
    let json = |error: serde_json::Error| ArchiveError::Unwritten(error.to_string());
    let mut text = serde_json::to_string_pretty(archive).map_err(json)?;
    text.push('\n');
    let page = page::page(&serde_json::to_value(archive).map_err(json)?);
    let unwritten = |why: String| ArchiveError::Unwritten(why);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o600);
    for (name, content) in [("README.txt", README), ("index.html", &page), (JSON, &text)] {
        zip.start_file(name, options).map_err(|error| unwritten(error.to_string()))?;
        zip.write_all(content.as_bytes()).map_err(|error| unwritten(error.to_string()))?;
    }
    Ok(zip.finish().map_err(|error| unwritten(error.to_string()))?.into_inner())
}

/// Reads an archive.
pub fn read<P: DeserializeOwned>(bytes: &[u8]) -> Result<Archive<P>, ArchiveError> {
    let no_zip = |error: zip::result::ZipError| ArchiveError::NoZip(error.to_string());
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(no_zip)?;
    if zip.len() > MOST_FILES || zip.index_for_name(JSON).is_none() {
        return Err(ArchiveError::NotOurs);
    }
    let file = zip.by_name(JSON).map_err(no_zip)?;
    let mut text = Vec::new();
    // The size that the file claims is not believed.
    let n = file.take(MOST_BYTES + 1).read_to_end(&mut text);
    if n.map_err(|error| ArchiveError::NoZip(error.to_string()))? as u64 > MOST_BYTES {
        return Err(ArchiveError::TooLarge);
    }
    let json = |error: serde_json::Error| ArchiveError::Json {
        line: error.line(),
        column: error.column(),
        why: error.to_string().split(" at line ").next().unwrap_or_default().to_owned(),
    };
    let head: Head = serde_json::from_slice(&text).map_err(json)?;
    if head.format != FORMAT {
        return Err(ArchiveError::NotOurs);
    }
    if head.version != VERSION {
        return Err(ArchiveError::Newer(head.version));
    }
    serde_json::from_slice(&text).map_err(json)
}

/// What is read before anything else is believed.
#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
}

const README: &str = "\
This is your Goodword archive: everything that you entrusted to a Goodword installation.

index.html     the same to read in a browser; it loads nothing from anywhere
goodword.json  the same for programs: JSON in UTF-8, times in UTC (RFC 3339)

It holds what is yours: your name and address, your memberships with profile, asks and offers (closed ones with your
thanks), whom you would rather not meet (as ids only), and what you did. It holds nothing that belongs to others.

Keep it where only you can read it. To bring it into another installation of Goodword, sign in there and import this
file as it is. The communities in it are kept for you, and for you alone; nobody there learns of it.
";

#[cfg(test)]
mod tests;
