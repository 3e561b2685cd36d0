//! Reads message ids (RFC 5322 §3.6.4) without their angle brackets.

/// The ids of a Message-ID, In-Reply-To or References field, in order, repeated ones left out.
///
/// Text around `<…>` is a comment (`Your message of Friday <id>`). Without any `<`, each word is an id.
/// Blanks within an id come from folding and are left out. A missing `>` ends at the next blank or `<`.
pub(super) fn read(field: &str) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    let mut keep = |id: String| {
        let repeated = ids.len() < MAX_COMPARED && ids.contains(&id);
        if !id.is_empty() && !repeated && ids.len() < MAX_IDS {
            ids.push(id);
        }
    };
    if !field.contains('<') {
        for word in field.split([' ', '\t', ',', ';']) {
            keep(word.trim_matches('>').to_string());
        }
        return ids;
    }
    for part in field.split('<').skip(1) {
        match part.split_once('>') {
            Some((id, _)) => keep(id.split_whitespace().collect()),
            None => keep(part.split_whitespace().next().unwrap_or_default().to_string()),
        }
    }
    ids
}

/// How many ids are kept: more than any thread has.
const MAX_IDS: usize = 10_000;
/// Up to how many ids repeated ones are looked for: comparing all with all must not take for ever.
const MAX_COMPARED: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;

    fn check(field: &str, expected: &[&str]) {
        assert_eq!(read(field), expected, "{field}");
    }

    #[test]
    fn ids_of_all_spellings_are_read() {
        check("<a@example.jp>", &["a@example.jp"]);
        check("<a@example.jp><b@example.jp> <a@example.jp>", &["a@example.jp", "b@example.jp"]);
        check("Your mail of \"Fri\" <a@example.jp> (x)", &["a@example.jp"]);
        check("<long id@example.jp>", &["longid@example.jp"]);
        check("a@example.jp, b@example.jp", &["a@example.jp", "b@example.jp"]);
        check("<a@example.jp <b@example.jp>", &["a@example.jp", "b@example.jp"]);
        check("", &[]);
        check("<>", &[]);
    }
}
