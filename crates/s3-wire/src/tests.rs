//! The whole wire over stores in memory: requests as clients send them, answers as they get them.

mod buckets;
mod every_operation;
mod forms;
mod guarded;
mod object_requests;
mod objects;
mod odd_requests;
mod requests;
mod world;
