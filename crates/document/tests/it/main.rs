//! Documents and results with a database, a disk and the router of the house.

mod results;
mod routes;
mod support;
mod upload;
mod verify;
