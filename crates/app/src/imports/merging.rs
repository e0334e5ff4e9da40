//! What a row of a list says about a member, and what of it may change what is known already.
//!
//! The list has its say as long as nobody has joined: what stands in it goes before what an earlier list said. Once
//! somebody signed in for the seat, the profile is theirs: the list fills what they left empty, and nothing else.

use goodword_domain::communities::Membership;
use goodword_domain::members::Entry;
use goodword_domain::people::MailAddress;
use goodword_domain::profiles::{Profile, checked_entry};
use goodword_formats::members::MemberRow;
use goodword_store::entries::{Kept, Side};
use serde::{Deserialize, Serialize};

/// The most asks and the most offers that a row can bring.
const MOST_ENTRIES: usize = 20;
/// The most items of a list in a profile.
const MOST_ITEMS: usize = 30;

/// What a row says, made fit to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Content {
    /// The id in the list, or one made of name and address.
    pub(super) id: String,
    pub(super) address: Option<String>,
    pub(super) profile: Profile,
    pub(super) asks: Vec<Said>,
    pub(super) offers: Vec<Said>,
}

/// An ask or an offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Said {
    pub(super) kind: Option<String>,
    pub(super) text: String,
}

impl Said {
    pub(super) fn entry(&self) -> Entry {
        Entry { kind: self.kind.as_deref().and_then(|word| word.parse().ok()), text: self.text.clone() }
    }

    fn says(&self, kept: &Kept) -> bool {
        let kind = kept.entry.kind.map(|kind| kind.word());
        self.text == kept.entry.text && self.kind.as_deref() == kind
    }
}

/// A row fit to be kept, with a sentence about everything in it that is not; or why it cannot be used at all.
pub(super) fn fit(row: MemberRow) -> Result<(Content, Vec<String>), String> {
    let mut notes = Vec::new();
    let address = row.email.as_deref().and_then(|written| match written.parse::<MailAddress>() {
        Ok(address) => Some(address.as_str().to_owned()),
        Err(_) => {
            notes.push(
                "email: that is no e-mail address and was not used; write one such as ada@example.org."
                    .into(),
            );
            None
        }
    });
    let asks = said("asks", row.asks, &mut notes);
    let offers = said("offers", row.offers, &mut notes);
    let profile = Profile {
        name: row.name,
        profession: row.profession.unwrap_or_default(),
        industry: row.industry.unwrap_or_default(),
        years: row.years,
        place: row.place.unwrap_or_default(),
        time_zone: row.timezone.unwrap_or_default(),
        languages: first("languages", row.languages, &mut notes),
        serves: first("serves", row.serves, &mut notes),
        values: first("values", row.values, &mut notes),
        formats: first("formats", row.formats, &mut notes),
        capacity: row.capacity,
        paused_until: row.paused_until,
        newcomer: row.newcomer,
        ..Profile::default()
    };
    let profile = fit_profile(profile, &mut notes)?;
    Ok((Content { id: row.id.chars().take(200).collect(), address, profile, asks, offers }, notes))
}

/// The profile without the fields that cannot stay. A name that cannot stay is a row that cannot.
fn fit_profile(mut profile: Profile, notes: &mut Vec<String>) -> Result<Profile, String> {
    loop {
        let bad = match profile.clone().checked() {
            Ok(profile) => return Ok(profile),
            Err(bad) => bad,
        };
        match bad.field {
            "profession" => profile.profession.clear(),
            "industry" => profile.industry.clear(),
            "place" => profile.place.clear(),
            "time_zone" => profile.time_zone.clear(),
            "years" => profile.years = None,
            "capacity" => profile.capacity = None,
            "languages" => profile.languages.clear(),
            "serves" => profile.serves.clear(),
            "values" => profile.values.clear(),
            "formats" => profile.formats.clear(),
            field => return Err(format!("{field}: {} The row was set aside.", bad.sentence)),
        }
        notes.push(format!("{}: {} The cell was not used.", bad.field, bad.sentence));
    }
}

fn first(field: &str, mut items: Vec<String>, notes: &mut Vec<String>) -> Vec<String> {
    if items.len() > MOST_ITEMS {
        notes.push(format!("{field}: {} stand there; the first {MOST_ITEMS} are used.", items.len()));
        items.truncate(MOST_ITEMS);
    }
    items
}

fn said(field: &str, entries: Vec<goodword_formats::members::Entry>, notes: &mut Vec<String>) -> Vec<Said> {
    let n = entries.len();
    let mut fit = Vec::new();
    for entry in entries {
        let kind = entry.kind.as_deref().and_then(|word| word.parse().ok());
        match checked_entry(Entry { kind, text: entry.text }) {
            Ok(entry) => {
                let said = Said { kind: entry.kind.map(|kind| kind.word().to_owned()), text: entry.text };
                if !fit.contains(&said) {
                    fit.push(said);
                }
            }
            Err(bad) => notes.push(format!("{field}: {} That entry was not used.", bad.sentence)),
        }
    }
    if fit.len() > MOST_ENTRIES {
        notes.push(format!("{field}: {n} stand there; the first {MOST_ENTRIES} are used."));
        fit.truncate(MOST_ENTRIES);
    }
    fit
}

/// A member as known before a row is applied.
pub(super) struct Known {
    pub(super) member: Membership,
    pub(super) open: Vec<Kept>,
    /// Whether they ever said asks, offers.
    pub(super) spoke: (bool, bool),
}

/// What a row changes.
pub(super) struct Merged {
    pub(super) member: Membership,
    /// These sides are said anew.
    pub(super) sides: Vec<Side>,
    /// The fields that change, in our words.
    pub(super) fields: Vec<String>,
    /// What was left as the member has it.
    pub(super) left: Vec<String>,
}

/// Takes over, field by field, what the list may say.
struct Merging {
    joined: bool,
    fields: Vec<String>,
    left: Vec<String>,
}

impl Merging {
    fn take<T: PartialEq>(&mut self, field: &str, empty: &T, here: &mut T, said: T) {
        if said == *empty || said == *here {
            return;
        }
        if self.joined && *here != *empty {
            self.left.push(field.to_owned());
            return;
        }
        *here = said;
        self.fields.push(field.to_owned());
    }
}

pub(super) fn merge(known: Known, row: &Content) -> Merged {
    let Known { mut member, open, spoke } = known;
    let mut merging = Merging { joined: member.person.is_some(), fields: Vec::new(), left: Vec::new() };
    let none = String::new();
    let said = row.profile.clone();
    let here = &mut member.profile;
    merging.take("name", &none, &mut here.name, said.name);
    merging.take("profession", &none, &mut here.profession, said.profession);
    merging.take("industry", &none, &mut here.industry, said.industry);
    merging.take("years", &None, &mut here.years, said.years);
    merging.take("place", &none, &mut here.place, said.place);
    merging.take("timezone", &none, &mut here.time_zone, said.time_zone);
    merging.take("languages", &Vec::new(), &mut here.languages, said.languages);
    merging.take("serves", &Vec::new(), &mut here.serves, said.serves);
    merging.take("values", &Vec::new(), &mut here.values, said.values);
    merging.take("formats", &Vec::new(), &mut here.formats, said.formats);
    merging.take("capacity", &None, &mut here.capacity, said.capacity);
    merging.take("paused_until", &None, &mut here.paused_until, said.paused_until);
    if !merging.joined {
        // A "no" in the list is as good as nothing; and who has joined knows best whether they are new.
        merging.take("newcomer", &false, &mut here.newcomer, said.newcomer);
        let address = row.address.as_deref().and_then(|address| address.parse::<MailAddress>().ok());
        let same =
            address.as_ref().map(MailAddress::key) == member.invited_address.as_ref().map(MailAddress::key);
        if !same {
            merging.take("email", &None, &mut member.invited_address, address);
        }
    }
    let sides = sides(&mut merging, &open, spoke, row);
    Merged { member, sides, fields: merging.fields, left: merging.left }
}

fn sides(merging: &mut Merging, open: &[Kept], spoke: (bool, bool), row: &Content) -> Vec<Side> {
    let mut sides = Vec::new();
    for (side, field, said, spoke) in
        [(Side::Offer, "offers", &row.offers, spoke.1), (Side::Ask, "asks", &row.asks, spoke.0)]
    {
        let here: Vec<&Kept> = open.iter().filter(|kept| kept.side == side).collect();
        let same = here.len() == said.len() && said.iter().zip(&here).all(|(said, kept)| said.says(kept));
        match (said.is_empty() || same, merging.joined && spoke) {
            (true, _) => {}
            (false, true) => merging.left.push(field.to_owned()),
            (false, false) => {
                merging.fields.push(field.to_owned());
                sides.push(side);
            }
        }
    }
    sides
}
