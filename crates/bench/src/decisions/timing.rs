//! How long things take.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use super::engine::Engine;
use crate::load::as_f64;

/// How long each engine has its turn before the other has.
const TURN: Duration = Duration::from_millis(10);
/// How many turns each engine has.
const TURNS: usize = 100;
/// How long a batch should take: much longer than reading the clock.
const BATCH: Duration = Duration::from_micros(20);
const BATCH_MAX: usize = 1_000;
/// How often something that takes long is done.
const REPETITIONS: usize = 200;

/// Nanoseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Time {
    pub(crate) median: f64,
    pub(crate) p99: f64,
}

/// The time of one decision, for two engines that take turns, since other programs share the
/// machine.
pub(crate) fn side_by_side(one: &impl Engine, other: &impl Engine) -> [Time; 2] {
    let mut one = Player::new(one);
    let mut other = Player::new(other);
    for _ in 0..TURNS {
        one.turn();
        other.turn();
    }
    [Time::of(one.samples), Time::of(other.samples)]
}

/// The time of one call.
pub(crate) fn repeated<T>(call: impl Fn() -> T) -> Time {
    let sample = |_| {
        let start = Instant::now();
        let made = black_box(call());
        let time = start.elapsed();
        drop(made);
        nanoseconds(time)
    };
    black_box(call());
    Time::of((0..REPETITIONS).map(sample).collect())
}

/// An engine that answers one question after the other, round and round.
struct Player<'a, E> {
    engine: &'a E,
    next: usize,
    batch: usize,
    samples: Vec<f64>,
}

impl<'a, E: Engine> Player<'a, E> {
    fn new(engine: &'a E) -> Self {
        let mut player = Self {
            engine,
            next: 0,
            batch: 1,
            samples: Vec::new(),
        };
        // The first turn warms up, and shows how many decisions a batch can hold.
        player.turn();
        let decision = Time::of(std::mem::take(&mut player.samples)).median;
        while player.batch < BATCH_MAX && decision * as_f64(player.batch) < nanoseconds(BATCH) {
            player.batch += 1;
        }
        player
    }

    fn turn(&mut self) {
        let start = Instant::now();
        while start.elapsed() < TURN {
            let time = self.batch();
            self.samples.push(time / as_f64(self.batch));
        }
    }

    fn batch(&mut self) -> f64 {
        let start = Instant::now();
        for _ in 0..self.batch {
            black_box(self.engine.is_allowed(black_box(self.next)));
            self.next += 1;
        }
        nanoseconds(start.elapsed())
    }
}

impl Time {
    fn of(mut samples: Vec<f64>) -> Self {
        samples.sort_by(f64::total_cmp);
        let at = |percent: usize| {
            let place = samples.len() * percent / 100;
            samples.get(place).copied().unwrap_or_default()
        };
        Self {
            median: at(50),
            p99: at(99),
        }
    }
}

fn nanoseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e9
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_taken_from_sorted_samples() {
        let samples = (1..=100).rev().map(f64::from).collect();
        let time = Time::of(samples);
        assert_eq!((time.median, time.p99), (51.0, 100.0));
        assert_eq!(Time::of(Vec::new()), Time::default());
    }
}
