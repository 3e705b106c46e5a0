//! Where to go after signing in: only to a page of this site, or a stranger's link could lead people away from it.

/// Longest path kept.
const LONGEST: usize = 1_000;

/// `path` when it is a path of this site with printable ASCII only, otherwise nothing.
///
/// Refused: other sites in all their spellings (`//host`, `/\host`, `https:`), control characters, the sign-in pages themselves.
#[must_use]
pub fn safe_return_path(path: &str) -> Option<&str> {
    let rest = path.strip_prefix('/')?;
    let printable = path.bytes().all(|byte| byte.is_ascii_graphic());
    let stays_here = !rest.starts_with(['/', '\\']) && !path.contains('\\');
    let is_circle = ["/dang-nhap", "/dang-xuat", "/dang-ky"].iter().any(|page| path.starts_with(page));
    (printable && stays_here && !is_circle && path.len() <= LONGEST).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, allowed: bool) {
        assert_eq!(safe_return_path(path), allowed.then_some(path), "{path:?}");
    }

    #[test]
    fn only_pages_of_this_site() {
        check("/", true);
        check("/nop/1.001193?buoc=2", true);
        check("/ban/hop-viec?loc=qua-han&trang=2", true);
        check("", false);
        check("nop", false);
        check("//evil.example", false);
        check("/\\evil.example", false);
        check("/a\\b", false);
        check("https://evil.example/", false);
        check("javascript:alert(1)", false);
        check("/a\r\nSet-Cookie: x", false);
        check("/ho so", false);
        check("/dang-nhap?ve=/", false);
        check("/dang-xuat", false);
        check(&format!("/{}", "x".repeat(2_000)), false);
    }
}
