import { defaultCacheSettings, type CacheSettings } from '../analysis/services';
import type { AnalysisLimits } from '../analysis/analysis';
import type { BuildSettings } from '../analysis/macroBuilds';
import { defaultLimits } from '../expand/budget';
import { defaultCallBudget } from '../expand/procedural/expandProcedural';
import { defaultProjectSettings, type ProjectSettings } from '../project/loadOptions';
import { aBoolean, aText, numberFrom, SettingsReader, texts, type SettingType } from './settingsReader';

/** What the client may say in `initializationOptions`. The names under `cargo` and `cfg` are rust-analyzer's. */
export interface ServerOptions {
  /** Whether cargo may run in this workspace. */
  readonly trusted: boolean;
  readonly project: ProjectSettings;
  readonly build: BuildSettings;
  readonly cache: CacheSettings;
  /** Lines of an expansion that a hover shows. */
  readonly hoverLines: number;
  /** Macros and crates that the stepper passes over. */
  readonly hiddenMacros: readonly string[];
  /** Marks in expansions that tell variables of the same name apart. */
  readonly hygieneMarks: boolean;
  /** Size and cost of expansions over their calls. */
  readonly codeLenses: boolean;
  /** What one expansion may use up. */
  readonly limits: AnalysisLimits;
}

const megabyte = 1024 * 1024;

/** Memory of WebAssembly comes in pages. */
const pageBytes = 65536;

/** The options that hold when a client says nothing. */
export const defaultServerOptions: ServerOptions = {
  trusted: false,
  project: { ...defaultProjectSettings, cfgs: ['debug_assertions'], extraEnv: {} },
  build: { enabled: true, confine: true, offerToInstall: false },
  cache: defaultCacheSettings,
  hoverLines: 60,
  hiddenMacros: ['std'],
  hygieneMarks: false,
  codeLenses: false,
  limits: {
    expansion: defaultLimits,
    call: {
      wallMillis: defaultCallBudget.wallMillis,
      instructions: defaultCallBudget.instructions,
      memoryPages: defaultCallBudget.memoryPages,
    },
  },
};

const featuresOrAll: SettingType<readonly string[] | 'all'> = {
  expected: `${texts.expected} or "all"`,
  accept: (value) => (value === 'all' ? value : texts.accept(value)),
};

/** Variables as programs can be given them; null takes one away, and numbers are taken for their digits. */
const variables: SettingType<Readonly<Record<string, string | null>>> = {
  expected: 'an object with a text, a number or null for each variable',
  accept: (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const accepted: Record<string, string | null> = {};
    for (const [name, sent] of Object.entries(value) as [string, unknown][]) {
      const text = typeof sent === 'number' ? String(sent) : sent;
      if (!/^[^=\0]+$/.test(name) || name === '__proto__') return undefined;
      if (text !== null && (typeof text !== 'string' || text.includes('\0'))) return undefined;
      accepted[name] = text;
    }
    return accepted;
  },
};

/**
 * Reads the options, whatever the client sent: what has the wrong type is as if it had not been sent, and `problems` tells the user.
 * `trustedByFlag`: the server was started with `--trust`, for editors without a trust prompt.
 */
export function readServerOptions(
  sent: unknown,
  trustedByFlag: boolean,
): { readonly options: ServerOptions } & Pick<SettingsReader, 'problems' | 'differing'> {
  const reader = new SettingsReader(sent);
  const { trusted, project, build, cache, hoverLines, hiddenMacros, hygieneMarks, codeLenses } =
    defaultServerOptions;
  const { wallMillis, instructions, memoryPages } = defaultCallBudget;
  /** A number that is kept in a smaller unit than it is set in: `unit` of the small ones are one of the large. */
  const amount = (name: string, minimum: number, fallback: number, unit: number): number =>
    Math.floor(reader.read(name, numberFrom(minimum), fallback / unit) * unit);
  const options = {
    limits: {
      expansion: {
        steps: amount('limits.steps', 1, defaultLimits.steps, 1),
        tokens: amount('limits.tokens', 1, defaultLimits.tokens, 1),
      },
      call: {
        wallMillis: amount('limits.seconds', 0.1, wallMillis, 1000),
        instructions: amount('limits.instructions', 0.001, instructions, 1_000_000_000),
        memoryPages: amount('limits.memory', 1, memoryPages, megabyte / pageBytes),
      },
    },
    trusted: reader.read('trusted', aBoolean, trusted) || trustedByFlag,
    build: {
      enabled: reader.read('build.enabled', aBoolean, build.enabled),
      confine: reader.read('build.confine', aBoolean, build.confine),
      offerToInstall: reader.read('build.offerToInstall', aBoolean, build.offerToInstall),
    },
    cache: {
      memoryBytes: amount('cache.memory', 0, cache.memoryBytes, megabyte),
      diskBytes: amount('cache.disk', 0, cache.diskBytes, megabyte),
    },
    codeLenses: reader.read('codeLens.enabled', aBoolean, codeLenses),
    hiddenMacros: reader.read('steps.hide', texts, hiddenMacros),
    hygieneMarks: reader.read('expansion.hygieneMarks', aBoolean, hygieneMarks),
    hoverLines: Math.floor(reader.read('hover.maximumLines', numberFrom(1), hoverLines)),
    project: {
      features: reader.read('cargo.features', featuresOrAll, project.features),
      noDefaultFeatures: reader.read('cargo.noDefaultFeatures', aBoolean, project.noDefaultFeatures),
      cfgs: reader.read('cargo.cfgs', texts, project.cfgs),
      setTest: reader.read('cfg.setTest', aBoolean, project.setTest),
      target: reader.read<string | undefined>('cargo.target', aText, project.target),
      extraEnv: reader.read<ProjectSettings['extraEnv']>('cargo.extraEnv', variables, project.extraEnv),
    },
  };
  return { options, problems: reader.problems, differing: reader.differing };
}
