//! `motcua search --jsonl`: a query a line, an answer a line.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Index;

/// How many codes an answer line holds at most.
pub const CODES_PER_LINE: usize = 5;

#[derive(Debug, Deserialize)]
struct Question {
    #[serde(default)]
    id: Value,
    query: String,
}

#[derive(Debug, Serialize)]
struct Codes {
    id: Value,
    codes: Vec<String>,
}

/// Answers one line `{"id","query"}` with `{"id","codes":[up to 5]}`, a line that is none with `{"id","error":{"code","message","field"}}`.
#[must_use]
pub fn jsonl(index: &Index, line: &str) -> String {
    match serde_json::from_str::<Question>(line) {
        Ok(question) => {
            let hits = index.search(&question.query, CODES_PER_LINE);
            let codes = Codes { id: question.id, codes: hits.into_iter().map(|hit| hit.code).collect() };
            serde_json::to_string(&codes).unwrap_or_default()
        }
        Err(error) => refusal(line, &error).to_string(),
    }
}

fn refusal(line: &str, error: &serde_json::Error) -> Value {
    let read: Option<Value> = serde_json::from_str(line).ok();
    let id = read.as_ref().and_then(|value| value.get("id")).cloned().unwrap_or(Value::Null);
    let (code, field) = match &read {
        None => ("invalid_json", Value::Null),
        Some(value) if value.get("query").is_none() => ("missing_field", json!("query")),
        Some(_) => ("invalid_field", json!("query")),
    };
    json!({ "id": id, "error": { "code": code, "message": error.to_string(), "field": field } })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Document;
    use crate::thesaurus::Thesaurus;

    #[test]
    fn every_line_gets_one_answer() {
        let document = Document { code: "1.001193".into(), name: "Thủ tục đăng ký khai sinh".into(), ..Document::default() };
        let index = Index::build([document], &Thesaurus::default());
        let cases = [
            (r#"{"id":"a","query":"khai sinh"}"#, r#"{"id":"a","codes":["1.001193"]}"#),
            (r#"{"id":7,"query":"xyz"}"#, r#"{"id":7,"codes":[]}"#),
            (r#"{"id":"b"}"#, r#""code":"missing_field","field":"query""#),
            (r#"{"id":"c","query":5}"#, r#""code":"invalid_field","field":"query""#),
            ("nonsense", r#""code":"invalid_json","field":null"#),
        ];
        for (line, expected) in cases {
            let answer = jsonl(&index, line);
            assert!(answer.contains(expected) && !answer.contains('\n'), "{line}: {answer}");
        }
    }
}
