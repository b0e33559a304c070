import { printPath } from '../expand/macroPath';
import type { MacroKind } from '../resolve/definition';
import type { InvocationSite } from '../syntax/invocationSite';

/** The macro that a site calls, as the site has it. */
export function siteName({ kind, path }: InvocationSite): string {
  return macroName(kind, printPath(path));
}

/** The same without the modules and the crate that lead to the macro, as titles have it. */
export function shortName(kind: MacroKind, path: string): string {
  return macroName(kind, path.split('::').at(-1) ?? '');
}

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
