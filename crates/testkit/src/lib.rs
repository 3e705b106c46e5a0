//! A database per test, clocks, samples.
