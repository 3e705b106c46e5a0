//! The process engine: definition, instance, step to effects; pure, no I/O.
