/** Token trees of files, read once per version. Their item trees hang on them, so they are the resolver's memory of a file. */
import { contentOf } from '#platform/content';
import type { Content } from '../platform/content';
import { isInside } from '../project/isInside';
import type { FileSource } from '../project/model';
import { parseTokenTrees, type ParsedTokens } from '../syntax/parseTokenTrees';
import type { Source, SourceMap } from '../syntax/sourceMap';
import type { Edition, SourceId, TokenTree } from '../syntax/token';
import { hasPathAttribute, textFeatures, type TextFeatures } from './textFeatures';

export interface ParsedFile {
  readonly source: Source;
  readonly tokens: readonly TokenTree[];
  /** The tokens with the problems that were found in them. */
  readonly parsed: ParsedTokens;
  readonly edition: Edition;
  readonly version: string;
}

const nothing = new Uint8Array();

export class ParsedFiles {
  /** How many texts have been read into tokens. */
  parseCount = 0;
  private readonly parsed = new Map<string, ParsedFile>();
  /** The last version of files that have changed since. */
  private readonly outdated = new Map<string, ParsedFile>();
  /** What has been looked for in the text of files that need not be parsed. */
  private readonly features = new Map<string, TextFeatures>();
  private readonly pathGivers = new Map<string, boolean>();

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
    const outdated = this.outdated.get(path);
    const before = outdated?.edition === edition ? outdated.parsed : undefined;
    const parsed = parseTokenTrees(source, { edition, deferred: true, before });
    this.outdated.delete(path);
    this.parseCount++;
    const file = { source, tokens: parsed.tokens, parsed, edition, version };
    this.parsed.set(path, file);
    return file;
  }

  /** The files below a folder that were read. */
  pathsBelow(folder: string): string[] {
    const below: string[] = [];
    for (const known of [this.parsed, this.features, this.pathGivers])
      for (const path of known.keys()) if (isInside(folder, path)) below.push(path);
    return below;
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

  /** The last version of a file that has changed since and was not read again; undefined when there is none. */
  outdatedVersion(path: string): ParsedFile | undefined {
    return this.outdated.get(path);
  }

  /** Forgets a file unless its text is what it was; then only its version is noted. Gives whether it was forgotten. */
  forgetChanged(path: string): boolean {
    const known = this.parsed.get(path);
    if (known) {
      const version = this.files.version(path);
      if (version === known.version) return false;
      if (this.files.readText(path) === known.source.text) {
        this.parsed.set(path, { ...known, version });
        return false;
      }
      this.outdated.set(path, known);
    }
    this.parsed.delete(path);
    this.features.delete(path);
    this.pathGivers.delete(path);
    return true;
  }

  /** What can be told of the file by its text alone. */
  featuresOf(path: string): TextFeatures {
    let features = this.features.get(path);
    if (!features) {
      features = textFeatures(this.contentOf(path));
      this.features.set(path, features);
    }
    return features;
  }

  /** Whether the text may give a module the path of its file. */
  mayGivePaths(path: string): boolean {
    const known = this.pathGivers.get(path);
    if (known !== undefined) return known;
    const gives = hasPathAttribute(this.contentOf(path));
    this.pathGivers.set(path, gives);
    return gives;
  }

  mentions(path: string, word: string): boolean {
    return this.contentOf(path).includes(word);
  }

  list(folder: string): readonly string[] | undefined {
    return this.files.list(folder);
  }

  /** The text of a file that was read into tokens. Of others the bytes: most have nothing that is looked for, and need not be kept as text. */
  private contentOf(path: string): Content {
    const known = this.parsed.get(path);
    if (known) return known.source.text;
    return contentOf(this.files.readBytes(path) ?? nothing);
  }
}
