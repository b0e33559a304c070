import type { ProjectSettings } from './loadOptions';
import type { Environment } from '../platform/program';

type ExtraEnvironment = NonNullable<ProjectSettings['extraEnv']>;

/** An environment with the user's own variables in front of it; those that are null are not set. */
export function withExtraEnvironment(environment: Environment, extra: ExtraEnvironment = {}): Environment {
  const variables = Object.entries(extra).map(([name, value]) => [name, value ?? undefined] as const);
  return { ...environment, ...Object.fromEntries(variables) };
}

/**
 * The user's variables and those that the project's configuration names, which both say that the code under expansion reads them. What
 * the configuration forces wins, as with cargo.
 */
export function configuredEnvironment(
  configured: ReadonlyMap<string, string>,
  extra: ExtraEnvironment = {},
): ReadonlyMap<string, string> {
  const own = Object.entries(extra).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as const],
  );
  return new Map([...own, ...configured]);
}
