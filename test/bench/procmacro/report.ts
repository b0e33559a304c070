/** What the benchmark of procedural macros found out, and how it is printed. */
import { compareTexts } from '../../conformance/crates/arena/judge';
import { percentile } from '../percentile';
import type { Sample } from './contestants';
import type { NativeBuild, Profile, WasmBuild } from './macroBuilds';
import type { BenchInput } from './macroInputs';

/** The first call in a new thread or process; calls after a few; calls after many. */
export type Phase = 'first' | 'warm' | 'hot';

interface Figures {
  readonly samples: Sample[];
}

const own = 'wasm';
const peer = 'native, dev';
const allInputs = 'all inputs';

export class Report {
  private readonly figures = new Map<string, Figures>();
  private readonly macros: {
    readonly name: string;
    inputs: number;
    compared: number;
    differing: number;
    failing: number;
  }[] = [];

  constructor(
    private readonly builds: readonly {
      readonly profile: Profile;
      readonly build: NativeBuild | WasmBuild;
    }[],
  ) {}

  /** Counts an input and says whether all expanded it, and to the same tokens. */
  compared(input: BenchInput, answers: readonly (readonly string[] | undefined)[]): boolean {
    let macro = this.macros.find(({ name }) => name === macroName(input));
    if (!macro)
      this.macros.push(
        (macro = { name: macroName(input), inputs: 0, compared: 0, differing: 0, failing: 0 }),
      );
    macro.inputs++;
    if (answers.some((answer) => answer === undefined)) {
      macro.failing++;
      return false;
    }
    macro.compared++;
    const [ours = [], ...natives] = answers;
    const difference = natives
      .map((native = []) => compareTexts(ours, native))
      .find(({ verdict }) => verdict !== 'exact');
    if (difference) {
      macro.differing++;
      console.log(`differs: ${macroName(input)} ${input.name}: ${difference.cause ?? ''}`);
    }
    return true;
  }

  add(phase: Phase, contestant: string, input: BenchInput, sample: Sample | undefined): void {
    if (!sample) return;
    for (const key of [
      keyOf(phase, contestant, macroName(input)),
      keyOf(phase, contestant, `${macroName(input)} ${input.name}`),
      keyOf(phase, contestant, allInputs),
    ]) {
      const figures = this.figures.get(key) ?? { samples: [] };
      figures.samples.push(sample);
      this.figures.set(key, figures);
    }
  }

  print(chosen: string): void {
    this.printBuilds();
    for (const phase of ['first', 'warm', 'hot'] as const) this.printPhase(phase);
    this.printChosen(`serde_derive::Serialize`, chosen);
  }

  private printBuilds(): void {
    console.log('\nBuilding the macro crates and what they are compiled from');
    row('', 'processor s', 'kB together', 'least', 'most');
    for (const { profile, build } of this.builds) {
      const sizes = Object.values(build.sizes).map((size) => size / 1000);
      const sum = sizes.reduce((total, size) => total + size, 0);
      row(
        profile.name,
        build.seconds.toFixed(1),
        sum.toFixed(0),
        Math.min(...sizes).toFixed(0),
        Math.max(...sizes).toFixed(0),
      );
    }
    const module = this.builds.find(({ profile }) => profile.name === own)?.build;
    const sizes = Object.entries(module?.sizes ?? {}).map(
      ([name, size]) => `${name} ${(size / 1000).toFixed(0)}`,
    );
    console.log(`Modules in kB: ${sizes.join(', ')}`);
  }

  private printPhase(phase: Phase): void {
    const titles = {
      first:
        'First call: a new thread, the rewritten module from the disk; a new process, the library loaded (ms)',
      warm: 'Warm: each input was run a few times before (µs, p50 and p95)',
      hot: 'After the optimising compiler (µs, p50 and p95)',
    };
    console.log(`\n${titles[phase]}`);
    const unit = phase === 'first' ? 1000 : 1;
    const digits = phase === 'first' ? 1 : 0;
    const names = this.builds.map(({ profile }) => profile.name);
    const others = names.filter((name) => name !== own);
    const opening = phase === 'first' ? [own] : ['inputs', own, 'in sandbox', 'in guest'];
    row('', ...opening, ...others.flatMap((name) => [name, 'ratio']));
    const ratios = new Map<string, number[]>(others.map((name) => [name, []]));
    for (const macro of this.macros) {
      const samples = (name: string): Sample[] =>
        this.figures.get(keyOf(phase, name, macro.name))?.samples ?? [];
      const shown = (values: number[]): string =>
        phase === 'first'
          ? (percentile(values, 0.5) / unit).toFixed(digits)
          : `${percentile(values, 0.5).toFixed(0)} ${percentile(values, 0.95).toFixed(0)}`;
      const ours = samples(own);
      if (ours.length === 0) continue;
      const columns = phase === 'first' ? [] : [`${macro.compared}`];
      columns.push(shown(ours.map(({ total }) => total)));
      if (phase !== 'first')
        columns.push(
          percentile(
            ours.map(({ sandbox }) => sandbox ?? 0),
            0.5,
          ).toFixed(0),
          percentile(
            ours.map(({ guest }) => guest ?? 0),
            0.5,
          ).toFixed(0),
        );
      for (const name of others) {
        const theirs = samples(name).map(({ total }) => total);
        const ratio =
          percentile(
            ours.map(({ total }) => total),
            0.5,
          ) / percentile(theirs, 0.5);
        ratios.get(name)?.push(ratio);
        columns.push(shown(theirs), ratio.toFixed(2));
      }
      row(macro.name, ...columns);
    }
    row(
      'geometric mean',
      ...opening.map(() => ''),
      ...others.flatMap((name) => ['', geometricMean(ratios.get(name) ?? []).toFixed(2)]),
    );
    if (phase === 'first') return;
    const p50 = (name: string): number =>
      percentile(
        (this.figures.get(keyOf(phase, name, allInputs))?.samples ?? []).map(({ total }) => total),
        0.5,
      );
    row(
      `${allInputs}, p50`,
      `${this.macros.reduce((sum, { compared }) => sum + compared, 0)}`,
      p50(own).toFixed(0),
      ...['', ''],
      ...others.flatMap((name) => [p50(name).toFixed(0), (p50(own) / p50(name)).toFixed(2)]),
    );
    const against = ratios.get(peer) ?? [];
    const slower = against.filter((ratio) => ratio > 1).length;
    console.log(
      `Target, no slower than ${peer} at p50: ${p50(own) <= p50(peer) ? 'met' : 'MISSED'}; by macro: ${slower} of ${against.length} slower`,
    );
  }

  private printChosen(macro: string, input: string): void {
    const samples = this.figures.get(keyOf('hot', own, `${macro} ${input}`))?.samples ?? [];
    const p50 = (pick: (sample: Sample) => number | undefined): string =>
      (
        percentile(
          samples.map((sample) => pick(sample) ?? 0),
          0.5,
        ) / 1000
      ).toFixed(3);
    console.log(
      `\n${macro}, ${input}, in a fresh instance: ${p50(({ guest }) => guest)} ms in the worker, ${p50(({ total }) => total)} ms in all`,
    );
    const sum = (pick: (macro: Report['macros'][number]) => number): number =>
      this.macros.reduce((total, each) => total + pick(each), 0);
    console.log(
      `${sum(({ inputs }) => inputs)} inputs: ${sum(({ compared }) => compared)} expanded by all, of which ${sum(({ differing }) => differing)} differ; ${sum(({ failing }) => failing)} refused by somebody and left out`,
    );
    for (const { name, inputs, failing } of this.macros)
      if (failing > 0) console.log(`  ${name}: ${failing} of ${inputs}`);
  }
}

function macroName({ macroCrate, macro }: BenchInput): string {
  return `${macroCrate.name}::${macro.name}`;
}

function keyOf(phase: Phase, contestant: string, what: string): string {
  return `${phase}\0${contestant}\0${what}`;
}

function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

function row(title: string, ...columns: readonly string[]): void {
  console.log(title.padEnd(36) + columns.map((column) => column.padStart(13)).join(''));
}
