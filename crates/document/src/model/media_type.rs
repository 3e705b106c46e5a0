//! The kinds of files that are accepted.

/// A kind of file, recognised by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaType {
    /// Portable document.
    Pdf,
    /// JPEG photograph.
    Jpeg,
    /// PNG picture.
    Png,
    /// TIFF scan.
    Tiff,
    /// WebP picture.
    Webp,
    /// HEIC photograph of a telephone.
    Heic,
    /// Word document without macros.
    Docx,
    /// Excel workbook without macros.
    Xlsx,
    /// OpenDocument text.
    Odt,
    /// Comma-separated values in UTF-8.
    Csv,
    /// Plain text in UTF-8.
    Text,
}

impl MediaType {
    /// Every kind.
    pub const ALL: [Self; 11] =
        [Self::Pdf, Self::Jpeg, Self::Png, Self::Tiff, Self::Webp, Self::Heic, Self::Docx, Self::Xlsx, Self::Odt, Self::Csv, Self::Text];

    /// The registered name, such as `application/pdf`; also the stored code.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Tiff => "image/tiff",
            Self::Webp => "image/webp",
            Self::Heic => "image/heic",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Csv => "text/csv",
            Self::Text => "text/plain",
        }
    }

    /// The kind with this registered name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The extensions names of this kind may bear, the usual one first.
    #[must_use]
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Png => &["png"],
            Self::Tiff => &["tif", "tiff"],
            Self::Webp => &["webp"],
            Self::Heic => &["heic", "heif"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Odt => &["odt"],
            Self::Csv => &["csv"],
            Self::Text => &["txt", "text", "md", "log"],
        }
    }

    /// The usual extension.
    #[must_use]
    pub fn extension(self) -> &'static str {
        self.extensions().first().copied().unwrap_or_default()
    }

    /// May a browser show it inside a page? Only what cannot run anything there.
    #[must_use]
    pub const fn is_shown_inline(self) -> bool {
        matches!(self, Self::Pdf | Self::Jpeg | Self::Png | Self::Webp)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_extensions_belong_to_one_kind_each() {
        for kind in MediaType::ALL {
            assert_eq!(MediaType::from_name(kind.name()), Some(kind));
            let owners = MediaType::ALL.into_iter().filter(|other| other.extensions().contains(&kind.extension())).count();
            assert_eq!(owners, 1, "{kind:?}");
        }
        assert_eq!(MediaType::from_name("text/html"), None);
    }
}
