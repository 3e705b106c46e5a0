//! An appointment as a file for a calendar (RFC 5545).

use chrono::{DateTime, Duration, Utc};

/// One event.
pub(super) struct Event {
    /// Stays the same when the appointment is moved, so that the calendar moves it too.
    pub(super) uid: String,
    /// When the file was made.
    pub(super) stamp: DateTime<Utc>,
    /// When the event begins.
    pub(super) starts_at: DateTime<Utc>,
    /// How long it lasts.
    pub(super) minutes: i64,
    pub(super) title: String,
    pub(super) place: String,
    pub(super) text: String,
    pub(super) address: String,
    /// The appointment was taken back.
    pub(super) cancelled: bool,
}

impl Event {
    /// The file.
    pub(super) fn to_text(&self) -> String {
        let instant = |at: DateTime<Utc>| at.format("%Y%m%dT%H%M%SZ").to_string();
        let status = if self.cancelled { "CANCELLED" } else { "CONFIRMED" };
        let lines = [
            "BEGIN:VCALENDAR".to_owned(),
            "VERSION:2.0".to_owned(),
            "PRODID:-//Motcua//Appointments//VI".to_owned(),
            "METHOD:PUBLISH".to_owned(),
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}", escaped(&self.uid)),
            format!("DTSTAMP:{}", instant(self.stamp)),
            format!("DTSTART:{}", instant(self.starts_at)),
            format!("DTEND:{}", instant(self.starts_at + Duration::minutes(self.minutes))),
            format!("SUMMARY:{}", escaped(&self.title)),
            format!("LOCATION:{}", escaped(&self.place)),
            format!("DESCRIPTION:{}", escaped(&self.text)),
            format!("URL:{}", self.address),
            format!("STATUS:{status}"),
            "END:VEVENT".to_owned(),
            "END:VCALENDAR".to_owned(),
        ];
        lines.iter().map(|line| folded(line)).collect()
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace("\r\n", "\\n").replace(['\n', '\r'], "\\n")
}

/// A line of at most 75 bytes, continued with a space; never cut inside a letter.
fn folded(line: &str) -> String {
    const LONGEST: usize = 74;
    let (mut text, mut length) = (String::with_capacity(line.len() + 8), 0);
    for letter in line.chars() {
        if length + letter.len_utf8() > LONGEST {
            text.push_str("\r\n ");
            length = 1;
        }
        text.push(letter);
        length += letter.len_utf8();
    }
    text.push_str("\r\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_keeps_to_the_form_of_calendars() {
        let event = Event {
            uid: "1@H49".to_owned(),
            stamp: "2026-11-25T02:00:00Z".parse().unwrap(),
            starts_at: "2026-11-26T01:00:00Z".parse().unwrap(),
            minutes: 30,
            title: "Hộ tịch, chứng thực; một cửa".to_owned(),
            place: "Trung tâm Phục vụ hành chính công phường Hồng Gai, 27 phố Bến Đoan, phường Hồng Gai, tỉnh Quảng Ninh".to_owned(),
            text: "a\nb".to_owned(),
            address: "https://motcua.example/lich-hen/AB23CD45".to_owned(),
            cancelled: false,
        };
        let text = event.to_text();
        assert!(text.contains("SUMMARY:Hộ tịch\\, chứng thực\\; một cửa\r\n") && text.contains("DTEND:20261126T013000Z\r\n"));
        assert!(text.contains("DESCRIPTION:a\\nb\r\n") && text.ends_with("END:VCALENDAR\r\n"));
        assert!(text.split("\r\n").all(|line| line.len() <= 75));
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains("27 phố Bến Đoan\\, phường Hồng Gai\\, tỉnh Quảng Ninh\r\n"));
    }
}
