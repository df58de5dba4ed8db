//! One proof begins one session.

use iamd_auth::{ConsoleSessions, SignedIn};

async fn twice(sessions: &impl ConsoleSessions, proof: SignedIn) {
    let _ = sessions.begin_console_session(proof).await;
    let _ = sessions.begin_console_session(proof).await;
}

fn main() {}
