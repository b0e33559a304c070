import type { MacroPath } from '../resolve/definition';
import type { TokenTree } from '../syntax/token';

/** The path as code writes it: `::serde::Serialize`, `$crate::vec`. */
export function printPath(path: MacroPath): string {
  const segments = path.segments.map((segment) => (segment.raw ? `r#${segment.text}` : segment.text));
  return (path.global ? '::' : '') + segments.join('::');
}

/** The path as tokens. */
export function pathTokens({ global, segments }: MacroPath): TokenTree[] {
  return segments.flatMap((segment, index): TokenTree[] => {
    const colons: TokenTree = { kind: 'punct', text: '::', spacing: 'jointHidden', span: segment.span };
    return index > 0 || global ? [colons, segment] : [segment];
  });
}
