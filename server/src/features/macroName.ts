import type { MacroKind } from '../resolve/definition';

/** A call as people write it: `vec!`, `#[derive(Debug)]`, `#[async_trait]`. */
export function macroName(kind: MacroKind, path: string): string {
  switch (kind) {
    case 'bang':
      return `${path}!`;
    case 'derive':
      return `#[derive(${path})]`;
    case 'attribute':
      return `#[${path}]`;
  }
}
