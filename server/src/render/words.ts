import { isReservedWord } from '../syntax/keywords';

/** Keywords that are values or parts of paths. */
const valueWords = new Set(['self', 'Self', 'super', 'crate', 'true', 'false', '_']);
/** Keywords since the 2018 edition that stand before an operand. */
const laterWords = new Set(['dyn', 'async']);

/** Whether an operand begins behind this word: it is a keyword that is no value (`return`, `as`, `dyn`). */
export function isOperatorWord(word: string): boolean {
  return laterWords.has(word) || (isReservedWord(word) && !valueWords.has(word));
}
