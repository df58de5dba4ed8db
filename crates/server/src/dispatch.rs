//! From a request to its answer: which service, who, which operation, and the answer's form.
//!
//! ```text
//! Request ─ route ─ body ─ authenticate ─ operation ─ decode ─ Guard::perform ─ encode ─ Answer
//!             ├──── S3 ─────── s3-wire
//!             ├──── pages ──── console
//!             ├──── issuers of web identities
//!             └──── metrics, health
//! ```
//!
//! INVARIANT: nothing of a request is looked at but its service before its signature is verified,
//! and what is dispatched is what was signed: the same head, the same body. Of a request without
//! any signature the name of the operation tells which error it gets, and nothing is dispatched.

mod answer;
mod console;
mod cookies;
mod dev;
mod head;
mod health;
mod issuers;
mod operations;
mod route;
mod s3;
mod turned_away;

use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{Method, StatusCode};
use iamd_api::{Error, ErrorCode, Form, Gate, OperationRow, Service as Api};
use iamd_auth::{
    Authenticated, AuthenticationError, Call, Evidence, Pace as _, RequestFacts, TlsFacts,
    UnprovedEvent, claimed_access_key, parameters_without_secrets,
};
use iamd_ident::{Timestamp, random_uuid};
use serde_json::Value;

use crate::{
    listen::{Answer, Handler, Origin, Request, too_many_requests},
    metrics::Reason,
    service::Service,
};

use self::{
    answer::Answered,
    head::Headers,
    operations::{Asked, Handle},
    route::{Names, Route},
    turned_away::{reason, refused_body, throttling},
};

impl Handler for Service {
    async fn handle(&self, mut request: Request) -> Answer {
        let began = Instant::now();
        let route = self.route(&request);
        if route != Route::Console {
            cookies::strip(&mut request.head.headers);
        }
        let answer = match self.rates().admit(request.origin.client_ip, began) {
            Err(_) if route.is_rated() => self.turn_away(request, route),
            Ok(()) | Err(_) => self.answer_to(request, route).await,
        };
        let performed = self.performed();
        performed.answered(route.answerer(), answer.status(), began.elapsed());
        answer
    }

    fn overloaded(&self, request: &Request) -> Answer {
        self.performed().refused(Reason::Overloaded);
        let route = self.route(request);
        let answer = self.throttled(request, route);
        let answer = answer.unwrap_or_else(too_many_requests);
        let performed = self.performed();
        performed.answered(route.answerer(), answer.status(), Duration::ZERO);
        answer
    }
}

/// Where the query services answer. Signatures do not tell apart paths that differ by empty
/// segments, so no other path may mean anything.
const PATH: &str = "/";

/// What is known of a request before it is looked at.
struct Arrival {
    origin: Origin,
    at: Timestamp,
    request_id: String,
}

/// A request that came in whole.
struct Received<'a> {
    head: &'a http::request::Parts,
    headers: &'a Headers<'a>,
    body: &'a Bytes,
}

/// What a verified caller asks for.
struct Job {
    row: &'static OperationRow,
    caller: Authenticated,
    facts: RequestFacts,
    asked: Asked,
}

impl Job {
    fn call(&self) -> Call<'_> {
        Call {
            caller: &self.caller.caller,
            request: &self.facts,
        }
    }
}

impl Service {
    async fn answer_to(&self, request: Request, route: Route) -> Answer {
        let service = match route {
            Route::Console | Route::Federation => {
                return console::answer(self, request, route).await;
            }
            Route::Issuer => return issuers::answer(self, &request).await,
            Route::Metrics => return health::answer(self, &request).await,
            Route::Health(question) => return health::tell(self, &request, question).await,
            _ if dev::is_for(self, &request) => return dev::answer(self, request).await,
            Route::Service(service) => Some(service),
            Route::Unknown => None,
        };
        let arrival = Arrival {
            origin: request.origin,
            at: self.clock().now(),
            request_id: random_uuid(self.ids()),
        };
        let request_id = arrival.request_id.clone();
        let mut answer = self.respond(service, request, arrival).await;
        if answer.status() == StatusCode::FORBIDDEN {
            answer::explain(&mut answer, self.authorization_message(&request_id));
        }
        answer
    }

    fn route(&self, request: &Request) -> Route {
        let names = Names {
            buckets: self.wire().hosts(),
            domain: self.domain(),
            console: self.chosen_console(),
        };
        let headers = Headers::of(&request.head);
        route::route(request.connection.door, &request.head, &headers, names)
    }

    async fn respond(&self, service: Option<Api>, request: Request, arrival: Arrival) -> Answer {
        let service = match service {
            None => {
                self.performed().refused(Reason::Invalid);
                return answer::unknown_service(&arrival.request_id);
            }
            Some(Api::S3) => return s3::answer(self, request, arrival).await,
            Some(service) => service,
        };
        let headers = Headers::of(&request.head);
        let answered = match request.body.read().await {
            Ok(body) => {
                let received = Received {
                    head: &request.head,
                    headers: &headers,
                    body: &body,
                };
                self.answer(service, &arrival, &received).await
            }
            Err(error) => {
                self.performed().refused(reason(&error));
                Err(refused_body(&error))
            }
        };
        let (id, format) = (&arrival.request_id, headers.format());
        let answer = answer::of(service, answered, id, format);
        self.shelve(answer, || {
            answer::of(service, Err(throttling()), id, format)
        })
    }

    async fn answer(
        &self,
        service: Api,
        arrival: &Arrival,
        received: &Received<'_>,
    ) -> Result<Answered, Error> {
        let caller = self.authenticate(service, arrival, received).await;
        let caller = caller.map_err(|error| nobody(service, received, error))?;
        if !self.rates().admits(&caller.caller) {
            return Err(throttling());
        }
        let Received {
            head,
            headers,
            body,
        } = *received;
        if head.uri.path() != PATH || ![Method::GET, Method::POST].contains(&head.method) {
            let text = "The services answer GET and POST on the path / alone.";
            return self.invalid(Err(Error::new(ErrorCode::InvalidAction, text)));
        }
        let form = self.invalid(form(head, body))?;
        let row = self.invalid(service.requested_operation(&form))?;
        let job = Job {
            row,
            facts: facts(arrival, headers, &caller, &form),
            caller,
            asked: Asked {
                form,
                format: headers.format(),
            },
        };
        match operations::handle(row) {
            None => Err(self.refuse(&job, unperformed(row)).await),
            Some(handle) if row.mutating => self.run_to_the_end(handle, job).await,
            Some(handle) => handle(self, job.call(), &job.asked).await.map(Answered),
        }
    }

    /// INVARIANT: a change and its audit event belong together, so that a client which goes away
    /// in between must not stop it: it runs in a task of its own.
    async fn run_to_the_end(&self, handle: Handle, job: Job) -> Result<Answered, Error> {
        let Some(at_work) = self.begin_work() else {
            let error = Error::new(ErrorCode::ServiceUnavailable, "The server is stopping.");
            return Err(self.refuse(&job, error).await);
        };
        let service = self.clone();
        let task = tokio::spawn(async move {
            let _at_work = at_work;
            handle(&service, job.call(), &job.asked).await.map(Answered)
        });
        task.await.unwrap_or_else(|error| {
            tracing::error!(%error, "an operation broke off");
            Err(Error::unknown_failure(ErrorCode::InternalFailure))
        })
    }

    /// Turns a verified caller's request away, and has that written down.
    async fn refuse(&self, job: &Job, error: Error) -> Error {
        self.guard().refuse(job.call(), job.row, error).await
    }

    async fn authenticate(
        &self,
        service: Api,
        arrival: &Arrival,
        received: &Received<'_>,
    ) -> Result<Authenticated, Error> {
        let head = received.headers.request_head(received.head);
        let evidence = Evidence {
            head: &head,
            body: received.body,
            service,
            now: arrival.at,
        };
        let authenticated = self
            .authenticator()
            .authenticate(self.guard().ports(), &evidence)
            .await;
        let error = match authenticated {
            Ok(authenticated) => return Ok(authenticated),
            Err(error @ AuthenticationError::Port(_)) => return Err(error.answer()),
            Err(error) => error.answer(),
        };
        self.rates().note_unproved(arrival.origin.client_ip);
        self.guard()
            .record_unproved(UnprovedEvent {
                service,
                request: &facts_of_nobody(arrival, received.headers),
                access_key_id: claimed_access_key(&head, service).as_deref(),
                error: &error,
            })
            .await;
        Err(error)
    }
}

/// The error of a request that nobody is known to have sent. Some operations ask for no signature;
/// as they are not performed, who sends one must not be told to sign it. The audit does not hear of
/// it: there is no account that it could stand in.
fn nobody(service: Api, received: &Received<'_>, error: Error) -> Error {
    let Received { head, body, .. } = *received;
    if error.code != ErrorCode::MissingAuthenticationToken || head.uri.path() != PATH {
        return error;
    }
    let form = form(head, body);
    match form.and_then(|form| service.requested_operation(&form)) {
        Ok(row) if row.gate == Gate::Proof && operations::handle(row).is_none() => unperformed(row),
        _ => error,
    }
}

fn unperformed(row: &OperationRow) -> Error {
    let text = format!("This server does not perform {} yet.", row.name);
    Error::new(ErrorCode::NotImplemented, text)
}

/// The parameters of an operation: those of the body, and those of the query.
fn form(head: &http::request::Parts, body: &Bytes) -> Result<Form, Error> {
    let query = head.uri.query().unwrap_or_default();
    match head.method {
        Method::GET => Form::parse(query.as_bytes()),
        _ if query.is_empty() => Form::parse(body),
        _ if body.is_empty() => Form::parse(query.as_bytes()),
        _ => Form::parse(&[query.as_bytes(), b"&", body].concat()),
    }
}

fn facts(
    arrival: &Arrival,
    headers: &Headers<'_>,
    caller: &Authenticated,
    form: &Form,
) -> RequestFacts {
    RequestFacts {
        region: caller.region.clone(),
        parameters: parameters_without_secrets(form),
        ..facts_of_nobody(arrival, headers)
    }
}

/// What is known of a request before it is known who sent it.
fn facts_of_nobody(arrival: &Arrival, headers: &Headers<'_>) -> RequestFacts {
    RequestFacts {
        request_id: arrival.request_id.clone(),
        received_at: arrival.at,
        source_ip: arrival.origin.client_ip,
        secure_transport: arrival.origin.is_secure,
        tls: tls_facts(arrival.origin),
        user_agent: headers.text("user-agent").map(str::to_owned),
        referer: headers.text("referer").map(str::to_owned),
        host: headers.text("host").map(str::to_owned),
        region: String::new(),
        // Only S3's policies ask.
        signature: None,
        parameters: Value::Null,
    }
}

/// What protects the client's connection, as the audit tells it.
fn tls_facts(origin: Origin) -> Option<TlsFacts> {
    origin.tls.map(|tls| TlsFacts {
        version: tls.version,
        cipher_suite: tls.cipher_suite,
    })
}
