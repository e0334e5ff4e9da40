//! One thing that a program can do: where, what it takes and gives, who may ask.

use axum::handler::Handler;
use axum::http::{Method, StatusCode};
use axum::routing::{MethodFilter, MethodRouter, on};
use schemars::{JsonSchema, Schema, SchemaGenerator};

use crate::Site;

/// Who may ask. What exactly they may, the verb decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Anybody.
    Nothing,
    /// A person, by session or token.
    Person,
    /// A person who signed in: no token will do.
    Session,
}

type SchemaOf = fn(&mut SchemaGenerator) -> Schema;

/// One thing that a program can do.
pub struct Operation {
    /// GET, POST, PUT or DELETE.
    pub method: Method,
    /// Where, with names in braces.
    pub path: &'static str,
    /// The verb, as in `communities.found`.
    pub name: &'static str,
    /// What it does, as a sentence.
    pub summary: &'static str,
    /// Who may ask.
    pub needs: Needs,
    /// Repeating it with the same `Idempotency-Key` makes nothing twice.
    pub creates: bool,
    /// The status when it is done.
    pub status: StatusCode,
    /// What it takes as JSON.
    pub takes: Option<SchemaOf>,
    /// What it takes as a file: the media type.
    pub takes_file: Option<&'static str>,
    /// What it takes behind the question mark.
    pub asks: Option<SchemaOf>,
    /// What it gives as JSON.
    pub gives: Option<SchemaOf>,
    /// What it gives as a file: the media type.
    pub gives_file: Option<&'static str>,
    /// Who does it.
    pub route: MethodRouter<Site>,
}

fn operation<H, T>(
    (method, filter): (Method, MethodFilter),
    path: &'static str,
    name: &'static str,
    summary: &'static str,
    handler: H,
) -> Operation
where
    H: Handler<T, Site>,
    T: 'static,
{
    Operation {
        method,
        path,
        name,
        summary,
        needs: Needs::Person,
        creates: false,
        status: StatusCode::NO_CONTENT,
        takes: None,
        takes_file: None,
        asks: None,
        gives: None,
        gives_file: None,
        route: on(filter, handler),
    }
}

macro_rules! methods {
    ($($function:ident $method:ident $doc:literal;)*) => {$(
        #[doc = $doc]
        pub fn $function<H, T>(
            path: &'static str,
            name: &'static str,
            summary: &'static str,
            handler: H,
        ) -> Operation
        where
            H: Handler<T, Site>,
            T: 'static,
        {
            operation((Method::$method, MethodFilter::$method), path, name, summary, handler)
        }
    )*};
}

methods! {
    see GET "Something to see.";
    act POST "Something to do, or to make.";
    put PUT "Something to say anew.";
    end DELETE "Something to end.";
}

impl Operation {
    /// Anybody may ask.
    pub fn for_anybody(self) -> Operation {
        Operation { needs: Needs::Nothing, ..self }
    }

    /// Only somebody who signed in may ask.
    pub fn for_sessions(self) -> Operation {
        Operation { needs: Needs::Session, ..self }
    }

    /// Takes JSON.
    pub fn taking<T: JsonSchema>(self) -> Operation {
        Operation { takes: Some(|schemas| schemas.subschema_for::<T>()), ..self }
    }

    /// Takes a file.
    pub fn taking_file(self, kind: &'static str) -> Operation {
        Operation { takes_file: Some(kind), ..self }
    }

    /// Takes what stands behind the question mark.
    pub fn asking<T: JsonSchema>(self) -> Operation {
        Operation { asks: Some(|_| SchemaGenerator::default().into_root_schema_for::<T>()), ..self }
    }

    /// Gives JSON.
    pub fn giving<T: JsonSchema>(self) -> Operation {
        Operation { gives: Some(|schemas| schemas.subschema_for::<T>()), status: StatusCode::OK, ..self }
    }

    /// Gives a file.
    pub fn giving_file(self, kind: &'static str) -> Operation {
        Operation { gives_file: Some(kind), status: StatusCode::OK, ..self }
    }

    /// Makes something, and gives it as JSON.
    pub fn making<T: JsonSchema>(self) -> Operation {
        Operation { status: StatusCode::CREATED, creates: true, ..self.giving::<T>() }
    }

    /// The names in braces.
    pub fn path_names(&self) -> Vec<&'static str> {
        self.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect()
    }
}
