//! Today: the one page that a member needs, kept for what comes.

use askama::Template;
use goodword_app::members::{self, Kept, Side};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::filters;
use super::organise::Steps;
use super::visit::{Frame, Place, Shown, Visit};

#[derive(Template)]
#[template(path = "today/today.html")]
struct Today {
    frame: Frame,
    day: Date,
    name: String,
    asks: Vec<Kept>,
    offers: Vec<Kept>,
    steps: Option<Steps>,
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
    let card = members::mine(&visit.app, &visit.actor, &community.id).await?;
    let (asks, offers): (Vec<Kept>, Vec<Kept>) =
        card.entries.into_iter().partition(|kept| kept.side == Side::Ask);
    let steps = match frame.organises() {
        true => Steps::left(&visit, &seat, !asks.is_empty() && !offers.is_empty()).await?,
        false => None,
    };
    let day = visit.app.now().to_zoned(zone).date();
    let name = seat.member.profile.name.split(' ').next().unwrap_or_default().to_owned();
    Ok(visit.page(&Today { frame, day, name, asks, offers, steps }))
}
