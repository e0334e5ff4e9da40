//! Rows of a spreadsheet to members, and names in other files to members.

use std::collections::BTreeMap;
use std::fmt;

use goodword_domain::help::HelpKind;
use goodword_domain::members::{Entry, Member, MemberId};
use goodword_formats::members as rows;

/// A row as a member. What matching does not use (e-mail, time zone, industry) stays behind.
pub fn member(row: &rows::MemberRow) -> Member {
    Member {
        id: MemberId(row.id.clone()),
        name: row.name.clone(),
        place: row.place.clone(),
        profession: row.profession.clone(),
        years: row.years,
        languages: row.languages.clone(),
        serves: row.serves.clone(),
        values: row.values.clone(),
        offers: row.offers.iter().map(entry).collect(),
        asks: row.asks.iter().map(entry).collect(),
        capacity: row.capacity,
        formats: row.formats.clone(),
        paused_until: row.paused_until,
        newcomer: row.newcomer,
    }
}

fn entry(row: &rows::Entry) -> Entry {
    let kind: Option<HelpKind> = row.kind.as_deref().and_then(|word| word.parse().ok());
    Entry { kind, text: row.text.clone() }
}

/// Who is meant by an id, a name or an e-mail address in another file.
pub struct Directory {
    by_id: BTreeMap<String, MemberId>,
    by_word: BTreeMap<String, Vec<MemberId>>,
}

/// Why nobody, or nobody in particular, is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// No member has this id, name or e-mail address.
    Nobody(String),
    /// Several members have this name.
    Several(String, Vec<MemberId>),
}

impl fmt::Display for Unclear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unclear::Nobody(said) => {
                write!(
                    f,
                    "“{said}” is no id, name or e-mail address of a member. Correct the spelling or remove the row."
                )
            }
            Unclear::Several(said, ids) => {
                let ids: Vec<&str> = ids.iter().map(|id| id.0.as_str()).collect();
                write!(
                    f,
                    "“{said}” could be several members ({}). Write the id or the e-mail address instead.",
                    ids.join(", ")
                )
            }
        }
    }
}

fn folded(word: &str) -> String {
    word.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

impl Directory {
    /// Of these members.
    pub fn of(rows: &[rows::MemberRow]) -> Directory {
        let mut directory = Directory { by_id: BTreeMap::new(), by_word: BTreeMap::new() };
        for row in rows {
            let id = MemberId(row.id.clone());
            directory.by_id.insert(row.id.clone(), id.clone());
            for word in [Some(&row.name), row.email.as_ref()].into_iter().flatten() {
                let same = directory.by_word.entry(folded(word)).or_default();
                if !same.contains(&id) {
                    same.push(id.clone());
                }
            }
        }
        directory
    }

    /// The member that is meant: by id first, then by e-mail address or name.
    pub fn find(&self, said: &str) -> Result<MemberId, Unclear> {
        if let Some(id) = self.by_id.get(said.trim()) {
            return Ok(id.clone());
        }
        match self.by_word.get(&folded(said)).map(Vec::as_slice) {
            Some([one]) => Ok(one.clone()),
            Some(several) => Err(Unclear::Several(said.trim().to_owned(), several.to_vec())),
            None => Err(Unclear::Nobody(said.trim().to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directory() -> Directory {
        let row = |id: &str, name: &str, email: &str| rows::MemberRow {
            id: id.into(),
            name: name.into(),
            email: Some(email.into()),
            ..rows::MemberRow::default()
        };
        Directory::of(&[row("1", "Ana Berg", "ana@example.org"), row("2", "Ana Berg", "berg@example.org")])
    }

    #[test]
    fn a_member_is_found_by_id_and_by_mail_whatever_the_case() {
        assert_eq!(directory().find(" 2 "), Ok(MemberId("2".into())));
        assert_eq!(directory().find("ANA@example.org"), Ok(MemberId("1".into())));
    }

    #[test]
    fn a_name_that_two_share_is_asked_back() {
        let unclear = directory().find("ana  berg").unwrap_err().to_string();
        assert!(unclear.contains("several members (1, 2)"), "{unclear}");
    }
}
