//! An application from draft to result: the one-stop job.
