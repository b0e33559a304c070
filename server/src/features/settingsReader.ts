import { isSame } from './isSame';
import { counted } from './counted';

/** What a setting may be. */
export interface SettingType<Value> {
  /** In words: `a list of texts`. */
  readonly expected: string;
  /** Undefined for a value of another type. */
  readonly accept: (value: unknown) => Value | undefined;
}

export const aBoolean: SettingType<boolean> = {
  expected: 'true or false',
  accept: (value) => (typeof value === 'boolean' ? value : undefined),
};

export const aText: SettingType<string> = {
  expected: 'a text',
  accept: (value) => (typeof value === 'string' ? value : undefined),
};

export const texts: SettingType<readonly string[]> = {
  expected: 'a list of texts',
  accept: (value) =>
    Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined,
};

export function numberFrom(minimum: number): SettingType<number> {
  return {
    expected: `a number of at least ${minimum}`,
    accept: (value) =>
      typeof value === 'number' && Number.isFinite(value) && value >= minimum ? value : undefined,
  };
}

/** Values that are shown to the user stay short. */
const maximumShown = 60;

/** Reads settings by their names, `hover.maximumLines`, from whatever a client sent. A value of the wrong type counts as not sent, and is told. */
export class SettingsReader {
  /** One sentence for each setting that was sent with a wrong value. */
  readonly problems: string[] = [];
  /** The settings that are not as by default: `hover.maximumLines = 5`. Of what the user has written only the amount is told. */
  readonly differing: string[] = [];

  constructor(private readonly sent: unknown) {}

  /** Absent values and null stand for the default. */
  read<Value>(name: string, { expected, accept }: SettingType<Value>, fallback: Value): Value {
    const value = this.valueOf(name);
    if (value === undefined || value === null) return fallback;
    const accepted = accept(value);
    if (accepted !== undefined) {
      if (!isSame(accepted, fallback)) this.differing.push(`${name} = ${withoutTexts(accepted)}`);
      return accepted;
    }
    this.problems.push(
      `The setting \`${name}\` must be ${expected}, and is ${shown(value)}: ${shown(fallback)} is used.`,
    );
    return fallback;
  }

  /** Undefined as well where a section of settings is none, which is told once for all that should be in it. */
  private valueOf(name: string): unknown {
    let value = this.sent;
    let section = '';
    for (const part of name.split('.')) {
      if (typeof value !== 'object' || value === null) {
        const problem = `The setting \`${section}\` must be an object, and is ${shown(value)}: the defaults are used.`;
        const isWrong = section !== '' && value !== undefined && value !== null;
        if (isWrong && !this.problems.includes(problem)) this.problems.push(problem);
        return undefined;
      }
      value = (value as Readonly<Record<string, unknown>>)[part];
      section = part;
    }
    return value;
  }
}

function withoutTexts(value: unknown): string {
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  return typeof value === 'object' && value !== null
    ? counted(Object.keys(value).length, 'given value')
    : 'a text';
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > maximumShown ? `${text.slice(0, maximumShown)}…` : text;
}
