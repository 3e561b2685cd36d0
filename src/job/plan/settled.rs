//! The plan under a destination: its options checked, every default in place.

use super::{AgentSay, OneOrMany, Plan, agent_key};
use crate::destination::{Caps, Destination};
use crate::job::accounts::From;
use crate::job::choose::wanted::{self, Files, Wanted};
use crate::job::error::{Error, ErrorKind};
use crate::job::mailbox::choice::{self, Choice};
use crate::text::address;
use crate::text::date::Zone;
use litemap::LiteMap;

/// The options every destination has: key, values (the first is the default; none: free text), repeatable.
pub(super) const CORE_OPTIONS: &[(&str, &[&str], bool)] = &[
    ("zone", &[], false),
    ("own-address", &[], true),
    ("subject-threading", &["no", "yes"], false),
    ("contact-by-email", &["no", "yes"], false),
    ("agents-from-mail", &["no", "yes"], false),
    ("accounts-from", &["no", "organizations", "domains"], false),
    ("mail-body", &["plain", "html"], false),
    ("too-long", &["hold", "cut"], false),
    ("garbled", &["keep", "mend"], false),
    ("keep-deleted", &["no", "yes"], false),
];

/// The zone of values that name none, unless the plan says otherwise.
pub const DEFAULT_ZONE: &str = "Asia/Tokyo";

/// The plan with every default in place.
#[derive(Clone, Debug)]
pub struct Settled {
    pub zone: Zone,
    /// Normalised addresses of the user's own mailboxes.
    pub own: Vec<String>,
    pub subject_threading: bool,
    pub contact_by_email: bool,
    pub agents_from_mail: bool,
    pub accounts_from: From,
    /// By [`agent_key`].
    pub agents: LiteMap<String, AgentSay>,
    /// Of a mail that has one, the HTML body is written.
    pub html: bool,
    /// Texts that are too long are cut, and go along whole as a file.
    pub cut: bool,
    /// Texts that were spoilt before are put right, where no letter is lost.
    pub mend: bool,
    /// Mail that the user had deleted goes too.
    pub keep_deleted: bool,
    pub caps: Caps,
    /// Which records go; `None`: all.
    pub wanted: Option<Wanted>,
    pub files: Files,
    /// Which mail goes, where it goes as mail.
    pub mail: Choice,
    /// The destination's options.
    pub options: LiteMap<String, String>,
}

impl Settled {
    /// Whether the plan says who the agent of a record is that names none.
    pub fn decides_nobody(&self, mailbox: &str) -> bool {
        let decides =
            |key: &str| self.agents.get(key).is_some_and(|say| say.to.is_some() || say.administrator);
        decides("") || decides(mailbox)
    }

    /// The value of one of the destination's options; empty if it has none of that name.
    pub fn option(&self, key: &str) -> &str {
        self.options.get(key).map_or("", String::as_str)
    }
}

impl Plan {
    /// Checks the plan against a destination and settles every default.
    ///
    /// # Errors
    /// `option-unknown`, `option-unfit` and `option-value`; the latter also for what is said about an agent.
    pub fn settle(&self, destination: &Destination) -> Result<Settled, Error> {
        for key in self.options.keys() {
            self.check_option(key, destination)?;
        }
        let zone_name = self.one("zone").unwrap_or(DEFAULT_ZONE).to_string();
        let zone = Zone::named(&zone_name)
            .ok_or(ErrorKind::OptionValue { key: "zone".into(), value: zone_name.clone() })?;
        let mut own = Vec::new();
        for value in self.all("own-address") {
            let parsed = address::parse(&value)
                .ok_or(ErrorKind::OptionValue { key: "own-address".into(), value: value.clone() })?;
            own.push(parsed.address);
        }
        let yes = |key: &str| self.one(key) == Some("yes");
        let mut options = LiteMap::new();
        for option in &destination.options {
            let default = option.values.first().map_or("", String::as_str);
            let value = self.one(&option.key).unwrap_or(default);
            options.insert(option.key.clone(), value.to_string());
        }
        Ok(Settled {
            own,
            subject_threading: yes("subject-threading"),
            contact_by_email: yes("contact-by-email"),
            agents_from_mail: yes("agents-from-mail"),
            accounts_from: match self.one("accounts-from") {
                Some("organizations") => From::Organizations,
                Some("domains") => From::Domains,
                _ => From::Nothing,
            },
            agents: self.settle_agents()?,
            html: self.one("mail-body") == Some("html"),
            cut: self.one("too-long") == Some("cut"),
            mend: self.one("garbled") == Some("mend"),
            keep_deleted: yes("keep-deleted"),
            caps: destination.caps_under(&|key| options.get(key).cloned()),
            wanted: Wanted::read(|key| self.one(key), &zone, destination)?,
            files: Files::read(|key| self.one(key))?,
            mail: Choice::read(
                |key| match self.filled(key, destination) {
                    Some(moment) => vec![moment],
                    None => self.all(key),
                },
                &zone,
            )?,
            zone,
            options,
        })
    }

    /// What a bound of the window is where the user sets none: the moment that follows from a day the destination asks for.
    pub fn filled(&self, key: &str, destination: &Destination) -> Option<String> {
        if self.one(key).is_some_and(|said| !said.trim().is_empty()) {
            return None;
        }
        destination.options.iter().find_map(|option| {
            let fills = option.fills.as_ref().filter(|fills| fills.option == key)?;
            let day = self.one(&option.key).filter(|day| !day.is_empty())?;
            Some(format!("{day}T{}", fills.at))
        })
    }

    /// What is said about agents, by [`agent_key`].
    fn settle_agents(&self) -> Result<LiteMap<String, AgentSay>, Error> {
        let mut all = LiteMap::new();
        for (found, say) in &self.agents {
            let wrong = || ErrorKind::OptionValue { key: "agents".into(), value: found.clone() };
            let to = match &say.to {
                Some(to) => Some(address::normal_form(to).ok_or_else(wrong)?.into_owned()),
                None => None,
            };
            let whom = to.is_some() || address::normal_form(found).is_some();
            if (say.administrator && (to.is_some() || say.add)) || (say.add && !whom) {
                return Err(wrong().into());
            }
            // Who is known by name only is added under that name.
            let by_name = || Some(found.trim()).filter(|name| !name.is_empty() && !name.contains('@'));
            let name = say.name.clone().or_else(|| by_name().map(str::to_string));
            all.insert(agent_key(found), AgentSay { to, name, ..say.clone() });
        }
        Ok(all)
    }

    fn one(&self, key: &str) -> Option<&str> {
        match self.options.get(key) {
            Some(OneOrMany::One(value)) => Some(value),
            Some(OneOrMany::Many(values)) => values.last().map(String::as_str),
            None => None,
        }
    }

    fn check_option(&self, key: &str, destination: &Destination) -> Result<(), Error> {
        let of_mail = if destination.mailbox.is_some() { choice::OPTIONS } else { &[] };
        let core = CORE_OPTIONS.iter().chain(wanted::OPTIONS).chain(of_mail);
        let core = core.into_iter().find(|(name, _, _)| *name == key);
        let own = destination.options.iter().find(|option| option.key == key);
        for value in self.all(key) {
            let takes = match (core, own) {
                (Some((_, values, _)), _) => values.is_empty() || values.contains(&value.as_str()),
                (None, Some(option)) => option.takes(&value),
                (None, None) => return Err(ErrorKind::UnknownOption { key: key.to_string() }.into()),
            };
            if !takes {
                return Err(ErrorKind::OptionValue { key: key.to_string(), value }.into());
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_about_an_agent_must_make_sense() {
        let check = |agents: &str, good: bool| {
            let plan = Plan::from_json(&format!(r#"{{"version":1,"agents":{{{agents}}}}}"#)).expect("a plan");
            let settled = plan.settle(&Destination::default());
            assert_eq!(settled.is_ok(), good, "{agents}: {settled:?}");
        };
        check(r#""Ａ@example.jp": {"to": "B@example.jp"}"#, true);
        check(r#""a@example.jp": {"add": true, "name": "青木 花", "department": "総務"}"#, true);
        check(r#""青木 花": {"to": "a@example.jp", "add": true}"#, true);
        check(r#""": {"to": "a@example.jp", "department": "総務"}"#, true);
        check(r#""青木 花": {"add": true}"#, false);
        check(r#""青木 花": {"to": "nobody"}"#, false);
        check(r#""a@example.jp": {"to": "b@example.jp", "administrator": true}"#, false);
        check(r#""a@example.jp": {"add": true, "administrator": true}"#, false);
    }
}
