import { defaultCacheSettings, type CacheSettings } from '../analysis/services';
import type { BuildSettings } from '../analysis/macroBuilds';
import { defaultProjectSettings, type ProjectSettings } from '../project/loadOptions';

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
  /** Size and cost of expansions over their calls. */
  readonly codeLenses: boolean;
}

const defaultHoverLines = 60;

const defaultHiddenMacros = ['std'];

/**
 * Reads the options, whatever the client sent: what has the wrong type is as if it had not been sent. `trustedByFlag`: the server was
 * started with `--trust`, for editors without a trust prompt.
 */
export function readServerOptions(sent: unknown, trustedByFlag: boolean): ServerOptions {
  const options = asRecord(sent);
  const cargo = asRecord(options.cargo);
  const lines = asRecord(options.hover).maximumLines;
  const hidden = asRecord(options.steps).hide;
  const build = asRecord(options.build);
  const cache = asRecord(options.cache);
  const setTest = asRecord(options.cfg).setTest;
  return {
    trusted: trustedByFlag || options.trusted === true,
    build: {
      enabled: build.enabled !== false,
      confine: build.confine !== false,
      offerToInstall: build.offerToInstall === true,
    },
    cache: {
      memoryBytes: asBytes(cache.memory) ?? defaultCacheSettings.memoryBytes,
      diskBytes: asBytes(cache.disk) ?? defaultCacheSettings.diskBytes,
    },
    codeLenses: asRecord(options.codeLens).enabled === true,
    hiddenMacros: Array.isArray(hidden) ? asStrings(hidden) : defaultHiddenMacros,
    hoverLines: typeof lines === 'number' && lines >= 1 ? Math.floor(lines) : defaultHoverLines,
    project: {
      ...defaultProjectSettings,
      features: cargo.features === 'all' ? 'all' : asStrings(cargo.features),
      noDefaultFeatures: cargo.noDefaultFeatures === true,
      cfgs: Array.isArray(cargo.cfgs) ? asStrings(cargo.cfgs) : ['debug_assertions'],
      setTest: typeof setTest === 'boolean' ? setTest : defaultProjectSettings.setTest,
      target: typeof cargo.target === 'string' ? cargo.target : undefined,
      extraEnv: asVariables(cargo.extraEnv),
    },
  };
}

/** From MB. */
function asBytes(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 ? Math.floor(value * 1024 * 1024) : undefined;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** Variables as programs can be given them; null takes one away, and numbers are taken for their digits. */
function asVariables(value: unknown): Record<string, string | null> {
  const variables: Record<string, string | null> = {};
  for (const [name, sent] of Object.entries(Array.isArray(value) ? {} : asRecord(value))) {
    const text = typeof sent === 'number' ? String(sent) : sent;
    if (!/^[^=\0]+$/.test(name) || name === '__proto__') continue;
    if (text === null || (typeof text === 'string' && !text.includes('\0'))) variables[name] = text;
  }
  return variables;
}

function asStrings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
