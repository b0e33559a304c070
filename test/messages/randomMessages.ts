/** A client that keeps to the protocol and does everything that it allows, in any order. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import type { Hover, Position, Range } from 'vscode-languageserver-protocol/node';
import { commandNames } from '../../server/src/features/commandNames';
import type { Random } from '../conformance/procedural/differential/randomTokens';
import type { Corpus } from '../fuzz/corpus';
import type { TestClient } from '../integration/testClient';
import { LinedText, rangesIn } from './answerRanges';
import { savedDocument, type ClientDocuments } from './clientDocuments';

export interface MessageCounts {
  sent: number;
  answers: number;
  ranges: number;
  hovers: number;
  /** Requests that were answered with an error, by its text. */
  readonly errors: Map<string, number>;
}

type Action = () => Promise<void>;

/** Commands that show or compare, and those that edit. Those of the whole workspace take long. */
const commands = Object.values(commandNames).filter((name) => !/InWorkspace|showUses/.test(name));

/** Tabs that a user has open. */
const shownExpansions = 10;

const requests = [
  'textDocument/definition',
  'textDocument/foldingRange',
  'textDocument/documentSymbol',
  'textDocument/semanticTokens/full',
  'textDocument/hover',
  'macroscope/steps',
];

/** Sends random messages over documents of real code, and checks each answer. */
export class RandomMessages {
  readonly counts: MessageCounts = { sent: 0, answers: 0, ranges: 0, hovers: 0, errors: new Map() };
  private readonly expansions: string[] = [];
  private readonly actions: readonly [weight: number, action: Action][];

  constructor(
    private readonly client: TestClient,
    private readonly documents: ClientDocuments,
    private readonly corpus: Corpus,
    private readonly random: Random,
  ) {
    this.actions = [
      [5, () => this.open()],
      [3, () => this.close()],
      [30, () => this.change()],
      [25, () => this.hover()],
      [8, () => this.codeActions()],
      [12, () => this.command()],
      [12, () => this.inExpansion()],
      [2, () => this.codeLenses()],
      [3, () => this.expandMacro()],
      [1, () => this.save()],
      [1, () => this.burst()],
    ];
  }

  /** Sends messages until so many were sent in all. Throws with what is wrong in an answer. */
  async sendUntil(count: number): Promise<void> {
    while (this.counts.sent < count) {
      await this.any();
      this.documents.settle();
    }
  }

  private any(): Promise<void> {
    const total = this.actions.reduce((sum, [weight]) => sum + weight, 0);
    let at = this.random.below(total);
    for (const [weight, action] of this.actions) {
      if (at < weight) return action();
      at -= weight;
    }
    return Promise.resolve();
  }

  private notify(method: string, params: object): Promise<void> {
    this.counts.sent++;
    return this.client.connection.sendNotification(method, params);
  }

  /** Sends a request and checks the ranges of its answer; undefined for an error. */
  private async ask<T>(method: string, params: object, uri: string): Promise<T | undefined> {
    this.counts.sent++;
    try {
      const answer = await this.client.connection.sendRequest<T>(method, params);
      this.counts.answers++;
      for (const named of rangesIn(answer, uri)) this.check(method, named.uri, named.range);
      return answer;
    } catch (error) {
      if (error instanceof WrongAnswer) throw error;
      const message = error instanceof Error ? error.message : String(error);
      this.counts.errors.set(message, (this.counts.errors.get(message) ?? 0) + 1);
      return undefined;
    }
  }

  private check(method: string, uri: string, range: Range): void {
    const texts = this.documents.textsOf(uri);
    this.counts.ranges++;
    const isFile = uri.startsWith('file:') && texts.length === 0;
    const known = isFile ? [new LinedText(savedDocument(uri).getText())] : texts;
    if (known.length > 0 && !known.some((text) => text.has(range)))
      throw new WrongAnswer(`${method} names ${JSON.stringify(range)}, which is not in ${uri}`);
  }

  private anyUri(): string {
    const { openUris, uris } = this.documents;
    return openUris.length > 0 && this.random.below(8) > 0
      ? this.random.pick(openUris)
      : this.random.pick(uris);
  }

  /** A place in a document, most often one that has to do with macros. */
  private place(uri: string): { textDocument: { uri: string }; position: Position } {
    const document = this.documents.document(uri);
    const text = document.getText();
    const calls = [...text.matchAll(/\w!\s*[({[]|derive\(|#\[|macro_rules! /g)];
    const random = this.random.below(text.length + 1);
    const call = calls.length > 0 && this.random.below(4) > 0 ? this.random.pick(calls).index : random;
    return { textDocument: { uri }, position: document.positionAt(call) };
  }

  private async open(): Promise<void> {
    const closed = this.documents.uris.filter((uri) => !this.documents.isOpen(uri));
    if (closed.length === 0) return;
    const uri = this.random.pick(closed);
    const document = this.documents.openDocument(uri);
    const textDocument = { uri, languageId: 'rust', version: document.version, text: document.getText() };
    await this.notify('textDocument/didOpen', { textDocument });
  }

  private async close(): Promise<void> {
    if (this.documents.openUris.length === 0) return;
    const uri = this.random.pick(this.documents.openUris);
    this.documents.close(uri);
    await this.notify('textDocument/didClose', { textDocument: { uri } });
  }

  private async change(): Promise<void> {
    if (this.documents.openUris.length === 0) return;
    const uri = this.random.pick(this.documents.openUris);
    const contentChanges = [];
    let version = 0;
    for (let count = 1 + this.random.below(3); count > 0; count--) {
      const change = this.randomChange(uri);
      contentChanges.push(change);
      version = this.documents.change(uri, [change]).version;
    }
    await this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
  }

  private randomChange(uri: string): { text: string; range?: object } {
    const { random, corpus, documents } = this;
    // Now and then the file is as it was, so that it does not become nonsense.
    if (random.below(12) === 0) return { text: savedDocument(uri).getText() };
    const texts = ['', 'x', '\n', '\r\n', '𝒳é', '"', '}', '(', ' ', corpus.piece(random, 20)];
    return { ...documents.randomRange(random, uri, 30), text: random.pick(texts) };
  }

  private async hover(): Promise<void> {
    const at = this.place(this.anyUri());
    const hover = await this.ask<Hover | null>('textDocument/hover', at, at.textDocument.uri);
    if (!hover?.range) return;
    this.counts.hovers++;
    const named = this.documents
      .textsOf(at.textDocument.uri)
      .map((text) => text.slice(hover.range ?? nowhere));
    const name = nameIn(hover.contents);
    if (name !== undefined && !named.some((text) => text.split(/\W+/).includes(name)))
      throw new WrongAnswer(`a hover about ${name} says that it is about ${JSON.stringify(named)}`);
  }

  private async codeActions(): Promise<void> {
    const uri = this.anyUri();
    const { position } = this.place(uri);
    const params = {
      textDocument: { uri },
      range: { start: position, end: position },
      context: { diagnostics: [] },
    };
    const actions = await this.ask<{ title: string }[] | null>('textDocument/codeAction', params, uri);
    const editing = (actions ?? []).filter(({ title }) => !title.includes('workspace'));
    if (editing.length > 0) await this.ask('codeAction/resolve', this.random.pick(editing), uri);
  }

  private async command(): Promise<void> {
    const uri = this.anyUri();
    const params = { command: this.random.pick(commands), arguments: [this.place(uri)] };
    await this.show(await this.ask('workspace/executeCommand', params, uri));
  }

  /** Opens what a command gave to be shown, as an editor does, and closes what was shown long ago. */
  private async show(answer: unknown): Promise<void> {
    const { uri, text } = Object(answer) as Partial<Record<string, unknown>>;
    if (typeof uri !== 'string' || typeof text !== 'string' || this.expansions.includes(uri)) return;
    const textDocument = { uri, languageId: 'rust', version: 1, text };
    await this.notify('textDocument/didOpen', { textDocument });
    this.expansions.push(uri);
    const oldest = this.expansions.length > shownExpansions ? this.expansions.shift() : undefined;
    if (oldest !== undefined) await this.notify('textDocument/didClose', { textDocument: { uri: oldest } });
  }

  /** Requests about an expansion that was shown before. The source may have changed since. */
  private async inExpansion(): Promise<void> {
    if (this.expansions.length === 0) return this.command();
    const uri = this.random.pick(this.expansions);
    const content = await this.ask<{ text: string } | null>('workspace/textDocumentContent', { uri }, uri);
    if (!content) return;
    this.documents.noteText(uri, content.text);
    const lines = content.text.split('\n');
    const line = this.random.below(lines.length);
    const position = { line, character: this.random.below((lines[line]?.length ?? 0) + 1) };
    const textDocument = { uri };
    if (this.random.below(3) > 0) await this.ask(this.random.pick(requests), { textDocument, position }, uri);
    else {
      const params = { command: this.random.pick(commands), arguments: [{ textDocument, position }] };
      await this.show(await this.ask('workspace/executeCommand', params, 'nowhere:'));
    }
  }

  private async codeLenses(): Promise<void> {
    const uri = this.anyUri();
    const lenses = await this.ask<object[] | null>('textDocument/codeLens', { textDocument: { uri } }, uri);
    if (lenses?.length) await this.ask('codeLens/resolve', this.random.pick(lenses), uri);
  }

  private async expandMacro(): Promise<void> {
    const at = this.place(this.anyUri());
    await this.ask('rust-analyzer/expandMacro', at, at.textDocument.uri);
  }

  private async save(): Promise<void> {
    if (this.documents.openUris.length === 0) return;
    const uri = this.random.pick(this.documents.openUris);
    await this.notify('textDocument/didSave', { textDocument: { uri } });
  }

  /** A flood: more messages without waiting for an answer, of which some are cancelled. */
  private async burst(): Promise<void> {
    const waiting: Promise<void>[] = [];
    for (let count = 30; count > 0; count--)
      waiting.push(this.random.below(3) > 0 ? this.hover() : this.change(), this.codeActions());
    await Promise.all(waiting);
  }
}

const nowhere: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** The last segment of the path that a hover begins with; undefined when it is not in plain letters. */
function nameIn(contents: Hover['contents']): string | undefined {
  const text = typeof contents === 'object' && 'value' in contents ? contents.value : '';
  return /^`(?:[\w#]*::)*(?:r#)?(\w+)!?`/.exec(text)?.[1];
}

/** An answer that a client could see to be wrong. */
class WrongAnswer extends Error {}

/** Bytes that are in use in a server that runs with {@link heapProbe}, after a collection of garbage. */
export async function heapOf(client: TestClient, file: string): Promise<number> {
  rmSync(file, { force: true });
  process.kill(client.processId, 'SIGUSR2');
  while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 20));
  return Number(readFileSync(file, 'utf8'));
}
