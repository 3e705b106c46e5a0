//! Answers on the output stream. What goes on meanwhile is said on the error stream.

use std::io::{self, Write};

/// Writes one line of the answer. A reader that has gone away, as `head` does, is no failure.
pub(crate) fn say(line: &str) -> io::Result<()> {
    match writeln!(io::stdout().lock(), "{line}") {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}
