import { defaultCallBudget } from '../expand/procedural/expandProcedural';
import type { CallBudget } from '../sandbox/types';

const megabyte = 1024 * 1024;

/** Memory of WebAssembly comes in pages. */
const pageBytes = 65536;

/**
 * What one call may use up. rust-analyzer starts the server without arguments, so the limits are set by environment variables, in the units of
 * the editors' settings: `MACROSCOPE_LIMITS_SECONDS`, `MACROSCOPE_LIMITS_INSTRUCTIONS` (thousand millions) and `MACROSCOPE_LIMITS_MEMORY`
 * (megabytes). `onProblem` is told of each that is no positive number; the default then counts.
 */
export function limitsFrom(
  environment: Readonly<Record<string, string | undefined>>,
  onProblem: (message: string) => void,
): CallBudget {
  /** `unit`: how many of the small unit in which the number is kept are one of the unit in which it is set. */
  const amount = (setting: string, fallback: number, unit: number): number => {
    const name = variableOf(setting);
    const written = environment[name];
    if (written === undefined || written === '') return fallback;
    const value = Math.floor(Number(written) * unit);
    if (Number.isSafeInteger(value) && value > 0) return value;
    onProblem(`${name} must be a positive number, and is \`${written}\`: ${fallback / unit} is used`);
    return fallback;
  };
  const { wallMillis, instructions, memoryPages } = defaultCallBudget;
  return {
    ...defaultCallBudget,
    wallMillis: amount('limits.seconds', wallMillis, 1000),
    instructions: amount('limits.instructions', instructions, 1_000_000_000),
    memoryPages: amount('limits.memory', memoryPages, megabyte / pageBytes),
  };
}

/** A note for a macro that used up a limit, by the name of the setting that editors have for it. */
export function howToRaiseLimit(setting: string): string {
  return `the environment variable \`${variableOf(setting)}\` of rust-analyzer raises this limit`;
}

function variableOf(setting: string): string {
  return `MACROSCOPE_${setting.toUpperCase().replaceAll('.', '_')}`;
}
