//! A request for a page: who looks, how they like it, and what stands around what they see.

use std::sync::OnceLock;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use goodword_app::communities::{self, Seat};
use goodword_app::{Actor, App, Error};
use goodword_domain::communities::{CommunityId, Role};

use crate::Site;
use crate::answer::Fault;
use crate::caller::{self, Caller};
use crate::words::{Language, Words};

use super::taste::Taste;

/// What a page may load: what is ours; it may be sent to nowhere but here.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
                      manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
/// The cookie that carries one notice over a redirect.
const NOTICE: &str = "notice";
/// The cookie that remembers in which community somebody was last.
const AT: &str = "at";

/// What a page's handler gives.
pub type Shown = Result<Response, Fault>;

/// A request for a page.
pub struct Visit {
    /// The house.
    pub app: App,
    /// Who looks.
    pub actor: Actor,
    taste: Taste,
    path: String,
    notice: Option<String>,
    at: Option<String>,
    moved: OnceLock<CommunityId>,
}

impl FromRequestParts<Site> for Visit {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Visit, Response> {
        let Caller(actor) = Caller::from_request_parts(parts, site).await?;
        let (app, headers) = (site.app.clone(), &parts.headers);
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
        Ok(Visit {
            taste: Taste::of(&app, headers),
            path: if caller::reads(&parts.method) { path.to_owned() } else { "/".to_owned() },
            notice: caller::small_cookie(&app, headers, NOTICE),
            at: caller::small_cookie(&app, headers, AT),
            moved: OnceLock::new(),
            actor,
            app,
        })
    }
}

/// To which place of the navigation a page belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// What comes next.
    Today,
    /// One's own matches.
    OneToOnes,
    /// Members.
    People,
    /// What is one's own.
    Me,
    /// What organisers do.
    Organise,
    /// None of them.
    Elsewhere,
}

impl Place {
    fn word(self) -> &'static str {
        match self {
            Place::Today => "today",
            Place::OneToOnes => "one_to_ones",
            Place::People => "people",
            Place::Me => "me",
            Place::Organise => "organise",
            Place::Elsewhere => "elsewhere",
        }
    }
}

/// What stands around a page. Every page's template has one as `frame`, and extends `layout.html`.
pub struct Frame {
    /// The language.
    pub words: Words,
    /// `light`, `dark` or `auto`.
    pub theme: &'static str,
    /// What was just done.
    pub notice: Option<String>,
    /// The page's own path, to come back to.
    pub path: String,
    /// Where it belongs.
    pub place: Place,
    /// The seat in the community that the page is about; none before somebody has come in.
    pub here: Option<Seat>,
    /// All seats of whoever looks.
    pub seats: Vec<Seat>,
    /// Whether anybody is signed in.
    pub signed_in: bool,
}

impl Frame {
    /// Nothing but the brand and a choice of language: for doors, and for what went wrong.
    pub fn bare(taste: Taste) -> Frame {
        Frame {
            words: taste.words,
            theme: taste.theme,
            notice: None,
            path: "/".to_owned(),
            place: Place::Elsewhere,
            here: None,
            seats: Vec::new(),
            signed_in: false,
        }
    }

    /// Whether whoever looks runs the community that the page is about.
    pub fn organises(&self) -> bool {
        self.here.as_ref().is_some_and(|seat| seat.member.role >= Role::Organiser)
    }

    /// Whether the page belongs to this place.
    pub fn is_at(&self, place: &str) -> bool {
        self.place.word() == place
    }

    /// The languages that one can choose.
    pub fn languages(&self) -> impl Iterator<Item = &'static Language> {
        Words::all().map(Words::language)
    }

    /// The id of the community that the page is about.
    pub fn community(&self) -> &str {
        self.here.as_ref().map_or("", |seat| &seat.community.id.0)
    }

    /// What it is called.
    pub fn community_name(&self) -> &str {
        self.here.as_ref().map_or("", |seat| &seat.community.name)
    }
}

impl Visit {
    /// The language.
    pub fn words(&self) -> Words {
        self.taste.words
    }

    /// The day, in universal time.
    pub fn today(&self) -> jiff::civil::Date {
        self.app.now().to_zoned(jiff::tz::TimeZone::UTC).date()
    }

    /// A key for a form that makes something, to stand in it as `once`.
    pub fn once(&self) -> String {
        self.app.chance.id()
    }

    /// Whoever looks, sending a form that stood under this key: sent twice, it makes nothing twice.
    pub fn sending(&self, once: &str) -> Actor {
        let once = (1..=64).contains(&once.len()).then(|| once.to_owned());
        Actor { who: self.actor.who.clone(), once }
    }

    /// The frame of a door.
    pub fn bare(&self) -> Frame {
        let notice = self.notice_said();
        Frame {
            notice,
            path: self.path.clone(),
            signed_in: self.actor.person().is_ok(),
            ..Frame::bare(self.taste)
        }
    }

    /// The frame of a page of one's own, in whichever community one was last. Whoever is not signed in must, first.
    pub async fn frame(&self, place: Place) -> Result<Frame, Error> {
        let seats = communities::seats(&self.app, &self.actor).await?;
        let last = seats.iter().find(|seat| Some(&seat.community.id.0) == self.at.as_ref());
        let here = last.or(seats.first()).cloned();
        Ok(Frame { place, here, seats, ..self.bare() })
    }

    /// The frame of a page of this community, and the seat of whoever looks there. Whoever has none finds nothing.
    pub async fn frame_in(&self, community: &CommunityId, place: Place) -> Result<(Frame, Seat), Error> {
        let seats = communities::seats(&self.app, &self.actor).await?;
        let seat =
            seats.iter().find(|seat| seat.community.id == *community).cloned().ok_or(Error::NotFound)?;
        let _ = self.moved.set(community.clone());
        Ok((Frame { place, here: Some(seat.clone()), seats, ..self.bare() }, seat))
    }

    /// The frame of a page for organisers of this community.
    pub async fn frame_organising(&self, community: &CommunityId) -> Result<(Frame, Seat), Error> {
        let (frame, seat) = self.frame_in(community, Place::Organise).await?;
        match frame.organises() {
            true => Ok((frame, seat)),
            false => Err(Error::NotAllowed("Only an organiser of the community can do this.")),
        }
    }

    fn notice_said(&self) -> Option<String> {
        let key = self.notice.as_ref().filter(|key| key.starts_with("notice-") && self.words().has(key))?;
        Some(self.words().say(key))
    }

    /// A page.
    pub fn page(&self, template: &impl Template) -> Response {
        self.page_as(StatusCode::OK, template)
    }

    /// A form once more, with what was typed and what is wrong with it.
    pub fn again(&self, template: &impl Template) -> Response {
        self.page_as(StatusCode::UNPROCESSABLE_ENTITY, template)
    }

    /// A page with a status of its own.
    pub fn page_as(&self, status: StatusCode, template: &impl Template) -> Response {
        let mut answer = self.remembered(rendered(status, self.words(), template));
        if self.notice.is_some() {
            let over = caller::set_small_cookie(&self.app, NOTICE, "", 0);
            answer.headers_mut().append(header::SET_COOKIE, over);
        }
        answer
    }

    /// Remembers in which community somebody is now.
    fn remembered(&self, mut answer: Response) -> Response {
        if let Some(at) = self.moved.get().filter(|at| Some(&at.0) != self.at.as_ref()) {
            let cookie = caller::set_small_cookie(&self.app, AT, &at.0, 180 * 86_400);
            answer.headers_mut().append(header::SET_COOKIE, cookie);
        }
        answer
    }

    /// On to another page.
    pub fn on_to(&self, path: &str) -> Response {
        self.remembered(Redirect::to(path).into_response())
    }

    /// On to another page, which says what was done: a sentence whose name begins with `notice-`.
    pub fn done(&self, notice: &str, path: &str) -> Response {
        let cookie = caller::set_small_cookie(&self.app, NOTICE, notice, 60);
        with_cookie(self.on_to(path), cookie)
    }
}

/// An answer that also sets a cookie.
pub fn with_cookie(mut answer: Response, cookie: HeaderValue) -> Response {
    answer.headers_mut().append(header::SET_COOKIE, cookie);
    answer
}

/// A template as an answer.
pub fn rendered(status: StatusCode, words: Words, template: &impl Template) -> Response {
    match template.render_with_values(&words) {
        Ok(html) => {
            let policy = (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
            // Told no referrer at all, old browsers say of a form that it came from nowhere, and it is turned away.
            let referrer = (header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
            (status, [policy, referrer], Html(html)).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "a template was not rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
