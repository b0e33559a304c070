import type { FileSource } from '../project/model';
import { findInvocations } from '../syntax/findInvocations';
import type { InvocationSite } from '../syntax/invocationSite';
import { parseTokenTrees } from '../syntax/parseTokenTrees';
import type { Source, SourceMap } from '../syntax/sourceMap';
import type { SyntaxProblem, TokenTree } from '../syntax/token';
import { LineIndex } from './lineIndex';

/** One version of a file, read into tokens, with the macro calls in it. */
export interface SourceFile {
  readonly path: string;
  readonly source: Source;
  readonly tokens: readonly TokenTree[];
  readonly problems: readonly SyntaxProblem[];
  readonly lines: LineIndex;
  readonly sites: readonly InvocationSite[];
}

/** Reads files into tokens once per version. */
export class SourceFiles {
  private readonly known = new Map<string, { version: string; file: SourceFile }>();

  constructor(
    private readonly files: FileSource,
    private readonly sources: SourceMap,
  ) {}

  /** Undefined when there is no such file or it is no text. */
  open(path: string): SourceFile | undefined {
    const version = this.files.version(path);
    const known = this.known.get(path);
    if (known?.version === version) return known.file;
    const text = this.files.readText(path);
    if (text === undefined) return undefined;
    const source = this.sources.add(path, text);
    const { tokens, problems } = parseTokenTrees(source);
    const file = {
      path,
      source,
      tokens,
      problems,
      lines: new LineIndex(text),
      sites: findInvocations(tokens),
    };
    this.known.set(path, { version, file });
    return file;
  }
}
