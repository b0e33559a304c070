import { escapeDebug } from '../literal';
import type { ArgumentReference, Count, FormatPiece, Placeholder } from './formatString';

/**
 * The literal of a format string in which every position is explicit, as rustc prints it
 * (rustc_ast_pretty: reconstruct_format_args_template_string). `indexOf` gives the position of an argument in the list.
 */
export function printTemplate(
  pieces: readonly FormatPiece[],
  indexOf: (argument: ArgumentReference) => number,
): string {
  const text = pieces.map((piece) =>
    piece.kind === 'text' ? printText(piece.text) : printPlaceholder(piece, indexOf),
  );
  return `"${text.join('')}"`;
}

function printText(text: string): string {
  return Array.from(text, (character) =>
    character === '{' || character === '}' ? character + character : escapeDebug(character),
  ).join('');
}

function printPlaceholder(
  placeholder: Placeholder,
  indexOf: (argument: ArgumentReference) => number,
): string {
  const { fill, alignment, sign, alternate, zeroPad, width, precision, debugHex, trait } = placeholder;
  // The order in which rustc looks arguments up is the order in which captured variables are numbered: argument, precision, width.
  const argument = indexOf(placeholder.argument);
  const count = (value: Count): string => (value.kind === 'literal' ? value.value : `${indexOf(value)}$`);
  const shownPrecision = precision ? `.${count(precision)}` : '';
  const shownWidth = width ? count(width) : '';
  const options = [
    fill,
    alignment,
    sign,
    alternate ? '#' : '',
    zeroPad ? '0' : '',
    shownWidth,
    shownPrecision,
    debugHex,
    trait,
  ].join('');
  return `{${argument}${options === '' ? '' : `:${options}`}}`;
}
