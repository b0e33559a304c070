import type { Location } from 'vscode-languageserver';
import { commandNames } from '../commandNames';
import type { KeptTexts } from '../compare/keptTexts';
import type { ServerContext, TextPosition } from '../serverContext';
import { showMessage } from '../showMessage';
import type { Work } from '../slowWork';
import type { MacroUse } from './findUses';
import { textOfLine, useLocation, usesOf } from './usesOf';

/**
 * The command that lists the uses of the macro whose definition's name is at a place; null where no macro is defined. A client that does not carry it out
 * itself is asked to show the list as a text.
 */
export async function showUses(
  context: ServerContext,
  texts: KeptTexts,
  at: TextPosition,
  work: Work,
): Promise<Location[] | null> {
  const found = await usesOf(context, at, work);
  if (!found) {
    showMessage(context.connection, 'warning', 'No macro is defined at the cursor.');
    return null;
  }
  const { uses } = found;
  if (uses.length === 0) showMessage(context.connection, 'info', 'Nothing in the workspace uses the macro.');
  else await texts.show(commandNames.showUses, 'uses.txt', `${uses.map(useLine).join('\n')}\n`);
  return uses.map(useLocation);
}

/** `/work/src/main.rs:12:9: let ages = map!`: as compilers write places, which editors know how to follow. */
function useLine({ file, site }: MacroUse): string {
  const { line, column } = file.lines.terminalPosition(site.nameSpan.start);
  return `${file.path}:${line}:${column}: ${textOfLine(file, line)}`;
}
