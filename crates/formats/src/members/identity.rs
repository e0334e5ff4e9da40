//! Who is who: ids for rows without one, and rows that are the same person.

use std::collections::BTreeMap;

use super::{Duplicate, MemberRow};
use crate::fingerprint::fingerprint;
use crate::names::{fold, same_email, same_name};

/// The longest part of an id that is made of a name, in letters.
const SLUG: usize = 32;

/// An id for a row without one: the name in small letters and a mark of name and e-mail address,
/// such as `ana-example-1f6d2c09b7a4`. The same name and address give the same id in every file.
pub(super) fn made_id(name: &str, email: Option<&str>) -> String {
    let mut id: String = fold(name).replace(' ', "-").chars().take(SLUG).collect();
    id.truncate(id.trim_end_matches('-').len());
    let mark = fingerprint(&format!("{}\n{}", same_name(name), email.map(same_email).unwrap_or_default()));
    let between = if id.is_empty() { "" } else { "-" };
    // 48 of 64 bits: among 40,000 people of the same name one chance in 350,000 that two collide.
    format!("{id}{between}{:012x}", mark >> 16)
}

/// What tells a row's person from others.
pub(super) struct Marks<'a> {
    /// The id in the file, empty when there is none.
    pub(super) id: &'a str,
    pub(super) member: &'a MemberRow,
}

/// The people seen so far, by everything that tells them apart. Values are line and name.
#[derive(Default)]
pub(super) struct Known {
    by_id: BTreeMap<String, usize>,
    by_email: BTreeMap<String, usize>,
    by_name: BTreeMap<String, usize>,
    by_bare_name: BTreeMap<String, usize>,
    names: BTreeMap<usize, String>,
}

impl Known {
    /// Remembers a person, or tells of which earlier row this one is the duplicate.
    ///
    /// The same id or the same e-mail address is the same person. The same name is only when one of
    /// the two rows has neither: two people of one name with different addresses are two people.
    pub(super) fn meet(&mut self, row: &Marks<'_>) -> Option<Duplicate> {
        let name = same_name(&row.member.name);
        let email = row.member.email.as_deref().map(same_email);
        let is_bare = row.id.is_empty() && email.is_none();
        let found = self.find(row, &name, email.as_deref(), is_bare);
        if let Some((of_line, what)) = found {
            let earlier = self.names.get(&of_line).filter(|earlier| same_name(earlier) != name);
            let other_name = earlier.map(|earlier| format!(" (there \"{earlier}\")")).unwrap_or_default();
            let member = row.member;
            let why = format!("{what} as line {of_line}{other_name}");
            return Some(Duplicate { line: member.line, of_line, name: member.name.clone(), why });
        }
        let line = row.member.line;
        self.by_id.entry(row.member.id.clone()).or_insert(line);
        email.map(|email| self.by_email.entry(email).or_insert(line));
        if is_bare {
            self.by_bare_name.entry(name.clone()).or_insert(line);
        }
        self.by_name.entry(name).or_insert(line);
        self.names.insert(line, row.member.name.clone());
        None
    }

    fn find(
        &self,
        row: &Marks<'_>,
        name: &str,
        email: Option<&str>,
        is_bare: bool,
    ) -> Option<(usize, &'static str)> {
        let by_name = if is_bare { &self.by_name } else { &self.by_bare_name };
        let same_email =
            email.and_then(|email| self.by_email.get(email)).map(|line| (*line, "the same e-mail address"));
        let same_id = self.by_id.get(&row.member.id).map(|line| (*line, "the same id"));
        let same_name = by_name.get(name).map(|line| (*line, "the same name"));
        // An id that we made says no more than the name and address that it was made of.
        if row.id.is_empty() {
            same_email.or(same_name).or(same_id)
        } else {
            same_id.or(same_email).or(same_name)
        }
    }
}
