//! From a request to its answer.

use std::sync::Arc;

use http::{
    HeaderMap, HeaderValue, Method, Request, Version,
    header::{CONTENT_LENGTH, ORIGIN},
    request::Parts,
};
use iamd_api::{Action as _, Error, ErrorCode, Service, s3::GetObject};
use iamd_auth::{
    Audit, AuthenticationError, Authenticator, Caller, Guard, Pace, Ports, S3Authenticated,
    UnprovedEvent, claimed_access_key,
};
use iamd_ident::BucketName;
use iamd_s3::S3;
use s3s::{
    Body,
    config::{S3Config, StaticConfigProvider},
    service::{S3Service, S3ServiceBuilder},
};

use crate::{
    Answer, Arrival, Arrived, Buckets, Hosts, Work,
    answer::{self, Heading},
    arrival::{self, Address, Facts},
    arrived::Shape,
    body::{self, VerifiedBody},
    cors::Question,
    error::{self, INTERNAL, METHOD_NOT_ALLOWED, SLOW_DOWN},
    form,
    gate::{AnyName, Gate, NoKeys},
    gathering::{self, Room},
    object_answer,
    performer::Performer,
    rewrite::{self, Decoded},
    set_aside::set_aside,
    subresource::{self, Subresource},
    unparsed, xml_text,
};

/// What the wire is made of.
pub struct WireParts<P, A> {
    /// Decides and audits.
    pub guard: Arc<Guard<P, A>>,
    /// Verifies signatures.
    pub authenticator: Arc<Authenticator>,
    /// Bounds how often callers may ask.
    pub pace: Arc<dyn Pace>,
    /// Performs the operations.
    pub s3: S3,
    /// What is asked of buckets before an operation is known.
    pub buckets: Arc<dyn Buckets>,
    /// Asked before each change.
    pub work: Arc<dyn Work>,
    /// Which host names name buckets.
    pub hosts: Hosts,
    /// The server's own region, for requests without a signature.
    pub region: String,
}

/// S3 on the wire. Clones are cheap and are the same wire.
pub struct Wire<P, A>(pub(crate) Arc<Inner<P, A>>);

pub(crate) struct Inner<P, A> {
    pub(crate) performer: Performer<P, A>,
    pub(crate) authenticator: Arc<Authenticator>,
    pace: Arc<dyn Pace>,
    pub(crate) hosts: Hosts,
    region: String,
    pub(crate) service: S3Service,
}

impl<P, A> Clone for Wire<P, A> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<P: Ports, A: Audit> Wire<P, A> {
    /// The wire over its parts.
    pub fn new(parts: WireParts<P, A>) -> Self {
        let performer = Performer {
            guard: parts.guard,
            s3: parts.s3,
            buckets: parts.buckets,
            work: parts.work,
            room: Room::new(),
        };
        Self(Arc::new(Inner {
            service: service(performer.clone(), parts.hosts.clone()),
            performer,
            authenticator: parts.authenticator,
            pace: parts.pace,
            hosts: parts.hosts,
            region: parts.region,
        }))
    }

    /// Which host names name buckets.
    pub fn hosts(&self) -> &Hosts {
        &self.0.hosts
    }

    /// Answers one request. Errors are answers as well.
    pub async fn handle(&self, arrival: Arrival) -> Answer {
        let facts = Facts::of(&arrival, &self.0.hosts, &self.0.region);
        let heading = Heading::of(&arrival.head, &arrival.request_id, &facts.address);
        let is_get = heading.method == Method::GET && facts.address.key.is_some();
        let is_apart = self.0.is_apart(&arrival);
        let mut further = HeaderMap::new();
        let is_preflight = heading.method == Method::OPTIONS;
        let asked = !is_preflight && arrival.head.headers.contains_key(ORIGIN);
        let asked = asked.then(|| (arrival.head.headers.clone(), facts.address.bucket.clone()));
        let answered = if is_preflight {
            self.0.preflight(&arrival.head, &facts).await
        } else if form::is_one(&arrival.head, &facts) {
            self.0.upload_form(arrival, facts, &mut further).await
        } else {
            self.0.answer(arrival, facts, &mut further).await
        };
        let mut answer = answered.unwrap_or_else(|error| heading.refusal(&error));
        if let Some((headers, Some(bucket))) = asked {
            let told = self.0.cors(&heading.method, &headers, &bucket).await;
            further.extend(told);
        }
        if is_get {
            answer::defuse(&mut answer, is_apart);
        }
        heading.stamp(&mut answer, further);
        answer
    }

    /// The answer to a request that was performed, if there is no room for the true one.
    pub fn refuse_late(&self, target: (Method, &str), request_id: &str, error: &Error) -> Answer {
        let (method, path) = target;
        let heading = Heading {
            method,
            request_id: request_id.to_owned(),
            resource: path.to_owned(),
        };
        let mut answer = heading.refusal(error);
        heading.stamp(&mut answer, HeaderMap::new());
        answer
    }

    /// The answer to a request that is not looked at, such as one too many.
    pub fn refuse(&self, head: &Parts, request_id: &str, error: &Error) -> Answer {
        let address = Address::of(head, &self.0.hosts);
        let heading = Heading::of(head, request_id, &address);
        let mut answer = heading.refusal(error);
        heading.stamp(&mut answer, HeaderMap::new());
        answer
    }
}

/// `s3s`, behind the gate.
fn service<P: Ports, A: Audit>(performer: Performer<P, A>, hosts: Hosts) -> S3Service {
    let mut config = S3Config::default();
    config.xml_max_body_size = gathering::BYTES_MAX;
    config.normalize_forward_slash_path = false;
    // Forms do not come here.
    config.form_max_fields_size = 0;
    config.form_max_parts = 0;
    config.post_object_max_file_size = 0;
    let mut builder = S3ServiceBuilder::new(performer.clone());
    builder.set_config(Arc::new(StaticConfigProvider::new(Arc::new(config))));
    builder.set_host(hosts);
    builder.set_auth(NoKeys);
    builder.set_access(Gate(performer));
    builder.set_validation(AnyName);
    builder.build()
}

impl<P: Ports, A: Audit> Inner<P, A> {
    /// Whether nothing that the answer does can reach the console's cookies: the name is one of S3's
    /// own, and TLS keeps a page from setting the cookies of another name.
    ///
    /// SOURCE: RFC 6265bis, "The `__Host-` Prefix", which counts over TLS alone.
    fn is_apart(&self, arrival: &Arrival) -> bool {
        let host = arrival::host(&arrival.head);
        arrival.secure_transport && host.is_some_and(|host| self.hosts.is_of_endpoint(host))
    }

    async fn answer(
        &self,
        arrival: Arrival,
        facts: Facts,
        further: &mut HeaderMap,
    ) -> Result<Answer, Error> {
        let Arrival { mut head, body, .. } = arrival;
        let verified = self.authenticate(&head, &facts).await?;
        let facts = facts.signed_by(verified.region, verified.signature);
        let arrived = Arrived::new(verified.caller, facts, shape(&head));
        if let Err(error) = rewrite::strip(&mut head, Decoded::of(&verified.body)) {
            arrived.object(error);
        }
        let body = if reads_no_body(&head) {
            if let Err(error) = body::prove_unread(body, verified.body, &arrived).await {
                arrived.object(error);
            }
            None
        } else {
            Some((body, verified.body))
        };
        if let Some(answer) = self.unparsed(&head, &arrived).await? {
            return Ok(answer);
        }
        let is_head = head.method == Method::HEAD;
        head.extensions.insert(arrived.clone());
        let body = match (body, arrived.shape()) {
            (None, _) => {
                if let Some(length) = head.headers.get_mut(CONTENT_LENGTH) {
                    *length = HeaderValue::from_static("0");
                }
                Body::empty()
            }
            (Some((_, proof)), Shape::Empty) => {
                body::prove_empty(proof, &arrived)?;
                Body::empty()
            }
            (Some((body, proof)), Shape::Body | Shape::File) => {
                let body = VerifiedBody::new(body, proof, arrived.clone());
                Body::http_body_unsync(body)
            }
        };
        let request = Request::from_parts(head, body);
        let answered = self.dispatch(request, &arrived).await;
        *further = arrived.take_headers();
        let mut answer = answered?;
        if is_head {
            *answer.body_mut() = Body::empty();
        }
        Ok(answer)
    }

    /// What a browser asks before it lets a page of another origin ask. Nobody is known yet, and
    /// nothing but the bucket's rules is told.
    async fn preflight(&self, head: &Parts, facts: &Facts) -> Result<Answer, Error> {
        let question = Question::of_preflight(&head.headers)?;
        let rules = match bucket_name(facts.address.bucket.as_deref()) {
            Some(bucket) => self.performer.buckets.cors_rules(&bucket).await?,
            None => None,
        };
        let told = question.preflight(rules.as_deref())?;
        let mut answer = Answer::new(Body::empty());
        answer.headers_mut().extend(told);
        Ok(answer)
    }

    /// What an answer tells a page of another origin.
    async fn cors(&self, method: &Method, headers: &HeaderMap, bucket: &str) -> HeaderMap {
        let question = Question::of(method, headers);
        let (Some(question), Some(bucket)) = (question, bucket_name(Some(bucket))) else {
            return HeaderMap::new();
        };
        // An answer without these headers is one that no page may read.
        let rules = self.performer.buckets.cors_rules(&bucket).await;
        let rules = rules.ok().flatten().unwrap_or_default();
        question.headers(&rules).unwrap_or_default()
    }

    async fn authenticate(&self, head: &Parts, facts: &Facts) -> Result<S3Authenticated, Error> {
        let headers = arrival::signed_headers(head);
        let head = arrival::request_head(head, &headers);
        let ports = self.performer.guard.ports();
        let now = facts.facts.received_at;
        let verified = self.authenticator.authenticate_s3(ports, &head, now).await;
        let verified = match verified {
            Ok(verified) => verified,
            Err(error) => {
                let key = claimed_access_key(&head, Service::S3);
                return Err(self.nobody(&error, facts, key.as_deref()).await);
            }
        };
        self.admit(&verified.caller)?;
        Ok(verified)
    }

    /// The answer to a request that nobody is known to have sent; it is noted and written down.
    pub(crate) async fn nobody(
        &self,
        error: &AuthenticationError,
        facts: &Facts,
        access_key_id: Option<&str>,
    ) -> Error {
        let answer = error.answer_s3();
        if !matches!(error, AuthenticationError::Port(_)) {
            self.pace.note_unproved(facts.facts.source_ip);
            let event = UnprovedEvent {
                service: Service::S3,
                request: &facts.facts,
                access_key_id,
                error: &answer,
            };
            self.performer.guard.record_unproved(event).await;
        }
        answer
    }

    /// Turns away who asks too often. The audit does not hear of it: it would be what is flooded.
    pub(crate) fn admit(&self, caller: &Caller) -> Result<(), Error> {
        if self.pace.admits(caller) {
            return Ok(());
        }
        Err(Error::new(ErrorCode::SlowDown, SLOW_DOWN))
    }

    /// Answers requests with sub-resources that `s3s` would overlook; none if it has the operation.
    async fn unparsed(&self, head: &Parts, arrived: &Arrived) -> Result<Option<Answer>, Error> {
        let address = arrived.address();
        if address.bucket.is_none() {
            return Ok(None);
        }
        let query = head.uri.query().unwrap_or_default();
        let (row, error) = match subresource::of(&head.method, query, address.key.is_some()) {
            Subresource::Known => return Ok(None),
            Subresource::Unparsed(operation) => {
                let read = unparsed::read(&self.performer, arrived, &head.headers, operation);
                if let Some(read) = read.await {
                    return read.map(Some);
                }
                let text = format!("This server does not perform {operation} yet.");
                let row = Service::S3.operation(operation);
                (row, Error::new(ErrorCode::NotImplemented, text))
            }
            Subresource::NotAllowed(name) => {
                let error = Error::new(ErrorCode::MethodNotAllowed, METHOD_NOT_ALLOWED);
                let error = error.with("Method", head.method.as_str());
                let error = error.with("ResourceType", name.to_ascii_uppercase());
                let plain = subresource::plain(&head.method, address.key.is_some());
                (Service::S3.operation(plain), error)
            }
        };
        let Some(row) = row else {
            return Err(error);
        };
        let refused = self.performer.guard.refuse(arrived.call(), row, error);
        Err(refused.await)
    }

    /// Has `s3s` parse the request and call the operation.
    pub(crate) async fn dispatch(
        &self,
        mut request: Request<Body>,
        arrived: &Arrived,
    ) -> Result<Answer, Error> {
        if let Err(error) = rewrite::check_text(request.headers()) {
            arrived.object(error);
        }
        arrived.keep_aside(set_aside(request.headers_mut()));
        let answered = self.service.call(request).await;
        let mut answer = answered.map_err(|error| {
            let error: s3s::StdError = error.into();
            tracing::error!(%error, "an answer could not be written");
            Error::new(ErrorCode::InternalError, INTERNAL)
        })?;
        let failed = answer.status().is_client_error() || answer.status().is_server_error();
        let error = match arrived.failure() {
            Some(error) => error,
            None if failed => error::of_s3s(&answer.body().bytes().unwrap_or_default()),
            None => {
                object_answer::finish(&mut answer);
                // The bytes of an object are no XML of ours, whatever they are said to be.
                let is_bytes = arrived
                    .row()
                    .is_some_and(|row| row.name == GetObject::ROW.name);
                if !is_bytes {
                    xml_text::mend(&mut answer);
                }
                return Ok(answer);
            }
        };
        // What `s3s` refused after the gate let it in is audited here.
        match arrived.row() {
            Some(row) if !arrived.is_recorded() => {
                Err(self.performer.refuse(arrived, row, error).await)
            }
            _ => Err(error),
        }
    }
}

/// What the head says of the body.
fn shape(head: &Parts) -> Shape {
    let length = head.headers.get(CONTENT_LENGTH);
    let follows = match length {
        Some(length) => length != "0",
        // On HTTP/2 nothing has to be said.
        None if head.version == Version::HTTP_2 => {
            [Method::PUT, Method::POST].contains(&head.method)
        }
        None => head.headers.contains_key(http::header::TRANSFER_ENCODING),
    };
    if follows { Shape::Body } else { Shape::Empty }
}

/// Whether no operation that the head may mean looks at a body.
///
/// SECURITY: what nobody reads, nobody would prove, and the signature speaks of it all the same.
fn reads_no_body(head: &Parts) -> bool {
    let query = head.uri.query().unwrap_or_default();
    let begins_upload = || {
        query
            .split('&')
            .any(|part| ["uploads", "uploads="].contains(&part))
    };
    match head.method {
        Method::GET | Method::HEAD | Method::DELETE => true,
        Method::POST => begins_upload(),
        _ => head.headers.contains_key("x-amz-copy-source"),
    }
}

fn bucket_name(name: Option<&str>) -> Option<BucketName> {
    name?.parse().ok()
}
