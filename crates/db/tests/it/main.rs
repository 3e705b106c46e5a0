//! The private PostgreSQL, tried with real processes: started, killed, started again.

mod crash;
mod migrate;
mod program;
mod start;
