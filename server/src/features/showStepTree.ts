import { commandNames } from './commandNames';
import type { KeptTexts } from './compare/keptTexts';
import type { ExpansionDocuments } from './expansion/expansionDocuments';
import { macroName } from './macroName';
import type { ServerContext, TextPosition } from './serverContext';
import { openExpansion } from './showExpansion';
import { showMessage } from './showMessage';
import { stepTree, type ShownStep } from './stepTree';

/**
 * The command that shows the tree of steps of an expansion as a text, for clients without a view for it: of the expansion document that the place is in,
 * else of that which shows the call there. Gives the text; null where there is no call.
 */
export async function showStepTree(
  context: ServerContext,
  expansions: ExpansionDocuments,
  texts: KeptTexts,
  at: TextPosition,
): Promise<string | null> {
  const document = (await expansions.openAround(at)) ?? (await openExpansion(expansions, at, 'all'));
  const root = document?.view && stepTree(document.view, context);
  if (!root) {
    showMessage(context.connection, 'warning', 'There is no macro call at the cursor.');
    return null;
  }
  const text = `${stepLines(root).join('\n')}\n`;
  await texts.show(commandNames.showSteps, 'steps.txt', text);
  return text;
}

const indent = '    ';

/**
 * `map! · arm 1`, then what the metavariables stand for, and below it the calls of the output:
 *
 * ```text
 * map! · arm 1
 *     $key = "Ada", "Grace"
 *     vec! · not expanded
 * ```
 */
function stepLines({ name, kind, state, hidden, arm, error, bindings, steps }: ShownStep): string[] {
  const facts = [
    macroName(kind, name),
    ...(arm === undefined ? [] : [`arm ${arm}`]),
    ...(state === 'pending' ? [hidden ? 'not expanded, hidden' : 'not expanded'] : []),
    ...(error === undefined ? [] : [`cannot be expanded: ${oneLine(error)}`]),
  ];
  const below = [
    ...bindings.map((bound) => `${bound.name} = ${bound.texts.map(oneLine).join(', ') || 'nothing'}`),
    ...steps.flatMap(stepLines),
  ];
  return [facts.join(' · '), ...below.map((line) => indent + line)];
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
