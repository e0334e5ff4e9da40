//! Today: the one page that a member needs, kept for what comes.

use askama::Template;
use goodword_app::directory;
use goodword_app::echoes::{self, Echoes};
use goodword_app::members::{self, Kept, Side};
use goodword_domain::communities::Membership;
use goodword_domain::steps::Step;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::filters;
use super::one_to_ones::{self, Line};
use super::organise::Steps;
use super::profile;
use super::visit::{Frame, Place, Shown, Visit};
use super::waiting::Waiting;

/// How many asks of others, and how many newcomers, are shown.
const FEW: usize = 3;

#[derive(Template)]
#[template(path = "today/today.html")]
struct Today {
    frame: Frame,
    day: Date,
    /// One-to-ones in which something comes next.
    to_come: Vec<Line>,
    name: String,
    /// Until when whoever looks pauses.
    paused: Option<Date>,
    /// The step of the profile to go on with.
    step: Option<Step>,
    /// Asks of others that an offer of one's own answers.
    help: Echoes,
    newcomers: Vec<Membership>,
    asks: Vec<Kept>,
    offers: Vec<Kept>,
    steps: Option<Steps>,
    waiting: Waiting,
}

#[derive(Template)]
#[template(path = "today/nowhere.html")]
struct Nowhere {
    frame: Frame,
}

/// What comes next.
pub async fn today(visit: Visit) -> Shown {
    let frame = visit.frame(Place::Today).await?;
    let Some(seat) = frame.here.clone() else { return Ok(visit.page(&Nowhere { frame })) };
    let community = &seat.community;
    let zone = TimeZone::get(&community.time_zone).unwrap_or(TimeZone::UTC);
    let day = visit.app.now().to_zoned(zone).date();
    let to_come = one_to_ones::to_come(&visit, frame.words, &seat).await?;
    let card = members::mine(&visit.app, &visit.actor, &community.id).await?;
    let step = profile::Steps::of(&card, None).first_open();
    let (asks, offers): (Vec<Kept>, Vec<Kept>) =
        card.entries.into_iter().partition(|kept| kept.side == Side::Ask);
    let steps = match frame.organises() {
        true => Steps::left(&visit, &seat, !asks.is_empty() && !offers.is_empty()).await?,
        false => None,
    };
    let waiting = Waiting::of(&visit).await?;
    let help = echoes::to_help(&visit.app, &visit.actor, &community.id, FEW).await?;
    let newcomers = directory::newcomers(&visit.app, &visit.actor, &community.id, FEW as u32).await?;
    let name = seat.member.profile.name.split(' ').next().unwrap_or_default().to_owned();
    let paused = seat.member.profile.paused_until.filter(|until| day < *until);
    Ok(visit.page(&Today {
        frame,
        day,
        to_come,
        name,
        paused,
        step,
        help,
        newcomers,
        asks,
        offers,
        steps,
        waiting,
    }))
}
