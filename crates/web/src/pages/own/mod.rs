//! What is one's own beside the profile: pausing, whom one would rather not meet, devices, programs, the archive, going.

mod apart;
mod archive;
mod devices;
mod going;
mod pause;
mod tokens;

pub use apart::{add_apart, apart, remove_apart};
pub use archive::{archive, bring, download, forget};
pub use devices::{devices, end_device, end_others};
pub use going::{erase, erase_me, leave, leave_now};
pub use pause::{pause, set_pause};
pub use tokens::{end_token, make_token, tokens};

use goodword_app::communities::Seat;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The day of an instant, as it is where somebody is: in the zone of their community, if they are in one.
fn day(at: Timestamp, here: Option<&Seat>) -> Date {
    let zone = here.and_then(|seat| TimeZone::get(&seat.community.time_zone).ok());
    at.to_zoned(zone.unwrap_or(TimeZone::UTC)).date()
}
