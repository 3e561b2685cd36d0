//! Accounts made from the organisation that a record names, or from the domain of a mail address, where the plan asks for
//! them.
//!
//! An account goes by a key: the folded name, or `@` and the domain. Its id is a hash of the key, so a later run gives the
//! same one; an account that a table lists under the name keeps its own. Where the plan does not ask, a name that is left
//! behind is told.

use super::codes::{ACCOUNT_NAMED, ORGANIZATION_LEFT};
use super::leaf::TableUse;
use super::setup::Setup;
use crate::check::keys::TabKeys;
use crate::check::plain::is_blank;
use crate::convert::mail;
use crate::convert::people::{People, Person};
use crate::destination::MailUnit;
use crate::finding::{Code, Observation, Observe, Severity};
use crate::source::Row;
use crate::text::hash::key64;
use crate::text::{address, fold};
use std::borrow::Cow;

/// What accounts are made from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum From {
    #[default]
    Nothing,
    Organizations,
    /// From organisations where one is named, else from domains.
    Domains,
}

/// Mail services anybody may have an address of: their domains are no organisation's.
const FREE_MAIL: &str = include_str!("free-mail.txt");

/// The key of an organisation; `None` for a blank. Where contacts say their account by its name, each spelling is an account.
pub fn key_of_name(setup: &Setup, name: &str) -> Option<String> {
    let contacts = setup.mail_tab(MailUnit::Person).map(|tab| &setup.tabs[tab]);
    let by_name = contacts.is_some_and(|rules| rules.organization.is_some() && !rules.leaves_organization);
    let key = if by_name { name.trim().to_string() } else { fold::key(name) };
    Some(key).filter(|key| !is_blank(name) && !key.is_empty())
}

/// The key of the domain of an address in its one spelling; `None` for that of a mail service, and for an own one.
fn key_of_domain(setup: &Setup, address: &str) -> Option<String> {
    let (_, domain) = address.rsplit_once('@')?;
    let below =
        |free: &str| domain.strip_suffix(free).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    let own = setup.settled.own.iter().filter_map(|own| own.rsplit_once('@'));
    let taken = own.map(|(_, own)| own).chain(FREE_MAIL.lines()).any(below);
    (!taken && domain.contains('.')).then(|| format!("@{domain}"))
}

/// Whether accounts can be made for the destination.
pub fn can_make(setup: &Setup) -> bool {
    setup.mail_tab(MailUnit::Account).is_some_and(|tab| setup.takes(tab))
}

/// The tab of accounts, if the plan wants some made.
pub fn tab(setup: &Setup) -> Option<usize> {
    setup
        .mail_tab(MailUnit::Account)
        .filter(|_| can_make(setup) && setup.settled.accounts_from != From::Nothing)
}

/// The organisation that a row names, if it names one.
pub fn named<'r>(setup: &Setup, table: &TableUse, tab: usize, row: &Row<'r>) -> Option<&'r str> {
    let column = table.columns.get(setup.tabs[tab].organization?).copied().flatten()?;
    Some(row.get(column).trim()).filter(|name| !is_blank(name))
}

/// Key and name of the account that the contact of a row belongs to, where the row does not say its id.
pub fn of_row<'r>(
    setup: &Setup,
    table: &TableUse,
    tab: usize,
    row: &Row<'r>,
) -> Option<(String, Cow<'r, str>)> {
    self::tab(setup)?;
    let cell = |at: Option<usize>| Some(row.get(table.columns.get(at?).copied().flatten()?));
    let rules = &setup.tabs[tab];
    let speaks = rules.account.is_some() || rules.organization.is_some();
    if !speaks || !is_blank(cell(rules.account).unwrap_or_default()) {
        return None;
    }
    if let Some(name) = named(setup, table, tab, row) {
        return Some((key_of_name(setup, name)?, Cow::Borrowed(name)));
    }
    let address = address::normal_form(cell(rules.listed_by)?)?;
    of_domain(setup, &address).map(|key| (key.clone(), Cow::Owned(key[1..].to_string())))
}

fn of_domain(setup: &Setup, address: &str) -> Option<String> {
    (setup.settled.accounts_from == From::Domains).then(|| key_of_domain(setup, address)).flatten()
}

/// The id of the account with this key: a table lists it, or it is made.
pub fn id<'k>(setup: &Setup, keys: &'k [TabKeys], key: &str) -> Cow<'k, str> {
    let listed = setup.mail_tab(MailUnit::Account).and_then(|tab| keys[tab].listed(key64(key.as_bytes())));
    listed.map_or_else(|| Cow::Owned(mail::account_id(key)), Cow::Borrowed)
}

/// What stands for the account in a row that leaves it blank.
pub fn supplied(
    setup: &Setup,
    table: &TableUse,
    tab: usize,
    row: &Row<'_>,
    keys: &[TabKeys],
) -> Option<(String, Code)> {
    let (key, _) = of_row(setup, table, tab, row)?;
    Some((id(setup, keys, &key).into_owned(), ACCOUNT_NAMED))
}

/// Tells of an organisation that goes nowhere. `used`: a contact is made of what the row says. Otherwise its contact is
/// listed and keeps the account of its own table: worth knowing, and nothing that making accounts would change.
pub fn tell_left(
    setup: &Setup,
    table: &TableUse,
    tab: usize,
    row: &Row<'_>,
    used: bool,
    observe: &mut Observe<'_>,
) {
    let rules = &setup.tabs[tab];
    let Some(field) = rules.organization.filter(|_| rules.leaves_organization) else { return };
    let asked = self::tab(setup).is_some();
    let account = rules.account.and_then(|at| table.columns.get(at).copied().flatten());
    let has_id = account.is_some_and(|column| !is_blank(row.get(column)));
    let helps = used || rules.account.is_some();
    if has_id || (asked && helps) {
        return;
    }
    let Some(name) = named(setup, table, tab, row) else { return };
    let severity = if helps { ORGANIZATION_LEFT.severity } else { Severity::Note };
    let name_of = &setup.destination.tabs[tab].fields[field].name;
    observe(Observation::new(Code { severity, ..ORGANIZATION_LEFT }).field(name_of).found(name));
}

/// The account of a person, as a number among `accounts`: the organisation named, else the domain.
pub fn of_person(setup: &Setup, accounts: &mut People, person: &Person) -> Option<u32> {
    self::tab(setup)?;
    match accounts.get(person.account) {
        Some(_) => Some(person.account),
        None => {
            let key = of_domain(setup, &person.address)?;
            accounts.add(&key, &key[1..])
        }
    }
}

/// Id and name of a person's account, when all is settled.
pub fn facts<'a>(
    setup: &Setup,
    keys: &'a [TabKeys],
    accounts: &'a People,
    person: &Person,
) -> Option<(Cow<'a, str>, &'a str)> {
    self::tab(setup)?;
    let of_domain = || accounts.find(&of_domain(setup, &person.address)?);
    let account = accounts.get(person.account).or_else(|| accounts.get(of_domain()?))?;
    Some((id(setup, keys, &account.address), &*account.name))
}
