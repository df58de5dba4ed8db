//! The iamd program: command line, configuration, listeners, dispatch, audit, wiring.
