import { isReservedInSomeEdition, isReservedWord } from '../../syntax/keywords';
import type { Edition } from '../../syntax/token';

/** Words that cannot be written with `r#` (rustc_span's Symbol::can_be_raw). */
const neverRaw = new Set(['_', 'self', 'Self', 'super', 'crate', '$crate']);

/**
 * Whether rustc writes a name with `r#` when it has nothing but the name (Ident::is_raw_guess): a keyword that a macro puts out as an
 * identifier cannot be meant as a keyword.
 */
export function rawGuess(name: string, edition: Edition): boolean {
  return isKeyword(name, edition) && !neverRaw.has(name);
}

function isKeyword(name: string, edition: Edition): boolean {
  if (isReservedWord(name)) return true;
  return isReservedInSomeEdition(name) && (name === 'gen' ? edition >= 2024 : edition >= 2018);
}
