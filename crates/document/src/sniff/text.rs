//! Plain text and comma-separated values: UTF-8 without control characters, and no markup a browser would run.

use std::io::{Read, Seek};

use super::TypeRefusal;
use super::content::{Content, OVERLAP, SniffError, contains};
use crate::model::MediaType;

/// Openings after which a browser runs what follows. Compared in lower case.
const ACTIVE: [&[u8]; 10] = [b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<iframe", b"<?xml", b"<?php", b"<object"];

/// Is there markup that a browser would run, anywhere in these bytes?
pub(super) fn has_active_markup(bytes: &[u8]) -> bool {
    let lower = bytes.to_ascii_lowercase();
    ACTIVE.iter().any(|opening| contains(&lower, opening))
}

pub(super) fn inspect<R: Read + Seek>(content: &mut Content<R>, extension: Option<&str>) -> Result<MediaType, SniffError> {
    let head = content.head()?;
    if has_active_markup(head.get(..1024.min(head.len())).unwrap_or(&head)) {
        return Err(TypeRefusal::Markup.into());
    }
    let length = content.length();
    let mut is_text = true;
    content.pass(|offset, piece| is_text &= is_text_piece(piece, offset > 0, offset + as_u64(piece.len()) < length))?;
    if !is_text {
        return Err(TypeRefusal::Unknown.into());
    }
    Ok(if extension == Some("csv") { MediaType::Csv } else { MediaType::Text })
}

fn as_u64(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// UTF-8 and no control characters but those of lines and pages. A character may be cut at a seam: pieces overlap, so the other side of
/// the seam shows it whole.
fn is_text_piece(piece: &[u8], begins_inside: bool, ends_inside: bool) -> bool {
    let skip = if begins_inside { piece.iter().take(3).take_while(|byte| (**byte & 0xC0) == 0x80).count() } else { 0 };
    const { assert!(OVERLAP > 8, "the seam must hold a whole character") };
    let piece = piece.get(skip..).unwrap_or_default();
    let valid = match std::str::from_utf8(piece) {
        Ok(text) => text,
        Err(error) if ends_inside && error.error_len().is_none() => {
            piece.get(..error.valid_up_to()).and_then(|valid| std::str::from_utf8(valid).ok()).unwrap_or_default()
        }
        Err(_) => return false,
    };
    valid.chars().all(|sign| !sign.is_control() || matches!(sign, '\t' | '\n' | '\r' | '\u{c}'))
}
