import { basename } from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { editorFeatures } from './editorFeatures.mjs';

/** The editors by the beginnings of the files that test them, the longer ones first. */
const editors: readonly [string, string][] = [
  ['vscodeWeb', 'VS Code for the Web'],
  ['vscode', 'VS Code'],
  ['neovim', 'Neovim'],
  ['emacs', 'Emacs'],
  ['helix', 'Helix'],
  ['kate', 'Kate'],
];

/**
 * A reporter of vitest's: when the tests have run it prints a table, editor by feature, of what passed. A cell counts the tests with the feature's
 * tag; it is empty where there is none.
 */
export default class FeatureTable implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const names = editorFeatures.map(({ name }) => name);
    const rows = [...new Set(modules.map(editorOf))].map((editor) => {
      const tests = modules
        .filter((module) => editorOf(module) === editor)
        .flatMap((module) => [...module.children.allTests()])
        .filter((test) => test.result().state !== 'skipped');
      return [
        editor,
        ...names.map((name) => cell(tests.filter(({ options }) => options.tags?.includes(name)))),
      ];
    });
    if (rows.length > 0) console.log(`\n${table(['editor', ...names], rows)}\n`);
  }
}

function editorOf({ moduleId }: TestModule): string {
  const file = basename(moduleId);
  return editors.find(([beginning]) => file.startsWith(beginning))?.[1] ?? file;
}

function cell(tests: readonly TestCase[]): string {
  if (tests.length === 0) return '';
  const passed = tests.filter((test) => test.result().state === 'passed').length;
  return passed === tests.length ? `✓ ${passed}` : `✗ ${passed} of ${tests.length}`;
}

/** Laid out as Markdown has it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
