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
