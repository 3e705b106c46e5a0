//! Samples of every paper: for tests, for the components page and for looking at a changed template. People in them do not exist.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::{
    ApologyLetter, Applicant, Book, BookLine, BookPart, Component, ComponentForm, ControlSlip, Fact, Head, MissingItem, Outcome,
    RefusalLetter, ResultPaper, ReturnWay, Signature, Signer, Slip, Stage, Step, StopNotice, StoppedClock, SupplementLetter, TrackingBook,
};
use crate::templates::Layout;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap_or_default()
}

fn at(date: u32, hour: u32, minute: u32) -> NaiveDateTime {
    day(date).and_time(NaiveTime::from_hms_opt(hour, minute, 12).unwrap_or_default())
}

fn head(number: &str, date: u32) -> Head {
    Head {
        authority: "Ủy ban nhân dân phường Hồng Gai".into(),
        office: "Trung tâm Phục vụ hành chính công".into(),
        number: number.into(),
        place: "Hồng Gai".into(),
        date: day(date),
    }
}

fn applicant() -> Applicant {
    Applicant {
        name: "Vũ Thị Minh Ngọc".into(),
        address: Some("Thôn 4, xã Hải Lạng, tỉnh Quảng Ninh".into()),
        contact: Some("0912 ••• 386, ngoc.vu@…".into()),
    }
}

const CODE: &str = "H49.58-261116-0027";
const LOOKUP: &str = "https://motcua.quangninh.example/tra-cuu?ma=H49.58-261116-0027";

impl Slip {
    /// The slip of the picture `06b-slip-a5`.
    #[must_use]
    pub fn sample() -> Self {
        let component = |name: &str, form, count| Component { name: name.into(), form, count };
        Self {
            head: head("4182/TNHS", 16),
            code: CODE.into(),
            lookup_url: LOOKUP.into(),
            site: "motcua.quangninh.example".into(),
            hotline: Some("1022".into()),
            due: Some(at(26, 17, 0)),
            applicant: applicant(),
            procedure: "Đăng ký thường trú".into(),
            procedure_code: "1.004222".into(),
            components: vec![
                component("Tờ khai thay đổi thông tin cư trú (CT01)", ComponentForm::Electronic, Some(1)),
                component("Giấy chứng nhận kết hôn", ComponentForm::Register, None),
            ],
            sets: 1,
            received_at: at(16, 7, 30),
            limit: Some("07 ngày làm việc".into()),
            fee: Some(10_000),
            return_way: ReturnWay::Electronic,
            book: Some(Book { volume: "01/2026".into(), ordinal: 4182 }),
            why: vec![
                "nộp 20:14 thứ Sáu 13/11, ngoài giờ, tính là nhận 07:30 thứ Hai 16/11.".into(),
                "Ngày nhận không đếm.".into(),
                "Bảy ngày làm việc: 17, 18, 19, 20, 23, 25, 26/11.".into(),
                "Bỏ 21, 22 (cuối tuần) và 24/11 (Ngày Văn hóa Việt Nam).".into(),
            ],
            submitter: Signature::NotNeeded,
            receiver: Signature::Electronic { name: "Lê Hải Yến".into(), at: at(16, 8, 5) },
        }
    }
}

impl SupplementLetter {
    /// A request for two corrections during appraisal.
    #[must_use]
    pub fn sample() -> Self {
        Self {
            head: head("212/HDHS", 18),
            code: Some(CODE.into()),
            lookup_url: LOOKUP.into(),
            applicant: applicant(),
            procedure: "Đăng ký thường trú (1.004222)".into(),
            stage: Stage::Appraisal,
            clock: StoppedClock::Restarts,
            items: vec![
                MissingItem {
                    what: "Bản chụp rõ nét trang 2 của giấy tờ chứng minh chỗ ở hợp pháp".into(),
                    why: "Ảnh hiện nay mất góc phải, không đọc được số thửa đất và ngày cấp.".into(),
                },
                MissingItem { what: "Ý kiến đồng ý của chủ hộ".into(), why: "Chưa có chữ ký.".into() },
            ],
            legal_basis: Some("khoản 1 Điều 20 và khoản 1 Điều 21 Luật Cư trú số 68/2020/QH14.".into()),
            answer_by: Some(day(30)),
            contact_phone: Some("0203 3825 ••• (giờ hành chính)".into()),
            officer: Signature::Electronic { name: "Nguyễn Đức Thắng".into(), at: at(18, 15, 40) },
        }
    }
}

impl RefusalLetter {
    /// A refusal at the door with the right agency.
    #[must_use]
    pub fn sample() -> Self {
        Self {
            head: head("31/TCHS", 16),
            code: None,
            applicant: applicant(),
            procedure: "Cấp giấy phép xây dựng nhà ở riêng lẻ (1.009994)".into(),
            stage: Stage::Intake,
            reason: "Thửa đất thuộc địa bàn phường Hà Lầm; Trung tâm không có thẩm quyền giải quyết.".into(),
            legal_basis: Some("Điều 103 Luật Xây dựng số 50/2014/QH13, sửa đổi năm 2020.".into()),
            right_agency: Some("Ủy ban nhân dân phường Hà Lầm".into()),
            contact_phone: Some("1022".into()),
            officer: Signature::ByHand { name: "Lê Hải Yến".into() },
        }
    }
}

impl ApologyLetter {
    /// A new appointment two days later.
    #[must_use]
    pub fn sample() -> Self {
        Self {
            head: head("9/PXL", 25),
            code: CODE.into(),
            lookup_url: LOOKUP.into(),
            applicant: applicant(),
            procedure: "Đăng ký thường trú".into(),
            received_at: at(16, 7, 30),
            original_due: at(26, 17, 0),
            new_due: at(30, 17, 0),
            reason: "Công an tỉnh chưa trả kết quả xác minh nơi thường trú trước đây, dự kiến có ngày 27/11.".into(),
            signer_title: "Giám đốc".into(),
            signer: Signature::Electronic { name: "Phạm Quốc Khánh".into(), at: at(25, 10, 12) },
        }
    }
}

impl ControlSlip {
    /// A dossier that went through three hands.
    #[must_use]
    pub fn sample() -> Self {
        let step = |from: &str, to: &str, handed, taken, outcome, note: Option<&str>| Step {
            from: from.into(),
            to: to.into(),
            handed_over_at: handed,
            received_at: taken,
            outcome,
            note: note.map(Into::into),
        };
        Self {
            head: head("4182/KSHS", 26),
            code: CODE.into(),
            lookup_url: LOOKUP.into(),
            procedure: "Đăng ký thường trú (1.004222)".into(),
            solving_agency: "Công an phường Hồng Gai".into(),
            coordinating_agencies: vec!["Công an tỉnh Quảng Ninh".into()],
            received_at: at(16, 7, 30),
            due: Some(at(26, 17, 0)),
            steps: vec![
                step("Lê Hải Yến", "Nguyễn Đức Thắng", at(16, 8, 5), Some(at(16, 8, 40)), Some(Outcome::Before), None),
                step("Nguyễn Đức Thắng", "Đỗ Thị Lữ", at(20, 16, 30), Some(at(23, 7, 45)), Some(Outcome::On), Some("Đã xác minh nơi ở")),
                step("Đỗ Thị Lữ", "Trung tâm PVHCC", at(26, 9, 15), None, Some(Outcome::After), None),
            ],
        }
    }
}

impl StopNotice {
    /// An applicant changed their mind.
    #[must_use]
    pub fn sample() -> Self {
        Self {
            head: head("3/TBD", 20),
            code: CODE.into(),
            lookup_url: LOOKUP.into(),
            applicant: applicant(),
            procedure: "Đăng ký thường trú (1.004222)".into(),
            received_at: at(16, 7, 30),
            due: Some(at(26, 17, 0)),
            stopped_at: at(20, 9, 15),
            reason: Some("Tôi chuyển về ở cùng bố mẹ, không đăng ký thường trú tại phường nữa.".into()),
            returned_papers: vec!["Giấy chứng nhận quyền sử dụng đất (bản chính)".into()],
            contact_phone: Some("0203 3825 ••• (giờ hành chính)".into()),
            officer: Signature::Electronic { name: "Lê Hải Yến".into(), at: at(20, 9, 15) },
        }
    }
}

impl TrackingBook {
    /// A volume with `count` lines: early, late, by post, stopped, with long names.
    #[must_use]
    pub fn sample(count: u32) -> Self {
        Self {
            head: head("2026/STD", 25),
            year: 2026,
            part: BookPart::Volume { number: 1 },
            opened_on: NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or_default(),
            closed_on: None,
            printed_at: at(25, 9, 10),
            lines: (1..=count).map(book_line).collect(),
            keeper_title: "Người lập sổ".into(),
        }
    }
}

fn book_line(ordinal: u32) -> BookLine {
    let returned = !ordinal.is_multiple_of(3);
    BookLine {
        ordinal,
        code: format!("H49.58-261116-{ordinal:04}"),
        procedure: if ordinal % 4 == 1 {
            "Đăng ký thường trú"
        } else {
            "Cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh"
        }
        .into(),
        procedure_code: "1.004222".into(),
        sets: 1,
        applicant: if ordinal % 5 == 2 {
            "Công ty trách nhiệm hữu hạn một thành viên Dịch vụ thương mại Hồng Gai Biển Xanh"
        } else {
            "Vũ Thị Minh Ngọc"
        }
        .into(),
        address: "Thôn 4, xã Hải Lạng, tỉnh Quảng Ninh".into(),
        phone: "0912 ••• 386".into(),
        solving_agency: "Công an phường Hồng Gai".into(),
        received_at: at(16, 7, 30),
        due: Some(at(26, 17, 0)),
        returned_at: returned.then(|| at(25, 9, 5)),
        way: if returned { "Tại quầy" } else { "" }.into(),
        receiver: if returned { "Vũ Thị Minh Ngọc" } else { "" }.into(),
        signed: returned && ordinal.is_multiple_of(2),
        note: if ordinal % 7 == 3 { "Dừng theo đề nghị ngày 20/11/2026" } else { "" }.into(),
    }
}

impl ResultPaper {
    /// A certificate that is not decided yet.
    #[must_use]
    pub fn draft_sample() -> Self {
        let fact = |label: &str, value: &str| Fact { label: label.into(), value: value.into() };
        let Self { head, .. } = Self::sample();
        Self {
            head: Head { number: "……/GXN-UBND".into(), ..head },
            title: "Giấy xác nhận tình trạng hôn nhân".into(),
            subject: String::new(),
            facts: vec![
                fact("Họ, chữ đệm, tên", "Vũ Thị Minh Ngọc"),
                fact("Ngày, tháng, năm sinh", "14/8/1994"),
                fact("Nơi cư trú", "Thôn 4, xã Hải Lạng, tỉnh Quảng Ninh"),
            ],
            articles: vec![
                "Hiện tại chưa đăng ký kết hôn với ai.".into(),
                "Giấy này có giá trị sử dụng trong thời hạn 06 tháng kể từ ngày cấp, và để: Đăng ký kết hôn.".into(),
            ],
            bases: Vec::new(),
            layout: Layout::Certificate,
            draft: true,
            verify_url: String::new(),
            public_id: String::new(),
            ..Self::sample()
        }
    }

    /// A decision of a commune committee.
    #[must_use]
    pub fn sample() -> Self {
        let fact = |label: &str, value: &str| Fact { label: label.into(), value: value.into() };
        Self {
            head: Head { office: String::new(), ..head("1207/QĐ-UBND", 26) },
            title: "Quyết định".into(),
            subject: "Về việc công nhận kết quả giải quyết thủ tục hành chính".into(),
            bases: vec![
                "Luật Tổ chức chính quyền địa phương số 72/2025/QH15".into(),
                "Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ".into(),
                "hồ sơ số H49.58-261116-0027 của bà Vũ Thị Minh Ngọc".into(),
            ],
            facts: vec![
                fact("Họ và tên", "Vũ Thị Minh Ngọc"),
                fact("Ngày sinh", "14/8/1994"),
                fact("Nơi cư trú", "Thôn 4, xã Hải Lạng, tỉnh Quảng Ninh"),
                fact("Nội dung", "Đăng ký thường trú"),
            ],
            articles: vec![
                "Công nhận và giải quyết yêu cầu của người có tên dưới đây:".into(),
                "Quyết định này có hiệu lực kể từ ngày ký.".into(),
                "Chánh Văn phòng, Giám đốc Trung tâm Phục vụ hành chính công và bà Vũ Thị Minh Ngọc chịu trách nhiệm thi hành Quyết định này."
                    .into(),
            ],
            recipients: vec!["Như Điều 3".into(), "Lưu: VT, hồ sơ".into()],
            signer: Signer {
                on_behalf: Some("TM. Ủy ban nhân dân".into()),
                title: "Chủ tịch".into(),
                name: "Hoàng Văn Hải".into(),
                signed_at: Some(at(26, 9, 5)),
            },
            code: CODE.into(),
            verify_url: "https://motcua.quangninh.example/kiem-tra/7K3M-9QXA-2DVE-P0TR".into(),
            public_id: "7K3M-9QXA-2DVE-P0TR".into(),
            layout: Layout::Decision,
            draft: false,
        }
    }
}
