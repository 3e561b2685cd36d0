//! Writes JSON text: in one line, or indented by two blanks.

use super::Value;
use std::fmt;

impl Value {
    /// The value in lines, each step in two blanks further to the right.
    pub fn pretty(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, Some(0));
        out
    }

    /// Appends the value, `indent` steps to the right, or in one line without blanks.
    pub fn write(&self, out: &mut String, indent: Option<usize>) {
        match self {
            Value::Null => out.push_str("null"),
            Value::Bool(yes) => out.push_str(if *yes { "true" } else { "false" }),
            Value::Number(number) => out.push_str(&number.to_string()),
            Value::Other(spelled) => out.push_str(spelled),
            Value::Text(text) => string(text, out),
            Value::Array(items) => list(out, ['[', ']'], indent, items.len(), &mut |at, out, indent| {
                items[at].write(out, indent);
            }),
            Value::Object(members) => list(out, ['{', '}'], indent, members.len(), &mut |at, out, indent| {
                let (name, value) = &members[at];
                string(name, out);
                out.push_str(if indent.is_some() { ": " } else { ":" });
                value.write(out, indent);
            }),
        }
    }
}

/// `{}` in one line, `{:#}` indented.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        self.write(&mut out, f.alternate().then_some(0));
        f.write_str(&out)
    }
}

/// Writes the item at a place, so and so many steps to the right.
type Item<'a> = &'a mut dyn FnMut(usize, &mut String, Option<usize>);

fn list(out: &mut String, brackets: [char; 2], indent: Option<usize>, length: usize, item: Item<'_>) {
    let new_line = |out: &mut String, indent: Option<usize>| {
        if let Some(steps) = indent {
            out.push('\n');
            (0..steps).for_each(|_| out.push_str("  "));
        }
    };
    let within = indent.map(|steps| steps + 1);
    out.push(brackets[0]);
    for at in 0..length {
        if at > 0 {
            out.push(',');
        }
        new_line(out, within);
        item(at, out, within);
    }
    if length > 0 {
        new_line(out, indent);
    }
    out.push(brackets[1]);
}

/// Appends a text in quotation marks.
fn string(text: &str, out: &mut String) {
    out.push('"');
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.push_str(&text[plain..at]);
        plain = at + 1;
        out.push('\\');
        match byte {
            b'"' | b'\\' => out.push(char::from(byte)),
            b'\n' => out.push('n'),
            b'\r' => out.push('r'),
            b'\t' => out.push('t'),
            8 => out.push('b'),
            12 => out.push('f'),
            _ => {
                out.push_str("u00");
                out.push(char::from(b'0' + byte / 16));
                out.push(char::from(b"0123456789abcdef"[usize::from(byte % 16)]));
            }
        }
    }
    out.push_str(&text[plain..]);
    out.push('"');
}
