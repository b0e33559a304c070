//! Which characters identifiers are made of (UAX #31), and their normal form C (UAX #15). The tables are made by
//! `tables/generate.mjs`; nothing of them is looked at for ASCII.

use std::borrow::Cow;
use std::sync::OnceLock;

static STARTS: Runs = Runs::new(include_bytes!("identifierStarts.bin"));
/// XID_Continue without XID_Start.
static CONTINUATIONS: Runs = Runs::new(include_bytes!("identifierContinuations.bin"));
/// Characters without which a text is in normal form C.
static CHECKS: Runs = Runs::new(include_bytes!("normalizationChecks.bin"));
static COMBINING_CLASSES: &[u8] = include_bytes!("combiningClasses.bin");
static DECOMPOSITIONS: &[u8] = include_bytes!("decompositions.bin");

/// XID_Start or `_`.
pub(crate) fn starts_identifier(character: char) -> bool {
    match character {
        'a'..='z' | 'A'..='Z' | '_' => true,
        '\0'..='\x7f' => false,
        _ => STARTS.contain(character),
    }
}

/// XID_Continue.
pub(crate) fn continues_identifier(character: char) -> bool {
    match character {
        'a'..='z' | 'A'..='Z' | '_' | '0'..='9' => true,
        '\0'..='\x7f' => false,
        _ => STARTS.contain(character) || CONTINUATIONS.contain(character),
    }
}

pub(crate) fn is_identifier(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().map_or(false, starts_identifier) && characters.all(continues_identifier)
}

/// Normal form C.
pub(crate) fn normalized(text: &str) -> Cow<'_, str> {
    // Below U+0300 every character is its own normal form.
    if text.chars().all(|character| character < '\u{300}' || !CHECKS.contain(character)) {
        return Cow::Borrowed(text);
    }
    let decompositions = Decomposition::all();
    let mut decomposed = Vec::new();
    for character in text.chars() {
        decompose(u32::from(character), &decompositions, &mut decomposed);
    }
    sort_combining(&mut decomposed);
    compose(&mut decomposed, &decompositions);
    decomposed.iter().filter_map(|(code, _)| char::from_u32(*code)).collect()
}

struct Numbers {
    rest: &'static [u8],
}

impl Iterator for Numbers {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let (mut value, mut shift) = (0, 0);
        loop {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            value |= u32::from(byte & 0x7f) << shift;
            if *byte < 0x80 {
                return Some(value);
            }
            shift += 7;
        }
    }
}

/// A set of characters. Its table holds the lengths of gaps and runs in turn, from U+0080 on.
struct Runs {
    table: &'static [u8],
    /// Where gaps and runs end, once that was asked.
    ends: OnceLock<Vec<u32>>,
}

impl Runs {
    const fn new(table: &'static [u8]) -> Runs {
        Runs { table, ends: OnceLock::new() }
    }

    fn contain(&self, character: char) -> bool {
        let ends = self.ends.get_or_init(|| {
            let mut end = 0x80;
            let sum = |length| {
                end += length;
                end
            };
            Numbers { rest: self.table }.map(sum).collect()
        });
        let index = ends.partition_point(|end| *end <= u32::from(character));
        index < ends.len() && index % 2 == 1
    }
}

fn combining_class(code: u32) -> u8 {
    if code < 0x300 {
        return 0;
    }
    let mut numbers = Numbers { rest: COMBINING_CLASSES };
    let mut end = 0;
    while let (Some(gap), Some(length), Some(class)) = (numbers.next(), numbers.next(), numbers.next()) {
        let start = end + gap;
        end = start + length;
        if code < end {
            return if code >= start { class as u8 } else { 0 };
        }
    }
    0
}

struct Decomposition {
    code: u32,
    /// The first part may decompose further.
    parts: Vec<u32>,
    composes: bool,
}

impl Decomposition {
    /// Sorted by character.
    fn all() -> Vec<Decomposition> {
        let mut all = Vec::with_capacity(2200);
        let mut numbers = Numbers { rest: DECOMPOSITIONS };
        let mut code = 0;
        while let Some(head) = numbers.next() {
            code += head / 4;
            let length = match head % 4 {
                0 => 1,
                1 => 2,
                _ => numbers.next().unwrap_or(0),
            };
            let parts = numbers.by_ref().take(length as usize).collect();
            all.push(Decomposition { code, parts, composes: head % 4 == 1 });
        }
        all
    }
}

// Hangul syllables (The Unicode Standard, section 3.12).
const SYLLABLES: u32 = 0xac00;
const LEADING: u32 = 0x1100;
const VOWELS: u32 = 0x1161;
/// One before the first: a syllable without a trailing consonant is number 0.
const TRAILING: u32 = 0x11a7;
const LEADING_COUNT: u32 = 19;
const VOWEL_COUNT: u32 = 21;
const TRAILING_COUNT: u32 = 28;

fn decompose(code: u32, decompositions: &[Decomposition], out: &mut Vec<(u32, u8)>) {
    let syllable = code.wrapping_sub(SYLLABLES);
    if syllable < LEADING_COUNT * VOWEL_COUNT * TRAILING_COUNT {
        let vowel = syllable % (VOWEL_COUNT * TRAILING_COUNT) / TRAILING_COUNT;
        out.push((LEADING + syllable / (VOWEL_COUNT * TRAILING_COUNT), 0));
        out.push((VOWELS + vowel, 0));
        if syllable % TRAILING_COUNT != 0 {
            out.push((TRAILING + syllable % TRAILING_COUNT, 0));
        }
        return;
    }
    match decompositions.binary_search_by_key(&code, |decomposition| decomposition.code) {
        Ok(index) => {
            for part in &decompositions[index].parts {
                decompose(*part, decompositions, out);
            }
        }
        Err(_) => out.push((code, combining_class(code))),
    }
}

/// Characters of class 0 stay; those between them are sorted by class.
fn sort_combining(characters: &mut [(u32, u8)]) {
    for run in characters.split_mut(|(_, class)| *class == 0) {
        run.sort_by_key(|(_, class)| *class);
    }
}

fn compose(characters: &mut Vec<(u32, u8)>, decompositions: &[Decomposition]) {
    let mut out: Vec<(u32, u8)> = Vec::with_capacity(characters.len());
    let mut starter: Option<usize> = None;
    for (code, class) in characters.drain(..) {
        if let Some(at) = starter {
            // Blocked when something of the same or a higher class, or another starter, stands in between.
            let adjacent = at + 1 == out.len();
            let blocked = !adjacent && out.last().map_or(false, |(_, before)| *before == 0 || *before >= class);
            let composed = if blocked { None } else { composition(out[at].0, code, decompositions) };
            if let Some(composed) = composed {
                out[at].0 = composed;
                continue;
            }
        }
        if class == 0 {
            starter = Some(out.len());
        }
        out.push((code, class));
    }
    *characters = out;
}

fn composition(first: u32, second: u32, decompositions: &[Decomposition]) -> Option<u32> {
    let (leading, vowel) = (first.wrapping_sub(LEADING), second.wrapping_sub(VOWELS));
    if leading < LEADING_COUNT && vowel < VOWEL_COUNT {
        return Some(SYLLABLES + (leading * VOWEL_COUNT + vowel) * TRAILING_COUNT);
    }
    let (syllable, trailing) = (first.wrapping_sub(SYLLABLES), second.wrapping_sub(TRAILING));
    if syllable < LEADING_COUNT * VOWEL_COUNT * TRAILING_COUNT
        && syllable % TRAILING_COUNT == 0
        && (1..TRAILING_COUNT).contains(&trailing)
    {
        return Some(first + trailing);
    }
    decompositions
        .iter()
        .find(|decomposition| decomposition.composes && decomposition.parts == [first, second])
        .map(|decomposition| decomposition.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        assert_eq!(normalized("e\u{301}"), "é");
        assert_eq!(normalized("\u{1112}\u{1161}\u{11ab}"), "한");
        assert_eq!(normalized("a\u{323}\u{302}"), "ậ");
        assert_eq!(normalized("\u{958}"), "\u{915}\u{93c}");
        assert_eq!(normalized("\u{212b}"), "Å");
    }
}
