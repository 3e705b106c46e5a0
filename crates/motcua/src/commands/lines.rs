//! Reading lines and writing an answer to each, for commands that work in a pipe.

use std::io::{BufRead, BufWriter, Write};

/// Answers every line of standard input; bytes that are not UTF-8 are answered too, they never stop the stream.
pub(crate) fn answer_each(answer: impl Fn(&str) -> String) -> anyhow::Result<()> {
    let mut input = std::io::stdin().lock();
    let mut output = BufWriter::new(std::io::stdout().lock());
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches(['\n', '\r']);
        if !text.trim().is_empty() {
            writeln!(output, "{}", answer(text))?;
        }
        line.clear();
    }
    output.flush()?;
    Ok(())
}
