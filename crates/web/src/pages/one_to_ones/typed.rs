//! What was typed into a form whose fields come more than once.

use goodword_app::Error;
use goodword_domain::answers::Help;
use goodword_domain::help::HelpKind;
use goodword_domain::members::MemberId;
use goodword_domain::times::Slot;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;

use crate::pages::times;

/// Fields with what stands in them, in their order.
#[derive(Deserialize, Default)]
#[serde(transparent)]
pub struct Typed(Vec<(String, String)>);

impl Typed {
    /// What stands in a field; empty if nothing.
    pub fn get(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// What stands in all fields of this name.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        let found: Vec<&str> =
            self.0.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect();
        found.into_iter()
    }

    /// The times that were ticked, by when they begin.
    pub fn can(&self) -> Vec<Timestamp> {
        self.all("can").filter_map(|at| at.parse().ok()).collect()
    }

    /// The times that were given: those that suit all, and those that were typed.
    pub fn given(&self, suggested: &[Slot], zone: &TimeZone) -> Result<Vec<Slot>, Error> {
        let ticked: Vec<Timestamp> = self.all("at").filter_map(|at| at.parse().ok()).collect();
        let mut given: Vec<Slot> =
            suggested.iter().filter(|slot| ticked.contains(&slot.from)).copied().collect();
        for typed in ["time-1", "time-2", "time-3"].map(|name| self.get(name)) {
            if !typed.is_empty() {
                let no_time = "That is no time of a day. Write it like 2026-06-10T12:15.";
                given.push(times::slot(typed, zone).ok_or_else(|| Error::field("times", no_time))?);
            }
        }
        Ok(given)
    }

    /// The day until which somebody pauses, if they said one.
    pub fn until(&self) -> Result<Option<Date>, Error> {
        match self.get("until") {
            "" => Ok(None),
            day => day.parse().map(Some).map_err(|_| Error::field("until", "Write the day like 2026-09-01.")),
        }
    }

    /// Who helped whom with what: each field says `from`, `to` and the kind.
    pub fn helps(&self) -> Vec<Help> {
        let help = |said: &str| {
            let mut parts = said.split(' ');
            let (from, to, kind) = (parts.next()?, parts.next()?, parts.next()?);
            let kind = HelpKind::ALL.into_iter().find(|known| known.word() == kind)?;
            Some(Help { from: MemberId(from.to_owned()), to: MemberId(to.to_owned()), kind })
        };
        self.all("helps").filter_map(help).collect()
    }
}
