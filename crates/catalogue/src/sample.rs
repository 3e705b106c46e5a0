//! Procedures for tests of this crate.

use crate::model::{Channel, Entry, GovernmentLevel, Overview};

/// `count` procedures, half of them of the field "Hộ tịch" and solved by communes.
pub(crate) fn overview(count: usize) -> Overview {
    let entry = |number: usize| {
        let is_even = number.is_multiple_of(2);
        Entry {
            code: format!("1.{number:06}").parse().unwrap(),
            version: 1,
            name: format!("Thủ tục {number}"),
            field: if is_even { "Hộ tịch" } else { "Đất đai" }.to_owned(),
            agency: "Bộ Tư pháp".to_owned(),
            levels: vec![if is_even { GovernmentLevel::Commune } else { GovernmentLevel::Province }],
            executing_agency: String::new(),
            limit: None,
            fees: vec![(Channel::Online, 10_000), (Channel::Counter, 20_000)],
            channels: vec![Channel::Online, Channel::Counter],
        }
    };
    Overview::new("2026-11-25".parse().unwrap(), (0..count).map(entry).collect())
}

/// A complete procedure with one way of applying.
pub(crate) fn procedure() -> crate::model::Procedure {
    serde_json::from_value(serde_json::json!({
        "code": "1.004222", "name": "Đăng ký thường trú", "field": "Cư trú", "levels": ["commune"], "subjects": ["citizen"], "source": "test",
        "executing_agency": "Công an cấp xã", "steps": "Bước 1\nBước 2", "legal_bases": ["68/2020/QH14"],
        "channels": [{"channel": "online", "limit": {"value": 7, "unit": "working_day"}, "limit_text": "07 ngày làm việc",
                      "fees": [{"amount": 10000, "currency": "VND", "note": "mỗi người"}]}],
        "documents": [{"name": "Tờ khai", "form": "CT01", "originals": 1}], "results": [{"name": "Thông báo"}]
    }))
    .unwrap()
}
