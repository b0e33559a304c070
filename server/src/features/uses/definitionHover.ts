import type { Hover } from 'vscode-languageserver';
import { counted } from '../counted';
import { macroName } from '../macroName';
import { codeSpan, placeText } from '../markdown';
import type { ServerContext, TextPosition } from '../serverContext';
import type { MacroUse } from './findUses';
import { textOfLine, useLocation, usesOf, type MacroWithUses } from './usesOf';

const maximumUses = 20;
const maximumLine = 80;

/** On the name of a macro where it is defined: how often the workspace calls it, and where. Null elsewhere. */
export async function definitionHover(
  context: ServerContext,
  at: TextPosition,
  signal: AbortSignal,
): Promise<Hover | null> {
  const found = await usesOf(context, at, { signal });
  return found ? { contents: { kind: 'markdown', value: usesText(found) } } : null;
}

function usesText({ macro, uses }: MacroWithUses): string {
  const name = codeSpan(macroName(macro.kind, macro.name.text));
  const head = `${name} · ${macro.engine} macro · ${counted(uses.length, 'use')} in the workspace`;
  if (uses.length === 0) return head;
  const lines = uses.slice(0, maximumUses).map(useText);
  if (uses.length > maximumUses) lines.push(`- … ${uses.length - maximumUses} more`);
  return `${head}\n\n${lines.join('\n')}`;
}

/** `- src/main.rs:12 · let ages = map!`, a link to the place. */
function useText(use: MacroUse): string {
  const { path } = use.file;
  const { uri, range } = useLocation(use);
  const line = range.start.line + 1;
  const text = textOfLine(use.file, line);
  const shown = text.length > maximumLine ? `${text.slice(0, maximumLine)}…` : text;
  return `- [${placeText(path, line)}](${uri}#L${line}) ${codeSpan(shown)}`;
}
