//! Escaping for literals made from values (library/proc_macro/src/escape.rs).

#[derive(Copy, Clone)]
pub(crate) struct Escaping {
    pub single_quote: bool,
    pub double_quote: bool,
    /// Everything outside of ASCII as `\x..`; otherwise only what cannot be printed, as `\u{..}`.
    pub bytes: bool,
}

pub(crate) fn escape(value: &[u8], escaping: Escaping, out: &mut String) {
    if escaping.bytes {
        value.iter().for_each(|byte| escape_byte(*byte, escaping, out));
        return;
    }
    let mut rest = value;
    while !rest.is_empty() {
        let (valid, invalid) = match std::str::from_utf8(rest) {
            Ok(valid) => (valid, 0),
            Err(error) => {
                let valid = std::str::from_utf8(&rest[..error.valid_up_to()]).unwrap_or_default();
                (valid, error.error_len().unwrap_or(rest.len() - error.valid_up_to()))
            }
        };
        for character in valid.chars() {
            escape_char(character, escaping, out);
        }
        for byte in &rest[valid.len()..valid.len() + invalid] {
            escape_byte(*byte, escaping, out);
        }
        rest = &rest[valid.len() + invalid..];
    }
}

fn escape_byte(byte: u8, escaping: Escaping, out: &mut String) {
    match byte {
        0 => out.push_str("\\0"),
        b'\'' if !escaping.single_quote => out.push('\''),
        b'"' if !escaping.double_quote => out.push('"'),
        _ => out.extend(byte.escape_ascii().map(char::from)),
    }
}

fn escape_char(character: char, escaping: Escaping, out: &mut String) {
    match character {
        '\'' if !escaping.single_quote => out.push('\''),
        '"' if !escaping.double_quote => out.push('"'),
        _ => out.extend(character.escape_debug()),
    }
}
