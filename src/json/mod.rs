//! JSON (RFC 8259), as far as plans, documents and papers need it.
//!
//! In: text. Out: a [`Value`], and back. Members keep the order in which they were written down. Numbers are whole
//! and not negative wherever this program counts; any other number is kept as it is spelled and never computed with.
//! A leaf that every room may use; serde and serde_json do the same in eight times the machine code, which the
//! page would have to carry. They read what this writes in the tests.

mod read;
#[cfg(test)]
mod tests;
mod write;

use litemap::LiteMap;
pub use read::read;
use std::borrow::Cow;
use std::ops::{Index, IndexMut};

/// A JSON value.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    #[default]
    Null,
    Bool(bool),
    /// A whole number of 0 or more.
    Number(u64),
    /// Any other number, as it is spelled.
    Other(String),
    Text(String),
    Array(Vec<Value>),
    Object(Members),
}

/// The members of an object, in order.
pub type Members = Vec<(Cow<'static, str>, Value)>;

const NULL: &Value = &Value::Null;

impl Value {
    /// An object of what stands behind the names. [`json!`] writes this.
    pub fn object(members: &[(&'static str, &dyn ToJson)]) -> Value {
        Value::Object(members.iter().map(|(name, value)| (Cow::Borrowed(*name), value.to_json())).collect())
    }

    /// The member of that name. Of several, the last one counts.
    pub fn get(&self, name: &str) -> Option<&Value> {
        let Value::Object(members) = self else { return None };
        members.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    pub fn is_null(&self) -> bool {
        *self == Value::Null
    }

    pub fn as_str(&self) -> Option<&str> {
        if let Value::Text(text) = self { Some(text) } else { None }
    }

    pub fn as_u64(&self) -> Option<u64> {
        if let Value::Number(number) = self { Some(*number) } else { None }
    }

    pub fn as_bool(&self) -> Option<bool> {
        if let Value::Bool(yes) = self { Some(*yes) } else { None }
    }

    pub fn as_array(&self) -> Option<&Vec<Value>> {
        if let Value::Array(items) = self { Some(items) } else { None }
    }

    pub fn as_array_mut(&mut self) -> Option<&mut Vec<Value>> {
        if let Value::Array(items) = self { Some(items) } else { None }
    }

    pub fn as_object(&self) -> Option<&Members> {
        if let Value::Object(members) = self { Some(members) } else { None }
    }
}

/// What is not there is null.
impl Index<&str> for Value {
    type Output = Value;
    fn index(&self, name: &str) -> &Value {
        self.get(name).unwrap_or(NULL)
    }
}

impl Index<usize> for Value {
    type Output = Value;
    fn index(&self, at: usize) -> &Value {
        self.as_array().and_then(|items| items.get(at)).unwrap_or(NULL)
    }
}

/// A member that is not there is added; what is no object becomes one.
impl IndexMut<&str> for Value {
    fn index_mut(&mut self, name: &str) -> &mut Value {
        if !matches!(self, Value::Object(_)) {
            *self = Value::Object(Members::new());
        }
        let Value::Object(members) = self else { unreachable!("it was made one") };
        let at = members.iter().rposition(|(key, _)| key == name).unwrap_or_else(|| {
            members.push((Cow::Owned(name.to_owned()), Value::Null));
            members.len() - 1
        });
        &mut members[at].1
    }
}

impl FromIterator<Value> for Value {
    fn from_iter<I: IntoIterator<Item = Value>>(items: I) -> Value {
        Value::Array(items.into_iter().collect())
    }
}

/// What can stand in a document.
pub trait ToJson {
    fn to_json(&self) -> Value;
}

impl ToJson for Value {
    fn to_json(&self) -> Value {
        self.clone()
    }
}

impl ToJson for str {
    fn to_json(&self) -> Value {
        Value::Text(self.to_owned())
    }
}

impl ToJson for String {
    fn to_json(&self) -> Value {
        self.as_str().to_json()
    }
}

impl ToJson for bool {
    fn to_json(&self) -> Value {
        Value::Bool(*self)
    }
}

macro_rules! numbers {
    ($($type:ty),*) => {$(
        impl ToJson for $type {
            fn to_json(&self) -> Value {
                Value::Number(*self as u64)
            }
        }
    )*};
}
numbers!(u8, u16, u32, u64, usize);

impl<T: ToJson + ?Sized> ToJson for &T {
    fn to_json(&self) -> Value {
        (**self).to_json()
    }
}

impl<T: ToJson + ?Sized> ToJson for Box<T> {
    fn to_json(&self) -> Value {
        (**self).to_json()
    }
}

impl<T: ToJson + ?Sized + ToOwned> ToJson for Cow<'_, T> {
    fn to_json(&self) -> Value {
        (**self).to_json()
    }
}

impl<T: ToJson> ToJson for Option<T> {
    fn to_json(&self) -> Value {
        self.as_ref().map_or(Value::Null, ToJson::to_json)
    }
}

impl<T: ToJson> ToJson for [T] {
    fn to_json(&self) -> Value {
        self.iter().map(ToJson::to_json).collect()
    }
}

impl<T: ToJson, const N: usize> ToJson for [T; N] {
    fn to_json(&self) -> Value {
        self.as_slice().to_json()
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn to_json(&self) -> Value {
        self.as_slice().to_json()
    }
}

impl<T: ToJson> ToJson for LiteMap<String, T> {
    fn to_json(&self) -> Value {
        Value::Object(self.iter().map(|(key, value)| (Cow::Owned(key.clone()), value.to_json())).collect())
    }
}

/// A value written down: `json!({"name": name, "sizes": {"least": 1}, "none": null})`, or what any expression gives.
#[macro_export]
macro_rules! json {
    (null) => { $crate::json::Value::Null };
    ({ $($member:tt)* }) => { $crate::json!(@members [] $($member)*) };
    (@members [$($done:tt)*]) => { $crate::json::Value::object(&[$($done)*]) };
    (@members [$($done:tt)*] $key:literal : null $(, $($rest:tt)*)?) => {
        $crate::json!(@members [$($done)* ($key, &$crate::json::Value::Null),] $($($rest)*)?)
    };
    (@members [$($done:tt)*] $key:literal : { $($inner:tt)* } $(, $($rest:tt)*)?) => {
        $crate::json!(@members [$($done)* ($key, &$crate::json!({ $($inner)* })),] $($($rest)*)?)
    };
    (@members [$($done:tt)*] $key:literal : $value:expr $(, $($rest:tt)*)?) => {
        $crate::json!(@members [$($done)* ($key, &$value),] $($($rest)*)?)
    };
    ([ $($item:expr),* $(,)? ]) => { $crate::json::Value::Array(vec![$($crate::json::ToJson::to_json(&$item)),*]) };
    ($value:expr) => { $crate::json::ToJson::to_json(&$value) };
}
pub use crate::json;
