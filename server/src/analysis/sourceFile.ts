import type { FileSource } from '../project/model';
import type { Resolver } from '../resolve/definition';
import type { InvocationSite } from '../syntax/invocationSite';
import { RustDocument } from '../syntax/rustDocument';
import type { SourceMap } from '../syntax/sourceMap';
import type { Edition, SourceId } from '../syntax/token';
import { LineIndex } from './lineIndex';

/** One version of a file, with the macro calls in it. */
export interface SourceFile {
  readonly path: string;
  readonly document: RustDocument;
  readonly lines: LineIndex;
  /** Found when they are asked for: a hover needs those around its place only. */
  readonly sites: readonly InvocationSite[];
}

/** How many files are kept: those that the user looks at, not those that macros come from. */
const keptFiles = 64;

/** Reads files into tokens once per version. */
export class SourceFiles {
  private readonly known = new Map<string, { version: string; source: SourceId; file: SourceFile }>();

  constructor(
    private readonly files: FileSource,
    private readonly sources: SourceMap,
    private readonly resolver: Pick<Resolver, 'parsedFile'>,
  ) {}

  /** Undefined when there is no such file or it is no text. */
  open(path: string, edition: Edition): SourceFile | undefined {
    const version = this.files.version(path);
    const last = this.known.get(path);
    const known = last?.file.document.edition === edition ? last : undefined;
    if (known?.version === version) return known.file;
    const parsed = this.resolver.parsedFile(path, edition);
    if (!parsed) return undefined;
    // A file that is opened has the text that it has on the disk, and what is known of its calls still holds.
    if (known?.source === parsed.source.id) {
      this.known.set(path, { ...known, version });
      return known.file;
    }
    const { text } = parsed.source;
    const document = new RustDocument({
      path,
      text,
      version: 0,
      edition,
      sources: this.sources,
      parsed: { source: parsed.source, tokens: parsed.parsed },
    });
    const file = {
      path,
      document,
      lines: new LineIndex(text),
      get sites() {
        return document.invocations();
      },
    };
    this.known.delete(path);
    this.known.set(path, { version, source: parsed.source.id, file });
    const oldest = this.known.keys().next();
    if (this.known.size > keptFiles && !oldest.done) this.known.delete(oldest.value);
    return file;
  }
}
