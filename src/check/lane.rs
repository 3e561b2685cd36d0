//! Rows of which nothing is told but the zone of their dates, and what is told of every value like theirs: nearly all rows
//! of an export.
//!
//! In: what is looked at in the rows of a table, made ready once, and one row after the other. Out: its record, as
//! [`super::cell::repair`] would fill it field by field, or word that the row needs more than that. It knows nothing of
//! answers, nor of what stands in for a blank: a table whose rows depend on these has no lane.

use super::cell::{self, Context};
use super::memo::{self, Memo};
use super::plain::{Plain, is_blank};
use super::record::Record;
use crate::destination::Field;
use crate::text::date::Zone;

/// A field of a table's rows, as far as it can be told before the first of them.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// The field's index in its tab.
    pub field: usize,
    pub column: Option<usize>,
    /// What its values are like when there is nothing to do about them, if that can be told from them alone.
    pub plain: Option<Plain>,
    /// Something else may stand in for a blank.
    pub filled: bool,
}

/// What is to be told of a row that was taken, and where the look of the value stands in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It is a local date; whether it was not in the form expected.
    Date(usize, bool),
    /// It is one of few, and the memo knows what is told of it.
    Known(usize),
}

/// Fills `record` from the cells of a row, which hold no control characters, and notes in `told` what is to be told, in
/// the order of the fields. False, with both left anyhow, if anything else would have to be told.
pub fn take<'a, 'r>(
    looked: &'a [Look],
    fields: &'a [Field],
    cell: &dyn Fn(usize) -> &'r str,
    memo: &mut Memo,
    zone: &Zone,
    context: &dyn Fn(usize) -> Context<'a>,
    (record, told): (&mut Record, &mut Vec<Told>),
) -> bool {
    record.clear();
    told.clear();
    for (at, look) in looked.iter().enumerate() {
        record.skip_to(look.field);
        let found = look.column.map_or("", cell);
        if let Some(plain) = &look.plain {
            if plain.holds(found, true) {
                record.push(found);
                continue;
            }
            if let Some((written, reshaped)) = plain.local(found, zone) {
                record.push(std::str::from_utf8(&written).unwrap_or_default());
                told.push(Told::Date(at, reshaped));
                continue;
            }
        }
        let Some(field) = fields.get(look.field).filter(|_| !look.filled || !is_blank(found)) else {
            return false;
        };
        let context = Context { clean: true, ..context(look.field) };
        if memo::has_few(field)
            && let Some((used, quiet)) = memo.known(look.field, field, found, &context)
        {
            record.push(used);
            if !quiet {
                told.push(Told::Known(at));
            }
            continue;
        }
        let mut quiet = true;
        record.push(&cell::repair(field, found, &context, &mut |_| quiet = false));
        if !quiet {
            return false;
        }
    }
    record.skip_to(fields.len());
    true
}
