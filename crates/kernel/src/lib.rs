//! The rules every part of Motcua shares and none of them owns: codes, the legal calendar, limits, money, text folding, clocks.
//!
//! Nothing here reads a file, a socket, the time or chance: those are parameters.

pub mod calendar;
pub mod card;
pub mod clock;
pub mod code;
pub mod deadline;
pub mod id;
pub mod limit;
pub mod money;
pub mod pack;
pub mod text;
