//! A house seen from outside: requests to its site, as one actor or another sends them.

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use axum::{Router, body};
use goodword_app::{Actor, Who, sessions, tokens};
use goodword_formats::archive;
use tower::ServiceExt;

use crate::house::TestHouse;

/// What a request brings to show who sent it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Nothing.
    Nothing,
    /// The secret of a session.
    Session(String),
    /// The secret of a token.
    Token(String),
}

/// An answer, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The status.
    pub status: StatusCode,
    /// The headers, but for the request's own id.
    pub headers: HeaderMap,
    /// The body.
    pub body: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl Told {
    /// Status, headers and body; an archive unpacked.
    pub fn whole(&self) -> Vec<u8> {
        let mut whole = format!("{}\n", self.status);
        for (name, value) in &self.headers {
            whole.push_str(&format!("{name}: {}\n", String::from_utf8_lossy(value.as_bytes())));
        }
        if let Ok(archive) = archive::read::<serde_json::Value>(&self.bytes) {
            whole.push_str(&serde_json::to_string(&archive).expect("JSON"));
        }
        [whole.as_bytes(), &self.bytes].concat()
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error} in {:?}", self.body))
    }
}

/// The site of a house.
#[derive(Clone)]
pub struct TestSite(Router);

impl TestHouse {
    /// Its site.
    pub fn site(&self) -> TestSite {
        TestSite(goodword_web::site(self.app.clone(), 0))
    }

    /// A session for this person, opened as by signing in.
    pub async fn session(&self, actor: &Actor) -> Shown {
        let mut change = self.app.change(&Actor::GOODWORD, "sessions").await.expect("a change");
        let person = actor.person().expect("a person");
        let (_, secret) = sessions::open(&mut change, person, "a test").await.expect("a session");
        change.commit().await.expect("a commit");
        Shown::Session(secret.reveal().to_owned())
    }

    /// A token of this person.
    pub async fn token(&self, actor: &Actor, scope: tokens::Scope, days: Option<u32>) -> Shown {
        let terms = tokens::Terms { name: "a test".to_owned(), scope, days };
        let actor = Actor { who: Who::clone(&actor.who), once: None };
        let (_, secret) = tokens::make(&self.app, &actor, terms).await.expect("a token");
        Shown::Token(secret.reveal().to_owned())
    }
}

impl TestSite {
    /// Another router in its place.
    pub fn of(router: Router) -> TestSite {
        TestSite(router)
    }

    /// What it is made of.
    pub fn router(&self) -> Router {
        self.0.clone()
    }

    /// Sends a request with JSON, or with nothing, and waits for the whole answer.
    pub async fn send(
        &self,
        who: &Shown,
        method: Method,
        path: &str,
        json: Option<serde_json::Value>,
    ) -> Told {
        let kind = json.is_some().then_some("application/json");
        let body = json.map(|json| json.to_string().into_bytes()).unwrap_or_default();
        self.send_bytes(who, method, path, kind, body).await
    }

    /// Sends a request with bytes of this media type.
    pub async fn send_bytes(
        &self,
        who: &Shown,
        method: Method,
        path: &str,
        kind: Option<&str>,
        bytes: Vec<u8>,
    ) -> Told {
        let mut request = Request::builder().method(method).uri(path);
        request = match who {
            Shown::Nothing => request,
            Shown::Session(secret) => request.header("cookie", format!("goodword={secret}")),
            Shown::Token(secret) => request.header("authorization", format!("Bearer {secret}")),
        };
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        self.pass(request.body(Body::from(bytes)).expect("a request")).await
    }

    /// Passes a request on as it is.
    pub async fn pass(&self, request: Request<Body>) -> Told {
        let answer = self.0.clone().oneshot(request).await.expect("an answer");
        let (status, mut headers) = (answer.status(), answer.headers().clone());
        headers.remove("x-request-id");
        let bytes = body::to_bytes(answer.into_body(), usize::MAX).await.expect("a body");
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Told { status, headers, body, bytes: bytes.to_vec() }
    }

    /// What is there.
    pub async fn get(&self, who: &Shown, path: &str) -> Told {
        self.send(who, Method::GET, path, None).await
    }

    /// Does something.
    pub async fn post(&self, who: &Shown, path: &str, json: serde_json::Value) -> Told {
        self.send(who, Method::POST, path, Some(json)).await
    }
}
