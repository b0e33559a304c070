import type { Section } from './finding';

const marks = { ok: 'ok     ', hint: 'hint   ', problem: 'PROBLEM' } as const;

/** What was found, as text for a terminal. */
export function printSections(sections: readonly Section[]): string {
  return sections
    .map(({ title, findings }) => {
      const lines = findings.flatMap(({ state, subject, text, advice = [] }) => [
        `  ${marks[state]}  ${subject}: ${text}`,
        ...advice.map((line) => `             ${line}`),
      ]);
      return [title, ...lines, ''].join('\n');
    })
    .join('\n');
}
