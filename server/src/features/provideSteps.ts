import type { ExpansionDocument } from './expansion/expansionDocument';
import type { ExpansionDocuments } from './expansion/expansionDocuments';
import { callNamed } from './expansion/expansionView';
import { collapseCall, expandCall } from './expansion/stepper';
import { namesDocument, type ServerContext } from './serverContext';
import { stepTree, type ShownStep } from './stepTree';

/** `macroscope/steps`: the tree of steps of an expansion document, for a view beside it. `macroscope/toggleStep` expands or collapses one by its place. */
export function provideSteps(context: ServerContext, expansions: ExpansionDocuments): void {
  const { connection } = context;
  connection.onRequest('macroscope/steps', async (params: unknown): Promise<ShownStep | null> => {
    const view = (await documentOf(expansions, params))?.view;
    return (view && stepTree(view, context)) ?? null;
  });
  connection.onRequest('macroscope/toggleStep', async (params: unknown): Promise<boolean> => {
    const place: unknown = Object(params).place;
    const document = await documentOf(expansions, params);
    if (!document?.view || typeof place !== 'string') return false;
    const call = callNamed(document.view, place);
    if (!call || place === document.address.nested) return false;
    const change = call.node.pending ? expandCall : collapseCall;
    document.history = change(document.view, document.history, place);
    await expansions.changed(document);
    return true;
  });
}

async function documentOf(
  expansions: ExpansionDocuments,
  params: unknown,
): Promise<ExpansionDocument | undefined> {
  return namesDocument(params) ? expansions.open(params.textDocument.uri) : undefined;
}
