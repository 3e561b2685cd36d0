//! Subjects, compared without what replies and forwards put in front.

use crate::text::fold;
use crate::text::hash::key64;

/// What mail programs put before the subject of a reply or forward, folded.
const PREFIXES: &[&str] = &["re", "fw", "fwd", "aw", "sv", "返信", "転送"];

/// The key of a subject without `Re:`, `Fwd:`, `RE[2]:`, `返信：` and the like; 0 for an empty one.
pub fn key(subject: &str) -> u64 {
    let folded = fold::key(subject);
    let mut rest = folded.as_str();
    while let Some((head, tail)) = rest.split_once(':') {
        let head = head.trim_end_matches(|c: char| c.is_ascii_digit() || "[]()^*".contains(c));
        if !PREFIXES.contains(&head) {
            break;
        }
        rest = tail;
    }
    if rest.is_empty() { 0 } else { key64(rest.as_bytes()) }
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn prefixes_of_replies_and_forwards_do_not_count() {
        for subject in ["Re: 納品書の件", "RE[2]: Fwd: 納品書の件", "返信：納品書の件", "re:re:納品書の件"]
        {
            assert_eq!(key(subject), key("納品書の件"), "{subject}");
        }
        assert_ne!(key("Report: 納品書の件"), key("納品書の件"));
        assert_eq!(key("Re: "), 0);
    }
}
