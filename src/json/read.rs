//! Reads JSON text.

use super::{Members, Value};
use std::borrow::Cow;

/// Arrays and objects in each other; nobody's plan is so deep.
const MAX_DEPTH: u32 = 128;

/// Reads the whole text as one value.
///
/// # Errors
/// What is wrong, with line and column (both from 1; the column counts bytes).
pub fn read(text: &str) -> Result<Value, String> {
    let mut reader = Reader { text, at: 0 };
    let read = reader.value(0).and_then(|value| {
        reader.blanks();
        if reader.at == text.len() { Ok(value) } else { Err("nothing may follow the value") }
    });
    read.map_err(|what| {
        let before = &text.as_bytes()[..reader.at];
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        let column = reader.at - before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1) + 1;
        format!("line {line}, column {column}: {what}")
    })
}

struct Reader<'a> {
    text: &'a str,
    /// Always at a border between characters: only ASCII is stepped over one by one.
    at: usize,
}

type Read<T> = Result<T, &'static str>;

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Steps over an ASCII character if it comes next.
    fn take(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn value(&mut self, depth: u32) -> Read<Value> {
        self.blanks();
        if depth > MAX_DEPTH {
            return Err("too deep");
        }
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => {
                let mut items = Vec::new();
                self.list(b']', |reader| {
                    items.push(reader.value(depth + 1)?);
                    Ok(())
                })?;
                Ok(Value::Array(items))
            }
            Some(b'"') => self.string().map(Value::Text),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => {
                for (word, value) in
                    [("null", Value::Null), ("true", Value::Bool(true)), ("false", Value::Bool(false))]
                {
                    if self.text[self.at..].starts_with(word) {
                        self.at += word.len();
                        return Ok(value);
                    }
                }
                Err("a value is missing")
            }
        }
    }

    fn object(&mut self, depth: u32) -> Read<Value> {
        let mut members = Members::new();
        self.list(b'}', |reader| {
            if reader.peek() != Some(b'"') {
                return Err("a name in quotation marks is missing");
            }
            let name = reader.string()?;
            reader.blanks();
            if !reader.take(b':') {
                return Err("a colon is missing");
            }
            members.push((Cow::Owned(name), reader.value(depth + 1)?));
            Ok(())
        })?;
        Ok(Value::Object(members))
    }

    /// What stands between brackets, with commas between.
    fn list(&mut self, end: u8, mut item: impl FnMut(&mut Self) -> Read<()>) -> Read<()> {
        self.at += 1;
        self.blanks();
        if self.take(end) {
            return Ok(());
        }
        loop {
            self.blanks();
            item(self)?;
            self.blanks();
            if self.take(end) {
                return Ok(());
            }
            if !self.take(b',') {
                return Err("a comma or the closing bracket is missing");
            }
        }
    }

    fn string(&mut self) -> Read<String> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = &self.text[self.at..];
            let plain = rest.bytes().position(|byte| byte < 0x20 || byte == b'"' || byte == b'\\');
            let plain = plain.ok_or("the closing quotation mark is missing")?;
            out.push_str(&rest[..plain]);
            self.at += plain;
            if self.take(b'"') {
                return Ok(out);
            }
            if !self.take(b'\\') {
                return Err("control characters must be written as escapes");
            }
            out.push(self.escape()?);
        }
    }

    /// What stands behind a backslash.
    fn escape(&mut self) -> Read<char> {
        const UNKNOWN: &str = "no such escape";
        let sign = self.peek().ok_or(UNKNOWN)?;
        let meant = match sign {
            b'"' | b'\\' | b'/' => sign,
            b'b' => 8,
            b'f' => 12,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' => {
                self.at += 1;
                return self.unicode().ok_or("half of a character");
            }
            _ => return Err(UNKNOWN),
        };
        self.at += 1;
        Ok(char::from(meant))
    }

    /// Four digits, or twice four for characters beyond the first plane.
    fn unicode(&mut self) -> Option<char> {
        let first = self.four_digits()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first);
        }
        if !(self.take(b'\\') && self.take(b'u')) {
            return None;
        }
        let second = self.four_digits()?.checked_sub(0xdc00).filter(|&second| second < 0x400)?;
        char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + second)
    }

    fn four_digits(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        let all = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = u32::from_str_radix(digits, 16).ok().filter(|_| all)?;
        self.at += 4;
        Some(number)
    }

    fn digits(&mut self) -> Read<()> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start { Err("a digit is missing") } else { Ok(()) }
    }

    fn number(&mut self) -> Read<Value> {
        let start = self.at;
        let _ = self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _ = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        let spelled = &self.text[start..self.at];
        Ok(spelled.parse().map_or_else(|_| Value::Other(spelled.to_owned()), Value::Number))
    }
}
