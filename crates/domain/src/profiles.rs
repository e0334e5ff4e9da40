//! A profile: what others in a community may see of a member. The words that open a conversation, and what a
//! round needs to know.
//!
//! Asks and offers are no part of it: they come and go, and are kept as entries of their own.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::members::{Entry, Member, MemberId};
use crate::words::{self, BadText};

/// What others in a community may see of a member. Unknown is empty, never zero.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Profile {
    /// As they want to be called.
    pub name: String,
    /// What they do.
    pub profession: String,
    /// In which industry.
    pub industry: String,
    /// Years in that work.
    pub years: Option<u32>,
    /// Where they can meet.
    pub place: String,
    /// A name of the IANA time zone database; empty follows the community.
    pub time_zone: String,
    /// Languages they speak.
    pub languages: Vec<String>,
    /// Whom they serve: their target market.
    pub serves: Vec<String>,
    /// What they value.
    pub values: Vec<String>,
    /// The work that they want more of.
    pub work_wanted: String,
    /// What is new with them.
    pub news: String,
    /// What they find hard at present.
    pub challenges: String,
    /// What got them into their work.
    pub origin: String,
    /// What they like most about it.
    pub likes_most: String,
    /// Coffee, lunch, a drink, video: how they like to meet.
    pub formats: Vec<String>,
    /// What they like a lunch to cost at most, in their own words.
    pub price_comfort: String,
    /// Hours of the week at which they can meet, in their own time zone.
    pub availability: Vec<Hours>,
    /// The most meetings that they want in a round; unknown follows the round.
    pub capacity: Option<u32>,
    /// Weeks between meetings that suit them; unknown follows the community.
    pub every_weeks: Option<u32>,
    /// Not matched before this day.
    pub paused_until: Option<Date>,
    /// New in the community.
    pub newcomer: bool,
}

/// Hours of one weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// 1 is Monday, 7 is Sunday.
    pub weekday: u8,
    /// Minutes after midnight.
    pub from_minute: u16,
    /// Minutes after midnight, later than `from_minute`; 1440 is the day's end.
    pub to_minute: u16,
}

impl Profile {
    /// A profile of which only the name is known.
    pub fn named(name: &str) -> Profile {
        Profile { name: name.to_owned(), ..Profile::default() }
    }

    /// The profile made fit to be shown, or the first field that cannot stay as it is.
    pub fn checked(self) -> Result<Profile, BadText> {
        if !self.time_zone.is_empty() && jiff::tz::TimeZone::get(&self.time_zone).is_err() {
            return bad("time_zone", "That time zone is not known; it should look like Europe/Berlin.");
        }
        within("years", self.years, 0, 80)?;
        within("capacity", self.capacity, 0, 20)?;
        within("every_weeks", self.every_weeks, 1, 52)?;
        if self.availability.len() > 50 || !self.availability.iter().all(Hours::holds) {
            return bad("availability", "Hours need a weekday from 1 to 7 and an end after their beginning.");
        }
        Ok(Profile {
            name: words::name("name", &self.name)?,
            profession: words::line("profession", &self.profession, 120)?,
            industry: words::line("industry", &self.industry, 120)?,
            place: words::line("place", &self.place, 120)?,
            languages: list("languages", &self.languages)?,
            serves: list("serves", &self.serves)?,
            values: list("values", &self.values)?,
            formats: list("formats", &self.formats)?,
            work_wanted: words::paragraph("work_wanted", &self.work_wanted, 1000)?,
            news: words::paragraph("news", &self.news, 1000)?,
            challenges: words::paragraph("challenges", &self.challenges, 1000)?,
            origin: words::paragraph("origin", &self.origin, 1000)?,
            likes_most: words::paragraph("likes_most", &self.likes_most, 1000)?,
            price_comfort: words::line("price_comfort", &self.price_comfort, 80)?,
            ..self
        })
    }

    /// The member that a round knows.
    pub fn member(&self, id: MemberId, asks: Vec<Entry>, offers: Vec<Entry>) -> Member {
        let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Member {
            id,
            name: self.name.clone(),
            place: said(&self.place),
            profession: said(&self.profession).or_else(|| said(&self.industry)),
            years: self.years,
            languages: self.languages.clone(),
            serves: self.serves.clone(),
            values: self.values.clone(),
            offers,
            asks,
            capacity: self.capacity,
            formats: self.formats.clone(),
            paused_until: self.paused_until,
            newcomer: self.newcomer,
        }
    }
}

impl Hours {
    fn holds(&self) -> bool {
        (1..=7).contains(&self.weekday) && self.from_minute < self.to_minute && self.to_minute <= 1440
    }
}

/// An ask or an offer made fit to be shown: one line, not empty, at most 300 characters.
pub fn checked_entry(entry: Entry) -> Result<Entry, BadText> {
    let text = words::line("text", &entry.text, 300)?;
    match text.chars().any(char::is_alphanumeric) {
        true => Ok(Entry { text, ..entry }),
        false => bad("text", "Please say it in words."),
    }
}

fn list(field: &'static str, items: &[String]) -> Result<Vec<String>, BadText> {
    if items.len() > 30 {
        return bad(field, "At most 30 fit here.");
    }
    let lines: Result<Vec<String>, BadText> =
        items.iter().map(|item| words::line(field, item, 120)).collect();
    Ok(lines?.into_iter().filter(|item| !item.is_empty()).collect())
}

fn within(field: &'static str, value: Option<u32>, least: u32, most: u32) -> Result<(), BadText> {
    match value {
        Some(n) if !(least..=most).contains(&n) => {
            Err(BadText { field, sentence: format!("That is {n}; it can be {least} to {most}.") })
        }
        _ => Ok(()),
    }
}

fn bad<T>(field: &'static str, sentence: &str) -> Result<T, BadText> {
    Err(BadText { field, sentence: sentence.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_survives_its_own_json() {
        let hours = vec![Hours { weekday: 2, from_minute: 720, to_minute: 810 }];
        let profile = Profile { years: Some(3), availability: hours, ..Profile::named("Ada Samplewright") };
        let json = serde_json::to_string(&profile).unwrap();
        assert_eq!(serde_json::from_str::<Profile>(&json).unwrap(), profile);
        assert_eq!(
            serde_json::from_str::<Profile>("{\"name\":\"Ada Samplewright\"}").unwrap().name,
            profile.name
        );
    }

    #[test]
    fn the_field_that_cannot_stay_is_named() {
        let field = |profile: Profile| profile.checked().unwrap_err().field;
        assert_eq!(field(Profile::default()), "name");
        assert_eq!(field(Profile { years: Some(300), ..Profile::named("Ada") }), "years");
        assert_eq!(field(Profile { time_zone: "Mars/Dome".into(), ..Profile::named("Ada") }), "time_zone");
        let backwards = vec![Hours { weekday: 1, from_minute: 700, to_minute: 600 }];
        assert_eq!(field(Profile { availability: backwards, ..Profile::named("Ada") }), "availability");
        assert_eq!(field(Profile { news: "x".repeat(1001), ..Profile::named("Ada") }), "news");
    }
}
