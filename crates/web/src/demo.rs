//! What only the demo has: links that sign in whoever opens them, as often as they like; the letters that go to nobody; days that
//! go by at a word.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{get, post};
use goodword_app::outside::{MachineClock, Secret};
use goodword_app::{Actor, App, Clock, Error, sessions};
use goodword_domain::people::PersonId;
use jiff::{SignedDuration, Timestamp};

use crate::answer::{Fault, Query};
use crate::caller;
use crate::pages::{self, DaysForm, Form, ToQuery, Visit, with_cookie};

/// A link that signs in as somebody.
#[derive(Clone)]
pub struct Door {
    /// What the link ends with.
    pub secret: Secret,
    /// As whom.
    pub person: PersonId,
}

/// The machine's clock, gone forward by the days that the demo's visitor let go by.
#[derive(Default)]
pub struct DemoClock(AtomicU32);

impl DemoClock {
    /// Lets days go by.
    pub fn forward_days(&self, days: u32) {
        self.0.fetch_add(days, Ordering::SeqCst);
    }
}

impl Clock for DemoClock {
    fn now(&self) -> Timestamp {
        MachineClock.now() + SignedDuration::from_hours(24 * i64::from(self.0.load(Ordering::SeqCst)))
    }
}

/// The demo's own doors, its letters, and the page that shows all parts.
pub(crate) fn router(doors: Vec<Door>, clock: Arc<DemoClock>) -> Router<crate::Site> {
    let doors = Arc::new(doors);
    let known = move |secret: &str| {
        let door = doors.iter().find(|door| door.secret.reveal() == secret);
        door.map(|door| door.person.clone()).ok_or(Fault(Error::NotFound))
    };
    let by_door = known.clone();
    let come_in = move |State(app): State<App>, headers: HeaderMap, Path(secret): Path<String>| async move {
        sign_in(&app, &headers, &by_door(&secret)?).await
    };
    let by_letters = known.clone();
    let letters = move |Path(secret): Path<String>, query: Query<ToQuery>, visit: Visit| async move {
        by_letters(&secret)?;
        pages::letters(visit, query, format!("/demo/{secret}/letters")).await
    };
    let days = move |Path(secret): Path<String>, visit: Visit, form: Form<DaysForm>| async move {
        known(&secret)?;
        pages::days(visit, clock, form, format!("/demo/{secret}/letters")).await
    };
    Router::new()
        .route("/demo/{secret}", get(come_in))
        .route("/demo/{secret}/letters", get(letters))
        .route("/demo/{secret}/letters/days", post(days))
        .route("/style", get(pages::parts))
}

async fn sign_in(app: &App, headers: &HeaderMap, person: &PersonId) -> Result<Response, Fault> {
    let mut change = app.change(&Actor::GOODWORD, &person.0).await?;
    let (_, session) = sessions::open(&mut change, person, &caller::device(headers)).await?;
    change.commit().await?;
    let on = axum::response::IntoResponse::into_response(axum::response::Redirect::to("/today"));
    Ok(with_cookie(on, caller::session_cookie(app, Some(&session))))
}
