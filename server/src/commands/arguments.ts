import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { defaultProjectSettings, type ProjectSettings } from '../project/loadOptions';
import { UsageError } from './command';

/** Options that every command which loads a project has. */
export const projectOptions = {
  'no-trust': { type: 'boolean' },
  features: { type: 'string' },
  'no-default-features': { type: 'boolean' },
  cfg: { type: 'string', multiple: true },
  test: { type: 'boolean' },
} as const;

/** Options of a command for the project of a manifest, for people or, with `--json`, for programs. */
const manifestOptions = {
  ...projectOptions,
  json: { type: 'boolean' },
  'manifest-path': { type: 'string' },
} as const;

export const projectUsage = '[--features F,…|all] [--no-default-features] [--cfg C]… [--test] [--no-trust]';

/** `parseArgs` with a UsageError for what it refuses. */
export function parseArguments<Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/**
 * Reads the arguments of a command for the project of a manifest. `manifest` is its absolute path: that of the folder that the command is run in, where
 * none is named. Throws a UsageError for what is wrong with them, such as a manifest that is named and is not there.
 */
export function parseManifestArguments(args: readonly string[]) {
  const { values, positionals } = parseArguments({
    args: [...args],
    allowPositionals: true,
    options: manifestOptions,
  });
  if (positionals.length > 0) throw new UsageError(`unexpected argument \`${positionals[0]}\``);
  const manifest = resolve(values['manifest-path'] ?? 'Cargo.toml');
  const isThere = existsSync(manifest);
  if (!isThere && values['manifest-path'] !== undefined) throw new UsageError(`there is no ${manifest}`);
  return {
    manifest,
    isThere,
    json: values.json ?? false,
    trusted: !values['no-trust'],
    settings: projectSettings(values),
  };
}

/** On the command line a crate is looked at as `cargo build` builds it: without `cfg(test)` unless `--test` is given. */
export function projectSettings(values: {
  readonly features?: string;
  readonly 'no-default-features'?: boolean;
  readonly cfg?: readonly string[];
  readonly test?: boolean;
}): ProjectSettings {
  return {
    ...defaultProjectSettings,
    features:
      values.features === 'all' ? 'all' : (values.features ?? '').split(',').filter((name) => name !== ''),
    noDefaultFeatures: values['no-default-features'] ?? false,
    cfgs: ['debug_assertions', ...(values.cfg ?? [])],
    setTest: values.test ?? false,
  };
}
