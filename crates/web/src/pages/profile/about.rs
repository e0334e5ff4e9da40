//! Who one is, whom one serves, and what opens a conversation.

use askama::Template;
use goodword_app::Error;
use goodword_app::echoes::{self, Alike};
use goodword_domain::communities::CommunityId;
use goodword_domain::profiles::Profile;
use goodword_domain::steps::Step;
use serde::Deserialize;

use crate::answer::Path;

use super::super::filters;
use super::super::forms::{Form, Wrong};
use super::super::visit::{Frame, Shown, Visit};
use super::{Steps, begin, listed, save};

#[derive(Template)]
#[template(path = "profile/who.html")]
struct Who {
    frame: Frame,
    steps: Steps,
    form: WhoForm,
    wrong: Wrong,
}

/// Name and work.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct WhoForm {
    name: String,
    profession: String,
    industry: String,
    years: String,
    place: String,
    work_wanted: String,
}

impl From<Profile> for WhoForm {
    fn from(profile: Profile) -> WhoForm {
        let Profile { name, profession, industry, years, place, work_wanted, .. } = profile;
        let years = years.map(|years| years.to_string()).unwrap_or_default();
        WhoForm { name, profession, industry, years, place, work_wanted }
    }
}

/// The form for name and work.
pub async fn who(visit: Visit, Path(community): Path<CommunityId>) -> Shown {
    let (frame, card, steps) = begin(&visit, &community, Some(Step::Who)).await?;
    let form = WhoForm::from(card.member.profile);
    Ok(visit.page(&Who { frame, steps, form, wrong: Wrong::default() }))
}

/// Saves name and work.
pub async fn save_who(visit: Visit, Path(community): Path<CommunityId>, Form(form): Form<WhoForm>) -> Shown {
    let saved = match years(&form.years) {
        Ok(years) => {
            let said = |profile: &mut Profile| {
                profile.name.clone_from(&form.name);
                profile.profession.clone_from(&form.profession);
                profile.industry.clone_from(&form.industry);
                profile.place.clone_from(&form.place);
                profile.work_wanted.clone_from(&form.work_wanted);
                profile.years = years;
            };
            save(&visit, &community, Step::Who, said).await
        }
        Err(error) => Err(error),
    };
    match saved {
        Ok(done) => Ok(done),
        Err(error) => {
            let wrong = Wrong::of(error)?;
            let (frame, _, steps) = begin(&visit, &community, Some(Step::Who)).await?;
            Ok(visit.again(&Who { frame, steps, form, wrong }))
        }
    }
}

fn years(text: &str) -> Result<Option<u32>, Error> {
    match text.trim() {
        "" => Ok(None),
        said => said.parse().map(Some).map_err(|_| Error::field("years", "Please write a whole number.")),
    }
}

#[derive(Template)]
#[template(path = "profile/serves.html")]
struct Serves {
    frame: Frame,
    steps: Steps,
    form: ServesForm,
    alike: Vec<Alike>,
    wrong: Wrong,
}

/// Whom one serves and what one values.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct ServesForm {
    serves: String,
    values: String,
}

/// The form for whom one serves and what one values, with who is alike.
pub async fn serves(visit: Visit, Path(community): Path<CommunityId>) -> Shown {
    let (frame, card, steps) = begin(&visit, &community, Some(Step::Serves)).await?;
    let profile = card.member.profile;
    let form = ServesForm { serves: profile.serves.join(", "), values: profile.values.join(", ") };
    let alike = echoes::alike(&visit.app, &visit.actor, &community).await?;
    Ok(visit.page(&Serves { frame, steps, form, alike, wrong: Wrong::default() }))
}

/// Saves whom one serves and what one values.
pub async fn save_serves(
    visit: Visit,
    Path(community): Path<CommunityId>,
    Form(form): Form<ServesForm>,
) -> Shown {
    let said = |profile: &mut Profile| {
        profile.serves = listed(&form.serves);
        profile.values = listed(&form.values);
    };
    match save(&visit, &community, Step::Serves, said).await {
        Ok(done) => Ok(done),
        Err(error) => {
            let wrong = Wrong::of(error)?;
            let (frame, _, steps) = begin(&visit, &community, Some(Step::Serves)).await?;
            Ok(visit.again(&Serves { frame, steps, form, alike: Vec::new(), wrong }))
        }
    }
}

#[derive(Template)]
#[template(path = "profile/story.html")]
struct Story {
    frame: Frame,
    steps: Steps,
    form: StoryForm,
    wrong: Wrong,
}

/// What opens a conversation.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct StoryForm {
    news: String,
    challenges: String,
    origin: String,
    likes_most: String,
}

/// The form for what opens a conversation.
pub async fn story(visit: Visit, Path(community): Path<CommunityId>) -> Shown {
    let (frame, card, steps) = begin(&visit, &community, Some(Step::Story)).await?;
    let Profile { news, challenges, origin, likes_most, .. } = card.member.profile;
    let form = StoryForm { news, challenges, origin, likes_most };
    Ok(visit.page(&Story { frame, steps, form, wrong: Wrong::default() }))
}

/// Saves what opens a conversation.
pub async fn save_story(
    visit: Visit,
    Path(community): Path<CommunityId>,
    Form(form): Form<StoryForm>,
) -> Shown {
    let said = |profile: &mut Profile| {
        profile.news.clone_from(&form.news);
        profile.challenges.clone_from(&form.challenges);
        profile.origin.clone_from(&form.origin);
        profile.likes_most.clone_from(&form.likes_most);
    };
    match save(&visit, &community, Step::Story, said).await {
        Ok(done) => Ok(done),
        Err(error) => {
            let wrong = Wrong::of(error)?;
            let (frame, _, steps) = begin(&visit, &community, Some(Step::Story)).await?;
            Ok(visit.again(&Story { frame, steps, form, wrong }))
        }
    }
}
