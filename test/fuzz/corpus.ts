import { existsSync, readFileSync } from 'node:fs';
import { parseTokenTrees } from '../../server/src/syntax/parseTokenTrees';
import type { Group, TokenTree } from '../../server/src/syntax/token';
import { rustFiles } from '../setup/filesBelow';
import type { Random } from '../conformance/procedural/differential/randomTokens';

/** A `macro_rules!` of real code. */
export interface CorpusMacro {
  readonly name: string;
  /** The text between the brackets of the definition. */
  readonly body: string;
  /** The texts of its arms: `(…) => {…}`. */
  readonly arms: readonly string[];
}

interface CorpusFile {
  readonly text: string;
  /** Offsets at which a token begins, and the length of the text at the end. */
  readonly boundaries: readonly number[];
}

/** Larger files say nothing that smaller ones do not say, and take long to read. */
const maximumFileLength = 300_000;

/** Real Rust code, of which fuzz cases are cut. */
export class Corpus {
  private readonly files: CorpusFile[] = [];
  private readonly macros: CorpusMacro[] = [];
  private readonly inputs: string[] = [];
  private readonly inputsOf = new Map<string, string[]>();

  /** Reads all Rust files below the folders. When there are more than `maximumFiles`, some of them, spread evenly. */
  constructor(folders: readonly string[], maximumFiles = 2000) {
    for (const folder of folders) if (!existsSync(folder)) throw new Error(`there is no folder ${folder}`);
    const paths = folders.flatMap(rustFiles);
    const stride = Math.max(1, paths.length / maximumFiles);
    for (let at = 0; at < paths.length; at += stride) this.addFile(paths[Math.floor(at)] ?? '');
    if (this.macros.length === 0) throw new Error(`no macros in the Rust files of ${folders.join(', ')}`);
  }

  get size(): string {
    return `${this.files.length} files, ${this.macros.length} macros, ${this.inputs.length} calls`;
  }

  /** Some tokens of a file with all that stands between them. */
  piece(random: Random, maximumTokens: number): string {
    const { text, boundaries } = random.pick(this.files);
    const first = random.below(boundaries.length);
    const last = Math.min(boundaries.length - 1, first + 1 + random.below(maximumTokens));
    return text.slice(boundaries[first], boundaries[last]);
  }

  /** Some characters of a file, which may begin and end inside of a token. */
  characters(random: Random, maximumLength: number): string {
    const { text } = random.pick(this.files);
    const start = random.below(text.length + 1);
    return text.slice(start, start + random.below(maximumLength));
  }

  macro(random: Random): CorpusMacro {
    return random.pick(this.macros);
  }

  /** What a macro of this name is called with somewhere; any macro where it is never called. */
  input(random: Random, name?: string): string {
    const own = name === undefined ? undefined : this.inputsOf.get(name);
    return random.pick(own ?? this.inputs);
  }

  private addFile(path: string): void {
    const text = readFileSync(path, 'utf8');
    if (text.length === 0 || text.length > maximumFileLength) return;
    const { tokens } = parseTokenTrees({ id: 0, path, text });
    const boundaries: number[] = [];
    this.addTokens(tokens, text, boundaries);
    boundaries.push(text.length);
    this.files.push({ text, boundaries });
  }

  private addTokens(tokens: readonly TokenTree[], text: string, boundaries: number[]): void {
    tokens.forEach((token, index) => {
      if (token.kind !== 'group') {
        boundaries.push(token.span.start);
        return;
      }
      boundaries.push(token.open.start);
      this.addTokens(token.tokens, text, boundaries);
      if (token.close.end > token.close.start) boundaries.push(token.close.start);
      const [beforeLast, last] = [tokens[index - 2], tokens[index - 1]];
      if (last?.kind === 'ident' && isWord(tokens[index - 3], 'macro_rules'))
        this.macros.push({ name: last.text, body: inside(token, text), arms: armsOf(token, text) });
      else if (last?.kind === 'punct' && last.text === '!' && beforeLast?.kind === 'ident')
        this.addInput(beforeLast.text, inside(token, text));
    });
  }

  private addInput(name: string, input: string): void {
    this.inputs.push(input);
    const known = this.inputsOf.get(name);
    if (known) known.push(input);
    else this.inputsOf.set(name, [input]);
  }
}

function isWord(token: TokenTree | undefined, text: string): boolean {
  return token?.kind === 'ident' && token.text === text;
}

function inside(group: Group, text: string): string {
  return text.slice(group.open.end, group.close.start);
}

function armsOf({ tokens }: Group, text: string): string[] {
  return tokens.flatMap((matcher, index) => {
    const transcriber = tokens[index + 2];
    const arrow = tokens[index + 1];
    if (matcher.kind !== 'group' || transcriber?.kind !== 'group') return [];
    if (arrow?.kind !== 'punct' || arrow.text !== '=>') return [];
    return [text.slice(matcher.open.start, transcriber.close.end)];
  });
}
