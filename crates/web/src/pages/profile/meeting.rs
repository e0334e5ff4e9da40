//! How one likes to meet, how often and how many.

use askama::Template;
use goodword_domain::communities::CommunityId;
use goodword_domain::profiles::Profile;
use goodword_domain::steps::Step;

use crate::answer::Path;

use super::super::filters;
use super::super::forms::{Form, Wrong};
use super::super::visit::{Frame, Shown, Visit};
use super::{Steps, begin, listed, save};

/// Ways to meet that one can tick; others can be written.
const FORMATS: [&str; 5] = ["coffee", "lunch", "drink", "walk", "video"];

#[derive(Template)]
#[template(path = "profile/meeting.html")]
struct Meeting {
    frame: Frame,
    steps: Steps,
    form: MeetingForm,
    wrong: Wrong,
}

/// How one likes to meet.
struct MeetingForm {
    formats: Vec<String>,
    other_formats: String,
    languages: String,
    price_comfort: String,
    every_weeks: Option<u32>,
    capacity: Option<u32>,
}

impl MeetingForm {
    fn of(profile: Profile) -> MeetingForm {
        let (formats, others): (Vec<String>, Vec<String>) =
            profile.formats.into_iter().partition(|format| FORMATS.contains(&format.as_str()));
        MeetingForm {
            formats,
            other_formats: others.join(", "),
            languages: profile.languages.join(", "),
            price_comfort: profile.price_comfort,
            every_weeks: profile.every_weeks,
            capacity: profile.capacity,
        }
    }

    fn sent(pairs: &[(String, String)]) -> MeetingForm {
        let all =
            |name: &str| pairs.iter().filter(|pair| pair.0 == name).map(|pair| pair.1.clone()).collect();
        let one = |name: &str| -> String {
            let found: Vec<String> = all(name);
            found.into_iter().next().unwrap_or_default()
        };
        MeetingForm {
            formats: all("format"),
            other_formats: one("other_formats"),
            languages: one("languages"),
            price_comfort: one("price_comfort"),
            every_weeks: one("every_weeks").parse().ok(),
            capacity: one("capacity").parse().ok(),
        }
    }

    fn has(&self, format: &str) -> bool {
        self.formats.iter().any(|known| known == format)
    }

    /// What of a list of choices is chosen; the first, which stands for nothing said, is 0.
    fn weeks(&self) -> u32 {
        self.every_weeks.unwrap_or(0)
    }

    /// The same for how many; one more than said, so that none at all can be said, too.
    fn most(&self) -> u32 {
        self.capacity.map_or(0, |most| most + 1)
    }
}

/// The form for how one likes to meet.
pub async fn meeting(visit: Visit, Path(community): Path<CommunityId>) -> Shown {
    let (frame, card, steps) = begin(&visit, &community, Some(Step::Meeting)).await?;
    let form = MeetingForm::of(card.member.profile);
    Ok(visit.page(&Meeting { frame, steps, form, wrong: Wrong::default() }))
}

/// Saves how one likes to meet.
pub async fn save_meeting(
    visit: Visit,
    Path(community): Path<CommunityId>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Shown {
    let form = MeetingForm::sent(&pairs);
    let said = |profile: &mut Profile| {
        profile.formats = form.formats.iter().cloned().chain(listed(&form.other_formats)).collect();
        profile.languages = listed(&form.languages);
        profile.price_comfort.clone_from(&form.price_comfort);
        profile.every_weeks = form.every_weeks;
        profile.capacity = form.capacity;
    };
    match save(&visit, &community, Step::Meeting, said).await {
        Ok(done) => Ok(done),
        Err(error) => {
            let wrong = Wrong::of(error)?;
            let (frame, _, steps) = begin(&visit, &community, Some(Step::Meeting)).await?;
            Ok(visit.again(&Meeting { frame, steps, form, wrong }))
        }
    }
}
