//! Where one is signed in, and signing out there.

use askama::Template;
use goodword_app::sessions;
use jiff::civil::Date;

use crate::answer::Path;

use super::super::filters;
use super::super::visit::{Frame, Place, Shown, Visit};
use super::day;

#[derive(Template)]
#[template(path = "own/devices.html")]
struct Devices {
    frame: Frame,
    devices: Vec<Device>,
}

/// A device on which one is signed in.
struct Device {
    id: String,
    name: String,
    since: Date,
    seen: Date,
    is_this: bool,
}

/// Where one is signed in.
pub async fn devices(visit: Visit) -> Shown {
    let frame = visit.frame(Place::Me).await?;
    let (all, this) = sessions::mine(&visit.app, &visit.actor).await?;
    let here = frame.here.as_ref();
    let device = |session: sessions::Session| Device {
        name: session.device,
        since: day(session.since, here),
        seen: day(session.seen, here),
        is_this: session.id == this,
        id: session.id,
    };
    let devices = all.into_iter().map(device).collect();
    Ok(visit.page(&Devices { frame, devices }))
}

/// Signs out on one of them.
pub async fn end_device(visit: Visit, Path(id): Path<String>) -> Shown {
    sessions::end(&visit.app, &visit.actor, &id).await?;
    Ok(visit.done("notice-device-ended", "/me/devices"))
}

/// Signs out everywhere else.
pub async fn end_others(visit: Visit) -> Shown {
    sessions::end_others(&visit.app, &visit.actor).await?;
    Ok(visit.done("notice-device-ended", "/me/devices"))
}
