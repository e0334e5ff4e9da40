//! How what a verb gave becomes an answer, and why it did not.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use goodword_app::Error;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What a handler of the API gives.
pub type Answer<T> = Result<T, Fault>;

/// Something was made: 201.
pub struct Made<T>(pub T);

impl<T: Serialize> IntoResponse for Made<T> {
    fn into_response(self) -> Response {
        (StatusCode::CREATED, Json(self.0)).into_response()
    }
}

/// Something was done, and there is nothing to tell: 204.
pub struct Done;

impl IntoResponse for Done {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }
}

/// Why something was not done, as a program reads it: `application/problem+json` (RFC 9457).
pub struct Fault(pub Error);

impl From<Error> for Fault {
    fn from(error: Error) -> Fault {
        Fault(error)
    }
}

/// A problem as JSON.
#[derive(Clone, Serialize, schemars::JsonSchema)]
pub struct Problem {
    /// The HTTP status.
    pub status: u16,
    /// A word for programs.
    pub code: &'static str,
    /// A sentence for people, with the remedy.
    pub detail: String,
    /// The field that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<&'static str>,
}

/// The status and the word of an error.
pub fn status_of(error: &Error) -> (StatusCode, &'static str) {
    match error {
        Error::NotFound => (StatusCode::NOT_FOUND, "not_found"),
        Error::SignInFirst => (StatusCode::UNAUTHORIZED, "sign_in_first"),
        Error::NotAllowed(_) => (StatusCode::FORBIDDEN, "not_allowed"),
        Error::Refused(refused) => (StatusCode::UNPROCESSABLE_ENTITY, refused.code),
        Error::TooOften(_) => (StatusCode::TOO_MANY_REQUESTS, "too_often"),
        Error::Busy(_) => (StatusCode::SERVICE_UNAVAILABLE, "busy"),
        Error::NoRoom(_) => (StatusCode::INSUFFICIENT_STORAGE, "no_room"),
        Error::Broken(_) => (StatusCode::INTERNAL_SERVER_ERROR, "broken"),
    }
}

/// After how many seconds it is worth asking again.
pub fn again_after(error: &Error) -> Option<u32> {
    match error {
        Error::TooOften(seconds) => Some(*seconds),
        Error::Busy(_) => Some(2),
        Error::NoRoom(_) => Some(30),
        _ => None,
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let (status, code) = status_of(&self.0);
        match &self.0 {
            Error::Broken(why) => tracing::error!(why, "a fault of ours"),
            Error::Busy(why) | Error::NoRoom(why) => tracing::warn!(why, "not now"),
            _ => {}
        }
        let field = match &self.0 {
            Error::Refused(refused) => refused.field,
            _ => None,
        };
        let mut answer = problem(status, code, self.0.to_string(), field);
        if let Some(seconds) = again_after(&self.0) {
            answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            answer.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        answer
    }
}

/// A problem as an answer.
pub fn problem(
    status: StatusCode,
    code: &'static str,
    detail: impl Into<String>,
    field: Option<&'static str>,
) -> Response {
    let body = Problem { status: status.as_u16(), code, detail: detail.into(), field };
    let mut answer = (status, Json(body.clone())).into_response();
    // Whoever looks at pages is told by a page: `pages/told.rs` makes it from this.
    answer.extensions_mut().insert(body);
    let kind = HeaderValue::from_static("application/problem+json");
    answer.headers_mut().insert(header::CONTENT_TYPE, kind);
    answer
}

/// How many are asked for, as the document says that it can be said: from one to `most`, `usual` unless said.
pub fn limit(said: Option<u32>, usual: u32, most: u32) -> Result<u32, Error> {
    match said.unwrap_or(usual) {
        n if (1..=most).contains(&n) => Ok(n),
        _ => Err(Error::field("limit", format!("Ask for 1 to {most}."))),
    }
}

/// A body of JSON.
pub struct Given<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Given<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Given<T>, Response> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        if !kind.is_some_and(|kind| kind.to_ascii_lowercase().starts_with("application/json")) {
            let sentence = "Please send JSON, and say so: Content-Type: application/json.";
            return Err(problem(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json", sentence, None));
        }
        let bytes = whole(request, state).await?;
        serde_json::from_slice(&bytes).map(Given).map_err(|error| {
            let sentence = format!("The JSON does not fit: {error}.");
            problem(StatusCode::UNPROCESSABLE_ENTITY, "bad_json", sentence, None)
        })
    }
}

/// A body of bytes, as a file is sent.
pub struct File(pub Bytes);

impl<S: Send + Sync> FromRequest<S> for File {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<File, Response> {
        Ok(File(whole(request, state).await?))
    }
}

async fn whole<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Response> {
    Bytes::from_request(request, state).await.map_err(|refused| {
        let status = refused.into_response().status();
        let (code, sentence) = match status {
            StatusCode::PAYLOAD_TOO_LARGE => ("too_large", "That is more than fits here."),
            _ => ("bad_body", "The request broke off, or took too long."),
        };
        problem(status, code, sentence, None)
    })
}

/// What stands in the path.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Path<T>, Fault> {
        // An id that is no text at all is found nowhere, like any other that is wrong.
        let path = axum::extract::Path::<T>::from_request_parts(parts, state).await;
        path.map(|path| Path(path.0)).map_err(|_| Fault(Error::NotFound))
    }
}

/// What stands behind the question mark.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Query<T>, Response> {
        let query = axum::extract::Query::<T>::from_request_parts(parts, state).await;
        query.map(|query| Query(query.0)).map_err(|refused| {
            problem(StatusCode::UNPROCESSABLE_ENTITY, "bad_query", refused.body_text(), None)
        })
    }
}
