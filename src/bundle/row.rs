//! Writes one CSV row by RFC 4180: CRLF line ends, quotes only where they are needed.
//!
//! Values go out as they are. Guarding against spreadsheet formulas is for the papers that people open,
//! never for what a destination reads.

/// Appends one row to `out`.
pub fn write_row<S: AsRef<str>>(values: &[S], out: &mut Vec<u8>) {
    write_row_with(values, b',', out);
}

/// The same with another delimiter, an ASCII character.
pub fn write_row_with<S: AsRef<str>>(values: &[S], delimiter: u8, out: &mut Vec<u8>) {
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            out.push(delimiter);
        }
        write_value(value.as_ref(), delimiter, out);
    }
    if let [only] = values
        && only.as_ref().is_empty()
    {
        // A row of one empty value would be a blank line, which readers skip.
        out.extend_from_slice(b"\"\"");
    }
    out.extend_from_slice(b"\r\n");
}

fn write_value(value: &str, delimiter: u8, out: &mut Vec<u8>) {
    let bytes = value.as_bytes();
    if !bytes.iter().any(|&byte| byte == delimiter || matches!(byte, b'"' | b'\r' | b'\n')) {
        return out.extend_from_slice(bytes);
    }
    out.push(b'"');
    for (index, piece) in bytes.split(|&byte| byte == b'"').enumerate() {
        if index > 0 {
            out.extend_from_slice(b"\"\"");
        }
        out.extend_from_slice(piece);
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(values: &[&str], expected: &str) {
        let mut out = Vec::new();
        write_row(values, &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn plain_values_are_not_quoted() {
        check(&["T-1", " 請求書 ", "=1+1"], "T-1, 請求書 ,=1+1\r\n");
    }

    #[test]
    fn commas_quotes_and_line_ends_are_quoted() {
        check(
            &["a,b", "say \"hi\"", "x\r\ny", "\"", "\n"],
            "\"a,b\",\"say \"\"hi\"\"\",\"x\r\ny\",\"\"\"\",\"\n\"\r\n",
        );
    }

    #[test]
    fn a_row_of_one_empty_value_is_not_a_blank_line() {
        check(&[""], "\"\"\r\n");
        check(&["", ""], ",\r\n");
    }
}
