import type { MacroPath } from '../resolve/definition';

/** The path as code writes it: `::serde::Serialize`, `$crate::vec`. */
export function printPath(path: MacroPath): string {
  const segments = path.segments.map((segment) => (segment.raw ? `r#${segment.text}` : segment.text));
  return (path.global ? '::' : '') + segments.join('::');
}
