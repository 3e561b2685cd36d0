//! What a row leaves blank and its other values give: its id, the two halves of a whole name, the name of a file, and a yes that is another
//! column's no.
//!
//! Many exports have no ids (address books, notes, lists of agents), and without one no record can go. A person gets the
//! id that mail would give the same address, so that both are one; any other record gets one from what its row says, so
//! that a later run gives it again.

use super::accounts;
use super::codes::{ACCOUNT_NAMED, FILE_NAMED, ID_MADE, NAME_SPLIT, NAME_WHOLE, OPPOSITE_USED};
use super::leaf::TableUse;
use super::setup::Setup;
use crate::check::cell;
use crate::check::keys::TabKeys;
use crate::convert::mail;
use crate::convert::whole_name::{SplitName, split_name};
use crate::destination::{Field, MailUnit, MailValue, Tab};
use crate::finding::Code;
use crate::source::Row;
use crate::text::address;
use crate::text::hash::key64;

/// What may stand in for a blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Supply {
    Id,
    /// Half of the whole name in another field.
    Family {
        whole: usize,
    },
    Given {
        whole: usize,
        family: usize,
    },
    /// The account of the organisation that the row names, or of its domain.
    Account,
    /// Its name.
    AccountName,
    /// The end of its path.
    FileName {
        path: usize,
    },
    /// What another field says, turned round.
    Opposite {
        of: usize,
    },
}

/// What may stand in for a blank in this field of the tab.
pub fn supply(tab: &Tab, field: &Field) -> Option<Supply> {
    let having = |wanted: MailValue| tab.fields.iter().position(|field| field.mail == Some(wanted));
    if field.key {
        return Some(Supply::Id);
    }
    if let Some(of) = field.opposite_of.as_deref() {
        return Some(Supply::Opposite { of: tab.field(of)? });
    }
    match field.mail? {
        MailValue::AccountId if !field.key => Some(Supply::Account),
        MailValue::AccountName if tab.from_mail == Some(MailUnit::Person) && !field.unwritten => {
            Some(Supply::AccountName)
        }
        MailValue::AttachmentName => Some(Supply::FileName { path: having(MailValue::AttachmentPath)? }),
        MailValue::AgentFamilyName => Some(Supply::Family { whole: having(MailValue::AgentName)? }),
        MailValue::PersonFamilyName => Some(Supply::Family { whole: having(MailValue::PersonName)? }),
        MailValue::AgentGivenName => Some(Supply::Given {
            whole: having(MailValue::AgentName)?,
            family: having(MailValue::AgentFamilyName)?,
        }),
        MailValue::PersonGivenName => Some(Supply::Given {
            whole: having(MailValue::PersonName)?,
            family: having(MailValue::PersonFamilyName)?,
        }),
        _ => None,
    }
}

/// The value for a field that this row leaves blank, with the code that tells of it.
pub fn supplied(
    setup: &Setup,
    table: &TableUse,
    tab: usize,
    row: &Row<'_>,
    keys: &[TabKeys],
    supply: Supply,
) -> Option<(String, Code)> {
    let value =
        |at: usize| table.columns.get(at).copied().flatten().map_or("", |column| row.get(column)).trim();
    let halves =
        |whole: usize| Some(value(whole)).filter(|name| !name.is_empty()).map(|name| split_name(name, ""));
    let split = |half: String| Some((half, NAME_SPLIT)).filter(|(half, _)| !half.is_empty());
    match supply {
        Supply::Id => Some((id(setup, table, tab, row), ID_MADE)),
        Supply::Account => accounts::supplied(setup, table, tab, row, keys),
        Supply::AccountName => {
            let (_, name) = accounts::of_row(setup, table, tab, row)?;
            Some((name.into_owned(), ACCOUNT_NAMED))
        }
        Supply::Family { whole } => {
            let SplitName { family, given, .. } = halves(whole)?;
            Some((family, if given.is_empty() { NAME_WHOLE } else { NAME_SPLIT }))
        }
        Supply::Given { whole, family } if value(family).is_empty() => {
            let SplitName { given, .. } = halves(whole)?;
            split(given)
        }
        Supply::Given { .. } => None,
        Supply::FileName { path } => {
            let name = value(path).rsplit(['/', '\\']).next().filter(|name| !name.is_empty())?;
            Some((name.to_string(), FILE_NAMED))
        }
        Supply::Opposite { of } => {
            let field = &setup.destination.tabs[tab].fields[of];
            let read = cell::repair(field, value(of), &setup.context(tab, of), &mut |_| {});
            // A word that is neither holds the record where it stands.
            let turned = match &*read {
                "True" => "False",
                "False" => "True",
                _ => return None,
            };
            Some((turned.to_string(), OPPOSITE_USED))
        }
    }
}

fn id(setup: &Setup, table: &TableUse, tab: usize, row: &Row<'_>) -> String {
    let about = &setup.destination.tabs[tab];
    let column = |at: usize| table.columns.get(at).copied().flatten();
    let listed = setup.tabs[tab].listed_by.and_then(column).map(|column| row.get(column));
    if let (Some(MailUnit::Account), Some(key)) =
        (about.from_mail, listed.and_then(|name| accounts::key_of_name(setup, name)))
    {
        return mail::account_id(&key);
    }
    let address = listed.and_then(address::normal_form);
    match (about.from_mail, address) {
        (Some(MailUnit::Person), Some(address)) => mail::person_id(&address),
        (Some(MailUnit::Agent), Some(address)) => mail::agent_id(&address),
        _ => {
            // Only what is written counts: columns that were added by hand change nothing.
            let mut text = String::new();
            for value in (0..about.fields.len()).filter_map(column).map(|column| row.get(column)) {
                text.push_str(value.trim());
                text.push('\u{1F}');
            }
            format!("{}-{:016x}", about.id.trim_end_matches('s'), key64(text.as_bytes()))
        }
    }
}
