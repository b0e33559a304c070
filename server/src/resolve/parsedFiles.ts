/** Token trees of files, read once per version. Their item trees hang on them, so they are the resolver's memory of a file. */
import type { FileSource } from '../project/model';
import { parseTokenTrees } from '../syntax/parseTokenTrees';
import type { Source, SourceMap } from '../syntax/sourceMap';
import type { Edition, SourceId, TokenTree } from '../syntax/token';

export interface ParsedFile {
  readonly source: Source;
  readonly tokens: readonly TokenTree[];
  readonly version: string;
}

export class ParsedFiles {
  private readonly parsed = new Map<string, ParsedFile>();
  /** Whether the text mentions `macro_export`, for files that have been looked at for that. */
  private readonly exporting = new Map<string, boolean>();

  constructor(
    private readonly files: FileSource,
    private readonly sources: SourceMap,
  ) {}

  /** The file's tokens; undefined when there is no such file. */
  get(path: string, edition: Edition): ParsedFile | undefined {
    const known = this.parsed.get(path);
    if (known) return known;
    const version = this.files.version(path);
    const text = this.files.readText(path);
    if (text === undefined) return undefined;
    const source = this.sources.add(path, text);
    const file = { source, tokens: parseTokenTrees(source, { edition }).tokens, version };
    this.parsed.set(path, file);
    return file;
  }

  /** The file whose version this source is; undefined for text that no file holds. */
  pathOf(source: SourceId): string | undefined {
    return this.sources.get(source).path;
  }

  isFile(path: string): boolean {
    return this.parsed.has(path) || this.files.isFile(path);
  }

  /** Whether a file that was read has changed since. Asks the file source: not for hot paths. */
  isStale(path: string): boolean {
    const known = this.parsed.get(path);
    return known !== undefined && known.version !== this.files.version(path);
  }

  forget(path: string): void {
    this.parsed.delete(path);
    this.exporting.delete(path);
  }

  /** Whether the file may hold exported `macro_rules!`: found in its text, without reading it into tokens. */
  mayExportMacros(path: string): boolean {
    let exports = this.exporting.get(path);
    if (exports === undefined) {
      exports = this.textOf(path)?.includes('macro_export') ?? false;
      this.exporting.set(path, exports);
    }
    return exports;
  }

  mentions(path: string, word: string): boolean {
    return this.textOf(path)?.includes(word) ?? false;
  }

  /** Whether the text holds `macro_rules! name`. A macro that is written with a comment in between is overlooked. */
  definesMacro(path: string, name: string): boolean {
    const text = this.textOf(path);
    if (!text?.includes(name)) return false;
    for (let at = text.indexOf('macro_rules'); at >= 0; at = text.indexOf('macro_rules', at + 1)) {
      const defined = /^macro_rules\s*!\s*(?:r#)?([\p{XID_Start}_]\p{XID_Continue}*)/u.exec(
        text.slice(at, at + 200),
      );
      if (defined?.[1] === name) return true;
    }
    return false;
  }

  list(folder: string): readonly string[] | undefined {
    return this.files.list(folder);
  }

  private textOf(path: string): string | undefined {
    return this.parsed.get(path)?.source.text ?? this.files.readText(path);
  }
}
