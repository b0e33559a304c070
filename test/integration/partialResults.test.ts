import { pathToFileURL } from 'node:url';
import {
  CancellationTokenSource,
  CodeLensRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  LSPErrorCodes,
  ProgressType,
  SemanticTokensRequest,
  type PartialResultParams,
  type ProtocolRequestType,
} from 'vscode-languageserver-protocol/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { contentCapabilities, ExpansionClient } from './expansionClient';
import { OpenedProject, patience } from './temporaryProject';

const many = 1500;

const source = `macro_rules! functions {
    ($($name:ident)*) => { $(fn $name() -> u8 {
        1
    })* };
}
functions!(${Array.from({ length: many }, (_, index) => `f${index}`).join(' ')});
fn main() {
${'    let _ = line!();\n'.repeat(many)}}
`;

describe('a client that gives a token for partial results', { timeout: patience }, () => {
  const project = new OpenedProject({ 'src/main.rs': source }, 'src/main.rs', {
    capabilities: contentCapabilities,
    initializationOptions: { codeLens: { enabled: true } },
  });
  let expansion = { uri: '' };
  const file = () => ({ uri: pathToFileURL(project.file).href });

  beforeAll(async () => {
    const editor = new ExpansionClient(project.client);
    expansion = await editor.show('showExpansion', project.file, { line: 5, character: 3 });
  }, patience);

  type Request<Result, Part> = ProtocolRequestType<
    PartialResultParams & { textDocument: { uri: string } },
    Result | null,
    Part,
    void,
    never
  >;

  /** The answer without a token; and what comes as parts and as the answer with one. */
  async function ask<Result, Part>(type: unknown, textDocument: { uri: string }) {
    const request = type as Request<Result, Part>;
    const { connection } = project.client;
    const whole = await connection.sendRequest(request, { textDocument });
    const parts: Part[] = [];
    const partialResultToken = `parts of ${request.method}`;
    const progress = connection.onProgress(
      new ProgressType<Part>(),
      partialResultToken,
      (part) => void parts.push(part),
    );
    const last = await connection.sendRequest(request, { textDocument, partialResultToken });
    progress.dispose();
    return { whole, parts, last };
  }

  it.each([
    ['code lenses', CodeLensRequest.type, file],
    ['symbols of an expansion', DocumentSymbolRequest.type, () => expansion],
    ['folding ranges of an expansion', FoldingRangeRequest.type, () => expansion],
  ])('gets %s in parts, and nothing in the answer', async (_, type, textDocument) => {
    const { whole, parts, last } = await ask<unknown[], unknown[]>(type, textDocument());
    expect(whole?.length).toBeGreaterThanOrEqual(many);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.flat()).toEqual(whole);
    expect(last).toEqual([]);
  });

  it('gets the colors of an expansion in parts', async () => {
    interface Tokens {
      readonly data: readonly number[];
    }
    const { whole, parts, last } = await ask<Tokens, Tokens>(SemanticTokensRequest.type, expansion);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.flatMap(({ data }) => data)).toEqual(whole?.data);
    expect(last).toEqual({ data: [] });
  });

  it('can cancel the request all the same', async () => {
    const { connection } = project.client;
    const partialResultToken = 'parts of what is cancelled';
    const cancellation = new CancellationTokenSource();
    const params = { textDocument: expansion, partialResultToken };
    const answer = connection.sendRequest(SemanticTokensRequest.type, params, cancellation.token);
    cancellation.cancel();
    await expect(answer).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    await project.expectAlive();
  });
});
