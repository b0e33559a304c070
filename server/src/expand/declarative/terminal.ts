import { closingText, openingText } from '../../syntax/leafText';
import type { Group, Span, TokenTree } from '../../syntax/token';
import { spanOf } from '../../syntax/token';
import type { DeclarationNode } from './compiledMacro';
import { tokenText } from './describeToken';

/** A terminal of a matcher's grammar: what takes a token, or a fragment. */
export type Terminal =
  | { readonly kind: 'token'; readonly token: TokenTree }
  | { readonly kind: 'open' | 'close'; readonly group: Group }
  | { readonly kind: 'declaration'; readonly declaration: DeclarationNode };

/** As the definition has it. */
export function terminalText(terminal: Terminal): string {
  switch (terminal.kind) {
    case 'token':
      return tokenText(terminal.token);
    case 'open':
      return openingText(terminal.group.delimiter);
    case 'close':
      return closingText(terminal.group.delimiter);
    case 'declaration': {
      const { variable, fragment } = terminal.declaration;
      return `$${variable.ident.text}:${fragment ?? ''}`;
    }
  }
}

/** Where the definition has it. */
export function terminalSpan(terminal: Terminal): Span {
  switch (terminal.kind) {
    case 'token':
      return spanOf(terminal.token);
    case 'open':
      return terminal.group.open;
    case 'close':
      return terminal.group.close;
    case 'declaration':
      return terminal.declaration.span;
  }
}
