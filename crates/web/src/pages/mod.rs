//! Pages for people. A GET shows, a POST does; every page works without scripts. How to add one: `crates/web/README.md`.

mod coming;
mod files;
mod filters;
mod forms;
mod imports;
mod introducing;
mod introductions;
mod invitations;
mod inviting;
mod letters;
mod log;
mod me;
mod members;
mod never_again;
mod offline;
mod one_to_ones;
mod organise;
mod outbox;
mod own;
mod profile;
mod promises;
mod promising;
mod roll;
mod rounds;
mod set_up;
mod settings;
mod sign_in;
mod start;
mod style;
mod taste;
mod times;
mod today;
mod told;
mod visit;
mod waiting;
mod word_kept;

pub(crate) use forms::Form;
pub(crate) use letters::{DaysForm, ToQuery, days, letters};
pub use style::parts;
pub use told::tell;
pub(crate) use visit::Visit;
pub use visit::with_cookie;

use axum::Router;
use axum::http::Method;
use axum::routing::{MethodRouter, get, post};

use crate::Site;

/// What is done where.
type Page = (Method, &'static str, MethodRouter<Site>);

/// Every page, and every deed of a page.
fn pages() -> Vec<Page> {
    here().into_iter().chain(meeting()).chain(holding_rounds()).chain(keeping_word()).collect()
}

/// One-to-ones: the same pages by the link of a letter and by one's own seat; and rounds, as members see them.
fn meeting() -> Vec<Page> {
    vec![
        see("/matches/{secret}", get(one_to_ones::show)),
        act("/matches/{secret}/answered", post(one_to_ones::answer)),
        act("/matches/{secret}/times", post(one_to_ones::when)),
        act("/matches/{secret}/place", post(one_to_ones::place)),
        act("/matches/{secret}/waiting", post(one_to_ones::wait)),
        act("/matches/{secret}/told", post(one_to_ones::tell)),
        see("/matches/{secret}/guide", get(one_to_ones::guide)),
        see("/matches/{secret}/calendar.ics", get(one_to_ones::calendar)),
        see("/rounds/{secret}", get(coming::form)),
        act("/rounds/{secret}", post(coming::choose)),
        see("/communities/{community}/one-to-ones", get(one_to_ones::all)),
        see("/communities/{community}/one-to-ones/{match}", get(one_to_ones::show)),
        act("/communities/{community}/one-to-ones/{match}/answered", post(one_to_ones::answer)),
        act("/communities/{community}/one-to-ones/{match}/times", post(one_to_ones::when)),
        act("/communities/{community}/one-to-ones/{match}/place", post(one_to_ones::place)),
        act("/communities/{community}/one-to-ones/{match}/waiting", post(one_to_ones::wait)),
        act("/communities/{community}/one-to-ones/{match}/told", post(one_to_ones::tell)),
        see("/communities/{community}/one-to-ones/{match}/guide", get(one_to_ones::guide)),
        see("/communities/{community}/one-to-ones/{match}/calendar.ics", get(one_to_ones::calendar)),
        act("/communities/{community}/rounds/{round}/coming", post(one_to_ones::come)),
        act("/communities/{community}/feed", post(one_to_ones::make_feed)),
        act("/communities/{community}/feed/ended", post(one_to_ones::end_feed)),
    ]
}

/// Promises and introductions; what a letter asks is answered by its link.
fn keeping_word() -> Vec<Page> {
    vec![
        see("/promises", get(promises::all)),
        act("/promises", post(promising::give)),
        see("/promises/new", get(promising::form)),
        see("/promises/{promise}", get(promises::promise)),
        act("/promises/{promise}", post(promises::say)),
        see("/promises/answer/{secret}", get(promises::link)),
        act("/promises/answer/{secret}", post(promises::say_by_link)),
        see("/word-kept", get(word_kept::mine)),
        act("/word-kept/shared", post(word_kept::share)),
        see("/introductions", get(introductions::all)),
        act("/introductions", post(introducing::make)),
        see("/introductions/new", get(introducing::form)),
        see("/introductions/{introduction}", get(introductions::introduction)),
        act("/introductions/{introduction}", post(introductions::say)),
        see("/introductions/answer/{secret}", get(introductions::link)),
        act("/introductions/answer/{secret}", post(introductions::say_by_link)),
    ]
}

/// Rounds, as organisers hold them.
fn holding_rounds() -> Vec<Page> {
    vec![
        see("/communities/{community}/rounds", get(rounds::all)),
        act("/communities/{community}/rounds", post(rounds::draft)),
        see("/communities/{community}/rounds/{round}", get(rounds::find)),
        act("/communities/{community}/rounds/{round}/terms", post(rounds::terms)),
        act("/communities/{community}/rounds/{round}/planned", post(rounds::plan)),
        act("/communities/{community}/rounds/{round}/stopped", post(rounds::stop)),
        act("/communities/{community}/rounds/{round}/edited", post(rounds::edit)),
        act("/communities/{community}/rounds/{round}/what-if", post(rounds::what_if)),
        act("/communities/{community}/rounds/{round}/replayed", post(rounds::replay)),
        see("/communities/{community}/rounds/{round}/release", get(rounds::releasing)),
        act("/communities/{community}/rounds/{round}/released", post(rounds::release)),
        act("/communities/{community}/rounds/{round}/cancelled", post(rounds::cancel)),
        see("/communities/{community}/rounds/{round}/round.csv", get(rounds::spreadsheet)),
        see("/communities/{community}/rounds/{round}/round.ics", get(rounds::calendar_file)),
        see("/communities/{community}/calendar", get(rounds::calendar_form)),
        act("/communities/{community}/calendar", post(rounds::set_calendar)),
        act("/communities/{community}/calendar/ended", post(rounds::end_calendar)),
    ]
}

fn here() -> Vec<Page> {
    vec![
        see("/", get(start::start)),
        see("/static/{folder}/{file}", get(files::serve)),
        see("/offline", get(offline::offline)),
        see("/worker.js", get(offline::worker)),
        act("/taste", post(taste::choose)),
        see("/sign-in", get(sign_in::form)),
        act("/sign-in", post(sign_in::ask)),
        act("/sign-in/code", post(sign_in::by_code)),
        see("/sign-in/{secret}", get(sign_in::link)),
        act("/sign-in/{secret}", post(sign_in::by_link)),
        act("/sign-out", post(sign_in::sign_out)),
        see("/set-up/{secret}", get(set_up::form)),
        act("/set-up/{secret}", post(set_up::finish)),
        see("/invitations/{secret}", get(invitations::show)),
        act("/invitations/{secret}", post(invitations::accept)),
        see("/never-again/{secret}", get(never_again::form)),
        act("/never-again/{secret}", post(never_again::never_again)),
        see("/today", get(today::today)),
        see("/me", get(me::me)),
        see("/me/devices", get(own::devices)),
        act("/me/devices/ended", post(own::end_others)),
        act("/me/devices/{session}/ended", post(own::end_device)),
        see("/me/tokens", get(own::tokens)),
        act("/me/tokens", post(own::make_token)),
        act("/me/tokens/{token}/ended", post(own::end_token)),
        see("/me/archive", get(own::archive)),
        act("/me/archive", post(own::bring)),
        see("/me/archive/goodword.zip", get(own::download)),
        act("/me/kept/{kept}/forgotten", post(own::forget)),
        see("/me/erase", get(own::erase)),
        act("/me/erase", post(own::erase_me)),
        see("/communities/{community}", get(start::enter)),
        see("/communities/{community}/me", get(profile::all)),
        see("/communities/{community}/me/who", get(profile::who)),
        act("/communities/{community}/me/who", post(profile::save_who)),
        see("/communities/{community}/me/asks", get(profile::asks)),
        act("/communities/{community}/me/asks", post(profile::say_ask)),
        see("/communities/{community}/me/offers", get(profile::offers)),
        act("/communities/{community}/me/offers", post(profile::say_offer)),
        act("/communities/{community}/me/entries/{entry}/reworded", post(profile::reword)),
        act("/communities/{community}/me/entries/{entry}/shifted", post(profile::shift)),
        act("/communities/{community}/me/entries/{entry}/closed", post(profile::close)),
        act("/communities/{community}/me/entries/{entry}/reopened", post(profile::reopen)),
        see("/communities/{community}/me/serves", get(profile::serves)),
        act("/communities/{community}/me/serves", post(profile::save_serves)),
        see("/communities/{community}/me/story", get(profile::story)),
        act("/communities/{community}/me/story", post(profile::save_story)),
        see("/communities/{community}/me/meeting", get(profile::meeting)),
        act("/communities/{community}/me/meeting", post(profile::save_meeting)),
        see("/communities/{community}/me/week", get(profile::week)),
        act("/communities/{community}/me/week", post(profile::save_week)),
        see("/communities/{community}/me/pause", get(own::pause)),
        act("/communities/{community}/me/pause", post(own::set_pause)),
        see("/communities/{community}/me/apart", get(own::apart)),
        act("/communities/{community}/me/apart", post(own::add_apart)),
        act("/communities/{community}/me/apart/{member}/removed", post(own::remove_apart)),
        see("/communities/{community}/me/leave", get(own::leave)),
        act("/communities/{community}/me/leave", post(own::leave_now)),
        see("/communities/{community}/members", get(members::directory)),
        see("/communities/{community}/members/{member}", get(members::member)),
        see("/communities/{community}/organise", get(organise::organise)),
        see("/communities/{community}/organise/members", get(roll::roll)),
        see("/communities/{community}/organise/members/{member}", get(roll::member)),
        act("/communities/{community}/organise/members/{member}/invited", post(roll::invite)),
        act("/communities/{community}/organise/members/{member}/paused", post(roll::pause)),
        act("/communities/{community}/organise/members/{member}/suspended", post(roll::suspend)),
        act("/communities/{community}/organise/members/{member}/restored", post(roll::restore)),
        act("/communities/{community}/organise/members/{member}/role", post(roll::appoint)),
        act("/communities/{community}/organise/members/{member}/removed", post(roll::remove)),
        see("/communities/{community}/organise/settings", get(settings::settings)),
        act("/communities/{community}/organise/settings", post(settings::change)),
        act("/communities/{community}/organise/closed", post(settings::close)),
        see("/communities/{community}/organise/log", get(log::log)),
        see("/outbox", get(outbox::outbox)),
        act("/outbox/released", post(outbox::release)),
        act("/outbox/again", post(outbox::again)),
        see("/communities/{community}/imports", get(imports::all)),
        act("/communities/{community}/imports", post(imports::preview)),
        see("/communities/{community}/imports/{import}", get(imports::import)),
        act("/communities/{community}/imports/{import}/columns", post(imports::columns)),
        act("/communities/{community}/imports/{import}/applied", post(imports::apply)),
        act("/communities/{community}/imports/{import}/stopped", post(imports::stop)),
        act("/communities/{community}/imports/{import}/undone", post(imports::undo)),
        act("/communities/{community}/imports/{import}/forgotten", post(imports::forget)),
        see("/communities/{community}/invitations", get(inviting::all)),
        act("/communities/{community}/invitations", post(inviting::invite)),
        act("/communities/{community}/invitations/everybody", post(inviting::everybody)),
        act("/communities/{community}/invitations/everybody/stopped", post(inviting::nobody_else)),
        act("/communities/{community}/invitations/{guest}/taken-back", post(inviting::take_back)),
    ]
}

fn see(path: &'static str, route: MethodRouter<Site>) -> Page {
    (Method::GET, path, route)
}

fn act(path: &'static str, route: MethodRouter<Site>) -> Page {
    (Method::POST, path, route)
}

/// Their methods and paths, for tests that walk through all of them.
pub fn paths() -> Vec<(Method, &'static str)> {
    pages().into_iter().map(|(method, path, _)| (method, path)).collect()
}

/// All pages.
pub fn router() -> Router<Site> {
    pages().into_iter().fold(Router::new(), |router, (_, path, page)| router.route(path, page))
}
