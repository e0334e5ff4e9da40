//! Forms: reading what was typed, and showing it again with what is wrong beside it.

use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::Response;
use goodword_app::Error;
use serde::de::DeserializeOwned;

use crate::answer::{Fault, problem};

/// What was typed into a form.
pub struct Form<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Form<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Form<T>, Response> {
        let form = axum::extract::Form::<T>::from_request(request, state).await;
        // Our own forms always fit: this is somebody else's, or a body that broke off.
        form.map(|form| Form(form.0)).map_err(|refused| {
            problem(StatusCode::UNPROCESSABLE_ENTITY, "bad_form", refused.body_text(), None)
        })
    }
}

/// What is wrong with what was typed; nothing, for a form that is shown for the first time.
#[derive(Clone, Debug, Default)]
pub struct Wrong {
    field: Option<&'static str>,
    sentence: Option<String>,
}

impl Wrong {
    /// What a verb refused; every other error is a page of its own.
    pub fn of(error: Error) -> Result<Wrong, Fault> {
        match error {
            Error::Refused(refused) => Ok(Wrong { field: refused.field, sentence: Some(refused.sentence) }),
            other => Err(Fault(other)),
        }
    }

    /// Whether anything is.
    pub fn is(&self) -> bool {
        self.sentence.is_some()
    }

    /// What is wrong with this field.
    pub fn at(&self, field: &str) -> Option<&str> {
        self.sentence.as_deref().filter(|_| self.field == Some(field))
    }

    /// What is wrong with none of these fields, but as a whole.
    pub fn beside<const N: usize>(&self, fields: &[&str; N]) -> Option<&str> {
        self.sentence.as_deref().filter(|_| !self.field.is_some_and(|field| fields.contains(&field)))
    }
}
