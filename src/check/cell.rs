//! placeholder
use crate::destination::Field; use crate::finding::Observe; use crate::text::date::Zone; use std::borrow::Cow;
pub struct Context<'a> { pub zone: &'a Zone, pub datetime: &'a str }
pub fn repair<'v>(_f: &Field, value: &'v str, _c: &Context<'_>, _o: &mut Observe<'_>) -> Cow<'v, str> { Cow::Borrowed(value) }
