import type { MeasuredCrate } from '../declarative/measuredCalls';
import type { ServerUnderTest } from '../declarative/overProtocol';
import {
  analysisFigures,
  diagnosticsFound,
  missingFrom,
  typingSeconds,
  type AnalysisFigures,
} from './analysisFigures';
import { runAnalyzer } from './analyzerRun';
import { expansionTexts, type ExpansionText } from './expansionTexts';
import { forgetResults } from './forgetResults';

/** Runs of `analysis-stats` on one crate under the same conditions. */
export interface AnalysisRuns {
  readonly figures: AnalysisFigures;
  /** Of each run, from the start of rust-analyzer to its end. */
  readonly seconds: readonly number[];
  /** Of these, those without a word to the macro server ({@link typingSeconds}). */
  readonly typing: readonly number[];
  /** Of processor time, of each run. */
  readonly processorSeconds: readonly number[];
  /** MB at most, of rust-analyzer and its macro server together. */
  readonly memory: readonly number[];
}

/** What rust-analyzer makes of a crate with either macro server. */
export interface CrateFigures {
  readonly name: string;
  /** In the order of the crate's calls. */
  readonly texts: { readonly own: readonly ExpansionText[]; readonly native: readonly ExpansionText[] };
  readonly newDiagnostics: readonly string[];
  readonly goneDiagnostics: readonly string[];
  readonly native: AnalysisRuns;
  /** With modules that are built, and no results of earlier calls. */
  readonly cold: AnalysisRuns;
  /** With the results of the run before. */
  readonly second: AnalysisRuns;
  /** With nothing at all, so that the modules are built. */
  readonly build: AnalysisRuns | undefined;
}

export interface MeasureOptions {
  /** rust-analyzer with the native server and with ours. */
  readonly native: ServerUnderTest;
  readonly own: ServerUnderTest;
  readonly rounds: number;
  /** Whether diagnostics are compared, which takes minutes for a crate with many test files. */
  readonly diagnostics: boolean;
  /** Where modules are built for a run that finds none; undefined: there is no such run. */
  readonly emptyCache: string | undefined;
}

/** Asks both for expansions and diagnostics, which builds what they need, and then measures them by turns. */
export async function measureCrate(crate: MeasuredCrate, options: MeasureOptions): Promise<CrateFigures> {
  const { native, own, rounds, emptyCache } = options;
  const texts = { native: await expansionTexts(native, crate), own: await expansionTexts(own, crate) };
  // Whatever the run before the first that counts is for, it leaves behind what later ones find.
  const diagnosticsOf = async (server: ServerUnderTest): Promise<string[]> => {
    const finished = await run(options.diagnostics ? 'diagnostics' : 'analysis-stats', crate, server);
    return options.diagnostics ? diagnosticsFound(finished) : [];
  };
  const diagnostics = { native: await diagnosticsOf(native), own: await diagnosticsOf(own) };
  const runs = { native: new Runs(crate, native), cold: new Runs(crate, own), second: new Runs(crate, own) };
  for (let round = 0; round < rounds; round++) {
    await runs.native.add();
    forgetResults(own);
    await runs.cold.add();
    await runs.second.add();
  }
  const building = new Runs(crate, withCache(own, emptyCache));
  if (emptyCache !== undefined) await building.add();
  return {
    name: crate.name,
    texts,
    newDiagnostics: missingFrom(diagnostics.native, diagnostics.own),
    goneDiagnostics: missingFrom(diagnostics.own, diagnostics.native),
    native: runs.native.summary(),
    cold: runs.cold.summary(),
    second: runs.second.summary(),
    build: emptyCache === undefined ? undefined : building.summary(),
  };
}

class Runs {
  private figures: AnalysisFigures | undefined;
  private readonly seconds: number[] = [];
  private readonly typing: number[] = [];
  private readonly processorSeconds: number[] = [];
  private readonly memory: number[] = [];

  constructor(
    private readonly crate: MeasuredCrate,
    private readonly server: ServerUnderTest,
  ) {}

  async add(): Promise<void> {
    const finished = await run('analysis-stats', this.crate, this.server);
    this.figures = analysisFigures(finished);
    this.seconds.push(finished.seconds);
    this.typing.push(typingSeconds(finished));
    this.processorSeconds.push(finished.processorSeconds);
    this.memory.push(finished.memory);
  }

  summary(): AnalysisRuns {
    const { figures, seconds, typing, processorSeconds, memory } = this;
    if (!figures) throw new Error('not run');
    return { figures, seconds, typing, processorSeconds, memory };
  }
}

function run(
  command: Parameters<typeof runAnalyzer>[0],
  { folder }: MeasuredCrate,
  { environment, macroServer, sysrootSource }: ServerUnderTest,
): ReturnType<typeof runAnalyzer> {
  const variables = { ...environment, RUST_SRC_PATH: sysrootSource };
  return runAnalyzer(command, folder, { environment: variables, macroServer });
}

function withCache(server: ServerUnderTest, folder: string | undefined): ServerUnderTest {
  return { ...server, environment: { ...server.environment, XDG_CACHE_HOME: folder } };
}
