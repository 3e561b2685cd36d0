//! Rows that are taken in at one go (`check::lane`): the same is noted and told of them as field by field.

use crate::check::codes::{DATE_RESHAPED, DATE_ZONE_ASSUMED};
use crate::check::lane::{self, Told};
use crate::check::memo::Memo;
use crate::check::pending::ByAddress;
use crate::check::record::Record;
use crate::finding::Observation;
use crate::job::book::rows::note_time;
use crate::job::book::tally::Tally;
use crate::job::book::{Book, at, place};
use crate::job::leaf::TableUse;
use crate::job::setup::Setup;
use crate::source::Row;
use std::rc::Rc;

impl Book {
    /// Takes in a row at one go, as nearly all can be. False, and nothing is noted, if there is more to it.
    pub(in crate::job) fn plain_row(&mut self, table: &TableUse, tab: usize, row: &Row<'_>) -> bool {
        let Some(lane) = table.lane.filter(|_| !self.hold_next && !row.may_hold_controls()) else {
            return false;
        };
        let setup = Rc::clone(&self.setup);
        let Ok(mut memo) = setup.tabs[tab].memo.try_borrow_mut() else { return false };
        let mut record = std::mem::take(&mut self.record);
        let fields = &setup.destination.tabs[tab].fields;
        let into = (&mut record, &mut self.told);
        let context = |at| setup.context(tab, at);
        let plain = lane::take(
            &table.looked,
            fields,
            &|column| row.get(column),
            &mut memo,
            &setup.settled.zone,
            &context,
            into,
        );
        if plain {
            // What is not blank is an address, or there would have been more to tell.
            let named = lane.address.is_some_and(|field| !record.get(field).is_empty());
            let by_address = if named { ByAddress::Offer } else { ByAddress::No };
            let held = self.tell_plain(&setup, table, tab, row, (&record, &mut memo));
            let form = self.agent(table, tab, row, &record);
            self.index_row(tab, &record, row, (by_address, form), held);
        }
        self.record = record;
        plain
    }

    /// Tells what is told of a row that was taken, and of what is wrong between its values; true if that holds it.
    fn tell_plain(
        &mut self,
        setup: &Setup,
        table: &TableUse,
        tab: usize,
        row: &Row<'_>,
        (record, memo): (&Record, &mut Memo),
    ) -> bool {
        let leaf = self.leaves.last().map_or("", |leaf| leaf.name.as_str());
        let (here, mut held) = (at(leaf, row.spot), false);
        let (tally, times, tab_id) = (&mut self.tally, &mut self.times, setup.tab_id(tab));
        let mut tell = |tally: &mut Tally, seen: Observation<'_>| {
            let holds = setup.holds(tab, &seen, here);
            held |= holds;
            note_time(times, &seen);
            tally.count(tab_id, seen, holds, || place(leaf, row.spot));
        };
        for told in &self.told {
            let (Told::Date(at, _) | Told::Known(at)) = *told;
            let Some(look) = table.looked.get(at) else { continue };
            let Some(field) = setup.destination.tabs[tab].fields.get(look.field) else { continue };
            let found = look.column.map_or("", |column| row.get(column));
            let Told::Date(_, reshaped) = *told else {
                let context = setup.context(tab, look.field);
                memo.repair(look.field, field, found, &context, &mut |seen| tell(tally, seen));
                continue;
            };
            // An answer may say what becomes of one value.
            let of_dates = self.of_dates.get_mut(at).filter(|_| setup.answers.is_empty());
            if of_dates.is_some_and(|known| count_date(tally, known, (tab_id, &field.name), found, reshaped))
            {
                continue;
            }
            let seen =
                |code| Observation::new(code).field(&field.name).found(found).used(record.get(look.field));
            tell(tally, seen(DATE_ZONE_ASSUMED));
            if reshaped {
                tell(tally, seen(DATE_RESHAPED));
            }
        }
        setup.tabs[tab].record.check(record, &mut |seen| tell(tally, seen));
        held
    }
}

/// Counts a local date where that is all there is to do ([`Tally::count_more`]). `known`: where what is told of such dates
/// stands in the tally.
fn count_date(
    tally: &mut Tally,
    known: &mut [Option<usize>; 2],
    (tab, field): (&str, &str),
    found: &str,
    reshaped: bool,
) -> bool {
    let [assumed, other] = known;
    *assumed = assumed.or_else(|| tally.known(DATE_ZONE_ASSUMED, tab, field));
    if reshaped {
        *other = other.or_else(|| tally.known(DATE_RESHAPED, tab, field));
    }
    let counted = [*assumed, other.filter(|_| reshaped)];
    assumed.is_some() && counted[1].is_some() == reshaped && tally.count_more(counted, found)
}
