//! The closed world papers are set in: embedded templates, embedded fonts and one JSON value. No disk, no packages, no clock.

use std::sync::LazyLock;

use typst::LibraryExt;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};

use super::PdfError;

macro_rules! font {
    ($path:literal) => {
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/node_modules/@expo-google-fonts/", $path)).as_slice()
    };
}

/// Be Vietnam Pro for slips, Noto Sans Thai for their digits, Tinos (the measures of Times) for acts and letters. `build.rs` checks the list.
static FONTS: [&[u8]; 9] = [
    font!("be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf"),
    font!("be-vietnam-pro/400Regular_Italic/BeVietnamPro_400Regular_Italic.ttf"),
    font!("be-vietnam-pro/600SemiBold/BeVietnamPro_600SemiBold.ttf"),
    font!("noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf"),
    font!("noto-sans-thai/600SemiBold/NotoSansThai_600SemiBold.ttf"),
    font!("tinos/400Regular/Tinos_400Regular.ttf"),
    font!("tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf"),
    font!("tinos/700Bold/Tinos_700Bold.ttf"),
    font!("tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf"),
];

/// What all papers share; made once, so that a paper costs its own text only.
struct House {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    common: Source,
    data: FileId,
}

static HOUSE: LazyLock<Result<House, PdfError>> = LazyLock::new(House::build);

impl House {
    fn build() -> Result<Self, PdfError> {
        let fonts: Vec<Font> = FONTS.iter().flat_map(|bytes| Font::iter(Bytes::new(*bytes))).collect();
        if fonts.len() != FONTS.len() {
            return Err(PdfError::Fonts);
        }
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            common: Source::new(file_id("/common.typ")?, include_str!("../../papers/common.typ").to_owned()),
            data: file_id("/data.json")?,
        })
    }
}

fn file_id(path: &str) -> Result<FileId, PdfError> {
    let path = VirtualPath::new(path).map_err(|error| PdfError::Template(error.to_string()))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// A template compiled into the program: its name and its markup.
pub(super) struct Template {
    /// Where it stands in the closed world, such as `/slip.typ`.
    pub(super) path: &'static str,
    /// The markup.
    pub(super) markup: &'static str,
}

/// One template together with the value it prints.
pub(super) struct Sheet {
    house: &'static House,
    template: Source,
    data: Bytes,
}

impl Sheet {
    /// Joins `template` with `data`, a JSON text. Data never becomes markup: templates read it with `json()`.
    pub(super) fn new(template: &Template, data: Vec<u8>) -> Result<Self, PdfError> {
        let house = HOUSE.as_ref().map_err(Clone::clone)?;
        let source = Source::new(file_id(template.path)?, template.markup.to_owned());
        Ok(Self { house, template: source, data: Bytes::new(data) })
    }
}

impl World for Sheet {
    fn library(&self) -> &LazyHash<Library> {
        &self.house.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.house.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        [&self.template, &self.house.common].into_iter().find(|source| source.id() == id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.house.data { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.house.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
