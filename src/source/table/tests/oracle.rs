//! Against the csv crate, and against anything at all.

use super::super::Dialect;
use super::{assert_tiles, body_of, frame};
use proptest::prelude::*;

fn cuts(input: &[u8], sizes: &[usize]) -> Vec<Vec<u8>> {
    let (mut parts, mut rest) = (Vec::new(), input);
    for &size in sizes.iter().cycle().take(input.len() + 1) {
        let (part, after) = rest.split_at(size.min(rest.len()));
        parts.push(part.to_vec());
        rest = after;
    }
    parts
}

fn dialect(delimiter: u8) -> Dialect {
    Dialect { delimiter: Some(delimiter), ..Dialect::default() }
}

proptest! {
    #[test]
    fn what_the_csv_crate_writes_is_read_back(
        table in (2usize..6).prop_flat_map(|columns| {
            let field = "[a-c,;\t\"\r\nあ🗻 |]{0,12}|[a-z]{0,90}";
            prop::collection::vec(prop::collection::vec(field, columns), 1..12)
        }),
        always in any::<bool>(),
        end in prop::sample::select(vec![csv::Terminator::CRLF, csv::Terminator::Any(b'\n'), csv::Terminator::Any(b'\r')]),
        delimiter in prop::sample::select(b",;\t|".to_vec()),
        sizes in prop::collection::vec(1usize..70, 1..5),
    ) {
        let style = if always { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary };
        let mut writer = csv::WriterBuilder::new().quote_style(style).terminator(end).delimiter(delimiter).from_writer(Vec::new());
        for row in &table {
            writer.write_record(row).unwrap();
        }
        let input = writer.into_inner().unwrap();
        let whole = frame([input.as_slice()], dialect(delimiter));
        prop_assert_eq!(&whole.names, &table[0]);
        prop_assert_eq!(&whole.rows[..], &table[1..]);
        assert_tiles(&whole, &input);
        let parts = cuts(&input, &sizes);
        let parts = || parts.iter().map(Vec::as_slice);
        prop_assert_eq!(&frame(parts(), dialect(delimiter)), &whole);
        prop_assert_eq!(&body_of(parts(), &whole.headers[0], 0, false), &whole);
    }

    #[test]
    fn anything_is_read_without_loss_and_the_same_in_any_slices(
        input in prop::collection::vec(prop::sample::select(b"ab,,;\"\"\"\r\n\n \0\xE3\x81\x82\x83\x5C\x1B".to_vec()), 0..200),
        sizes in prop::collection::vec(1usize..20, 1..5),
    ) {
        let whole = frame([input.as_slice()], Dialect::default());
        assert_tiles(&whole, &input);
        let parts = cuts(&input, &sizes);
        let parts = || parts.iter().map(Vec::as_slice);
        prop_assert_eq!(&frame(parts(), Dialect::default()), &whole);
        if let Some(header) = whole.headers.first() {
            let once = body_of([input.as_slice()], header, 0, false);
            assert_tiles(&once, &input);
            prop_assert_eq!(body_of(parts(), header, 0, false), once);
        }
    }
}
