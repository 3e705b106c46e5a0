//! Step tables as offices send them.

use process::Definition;
use process::table::{Column, RowErrorCode, compile_csv, compile_excel};
use rust_xlsxwriter::Workbook;

const VIETNAMESE: &str = "Số bước,Tên bước,Đơn vị,Vai trò,Thời gian,Kết quả\n1,Thẩm định,Chuyên viên,Chuyên viên thụ lý,\"2,5 ngày\",Báo cáo\n2,Quyết định,Lãnh đạo,Lãnh đạo,4 giờ,Quyết định\n";

fn errors(table: &str) -> Vec<(usize, Option<Column>, RowErrorCode)> {
    compile_csv(table).expect_err(table).into_iter().map(|error| (error.row, error.column, error.code)).collect()
}

fn decomposed(text: &str) -> String {
    // Enough of NFD for the letters of these headers: the engine composes them again.
    [("ố", "o\u{302}\u{301}"), ("ê", "e\u{302}"), ("ơ", "o\u{31b}"), ("ế", "e\u{302}\u{301}"), ("ị", "i\u{323}"), ("ò", "o\u{300}")]
        .into_iter()
        .fold(text.to_owned(), |text, (composed, parts)| text.replace(composed, parts))
}

#[test]
fn the_same_table_in_every_dress() {
    let plain = compile_csv(VIETNAMESE).unwrap();
    let tasks: Vec<_> = plain.tasks().iter().map(|task| task.key.to_string()).collect();
    assert_eq!(tasks, ["step_1", "step_2"]);
    assert!((plain.table_hours() - 24.0).abs() < 1e-9);
    let bare = VIETNAMESE.replace("Số bước,Tên bước,Đơn vị,Vai trò,Thời gian,Kết quả", "SO BUOC,TEN BUOC,DON VI,VAI TRO,THOI GIAN,KET QUA");
    let english = VIETNAMESE.replace("Số bước,Tên bước,Đơn vị,Vai trò,Thời gian,Kết quả", "step_number,Step name,Unit,Role,Time,Output");
    let titled = format!("\u{feff}# nguồn: mẫu\nQUY TRÌNH NỘI BỘ,,,,,\n{VIETNAMESE}\n,,,,,\n");
    let semicolons = VIETNAMESE.replace(',', ";").replace("2;5", "2,5").replace('"', "");
    for dress in [decomposed(VIETNAMESE), bare, english, titled, semicolons, VIETNAMESE.replace('\n', "\r\n")] {
        let found = compile_csv(&dress).unwrap_or_else(|errors| panic!("{dress}: {errors:?}"));
        assert_eq!(found, plain, "{dress}");
    }
}

#[test]
fn excel_gives_the_same_definition() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let rows = [
        ["Tên bước", "Vai trò", "Đơn vị", "Thời gian", "Kết quả"],
        ["Thẩm định", "Chuyên viên thụ lý", "Chuyên viên", "", "Báo cáo"],
        ["Quyết định", "Lãnh đạo", "Lãnh đạo", "4 giờ", "Quyết định"],
    ];
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write(u32::try_from(row).unwrap() + 2, u16::try_from(column).unwrap() + 1, *cell).unwrap();
        }
    }
    sheet.write(3, 4, 2.5).unwrap();
    let found: Definition = compile_excel(&workbook.save_to_buffer().unwrap()).unwrap();
    assert_eq!(found, compile_csv(VIETNAMESE).unwrap());
    assert_eq!(compile_excel(b"no workbook").unwrap_err()[0].code, RowErrorCode::Workbook);
}

#[test]
fn a_small_workbook_does_not_become_large() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in [["Tên bước", "Đơn vị", "Vai trò"], ["Thẩm định", "specialist", "processing_officer"]].iter().enumerate()
    {
        sheet.write_row(u32::try_from(row).unwrap(), 0, *cells).unwrap();
    }
    sheet.write(1_048_575, 16_383, 1).unwrap();
    assert_eq!(compile_excel(&workbook.save_to_buffer().unwrap()).unwrap().tasks().len(), 1);
    let long = "a".repeat(32_000);
    for row in 2..4_000 {
        sheet_of(&mut workbook).write(row, 0, format!("{row}{long}")).unwrap();
    }
    let bytes = workbook.save_to_buffer().unwrap();
    assert!(bytes.len() < 8 << 20, "{} bytes", bytes.len());
    assert_eq!(compile_excel(&bytes).unwrap_err()[0].code, RowErrorCode::Workbook);
}

fn sheet_of(workbook: &mut Workbook) -> &mut rust_xlsxwriter::Worksheet {
    workbook.worksheet_from_index(0).unwrap()
}

#[test]
fn all_errors_come_at_once() {
    let table = "no,key,name,unit,role,time,next,choice,condition,group,return to\n\
        1,a,,specialist,boss,3 tuần,9,a->,x >,,\n\
        1,B!,B,đâu đó?,unit_head,,,,,,2\n\
        3,c,C,leader,unit_head,,,,,p,\n";
    let found = errors(table);
    for expected in [
        (2, Some(Column::Name), RowErrorCode::CellMissing),
        (2, Some(Column::Role), RowErrorCode::RoleUnknown),
        (2, Some(Column::Time), RowErrorCode::TimeForm),
        (2, Some(Column::Next), RowErrorCode::StepUnknown),
        (2, Some(Column::Choice), RowErrorCode::ChoiceForm),
        (2, Some(Column::Condition), RowErrorCode::ConditionForm),
        (3, Some(Column::Number), RowErrorCode::NumberTwice),
        (3, Some(Column::Key), RowErrorCode::KeyForm),
        (3, Some(Column::Unit), RowErrorCode::UnitUnknown),
        (3, Some(Column::ReturnTo), RowErrorCode::StepUnknown),
    ] {
        assert!(found.contains(&expected), "{expected:?} is not in {found:?}");
    }
}

#[test]
fn groups_and_ways_are_checked_by_row() {
    let head = "no,name,unit,role,next,choice,group,return to\n";
    for (rows, expected) in [
        ("1,A,x,unit_head,,,p,\n2,B,x,unit_head,,,,\n", RowErrorCode::GroupSingle),
        ("1,A,x,unit_head,,,p,\n2,B,x,unit_head,,,p,\n3,C,x,unit_head,,,,\n4,D,x,unit_head,,,p,\n", RowErrorCode::GroupScattered),
        ("1,A,x,unit_head,,,p,\n2,B,x,unit_head,,no -> 3,p,\n3,C,x,unit_head,,,,\n", RowErrorCode::GroupLeft),
        ("1,A,x,unit_head,3,,,\n2,B,x,unit_head,,,,\n3,C,x,unit_head,,,,\n", RowErrorCode::StepUnreachable),
        ("1,A,x,unit_head,2,,,\n2,B,x,unit_head,1,,,\n", RowErrorCode::StepEndless),
        ("1,A,x,unit_head,,,,1\n", RowErrorCode::ReturnForward),
    ] {
        let found = errors(&format!("{head}{rows}"));
        assert!(found.iter().any(|(_, _, code)| *code == expected), "{expected:?} is not in {found:?}");
    }
    assert_eq!(errors("")[0].2, RowErrorCode::HeaderMissing);
    assert_eq!(errors("no,name,role\n1,A,unit_head\n")[0].1, Some(Column::Unit));
    assert_eq!(errors("no,name,unit,role\n")[0], (2, None, RowErrorCode::Empty));
    for head in ["a title\n\n", "# a remark\r\n# and more\r\n", "\n\n", "a title\n#\n", "a,\"title\nof two lines\"\n"] {
        let lines = head.matches('\n').count();
        assert_eq!(errors(&format!("{head}no,name,unit,role\n"))[0], (lines + 2, None, RowErrorCode::Empty), "{head:?}");
        assert_eq!(errors(&format!("{head}no,name,unit,role\n\n1,,x,unit_head"))[0].0, lines + 3, "{head:?}");
    }
    assert_eq!(compile_csv([0xff, 0xfe]).unwrap_err()[0].code, RowErrorCode::Encoding);
}

#[test]
fn every_remedy_has_words_in_every_language() {
    for language in ["vi", "en", "th"] {
        let path = format!("{}/../web/locales/{language}/process.ftl", env!("CARGO_MANIFEST_DIR"));
        let words = std::fs::read_to_string(&path).unwrap();
        for code in RowErrorCode::ALL {
            let key = format!("{} = ", code.remedy());
            assert!(words.lines().any(|line| line.starts_with(&key)), "{language}: {key}");
        }
    }
}
