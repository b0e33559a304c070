import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeSpan, escapeMarkdown, fenced } from './markdown';
import { plainText } from './plainText';

describe('Markdown for clients that show none', () => {
  it('is code and words without their marks', () => {
    const markdown = [
      `${codeSpan('map')} · declarative macro · \`a * b\``,
      fenced('let a = `b`; // **c**', 'rust'),
      `**Cannot be expanded**: ${escapeMarkdown('1 < 2 * 3')}`,
      '*expands to nothing*',
      '- [src/main.rs:3](file:///src/main.rs#L3) `map!(1)`',
    ].join('\n\n');
    expect(plainText(markdown)).toMatchInlineSnapshot(`
      "map · declarative macro · a * b

      let a = \`b\`; // **c**

      Cannot be expanded: 1 < 2 * 3

      expands to nothing

      - src/main.rs:3 map!(1)"
    `);
  });

  it('has every text that is put into a block or a span', () => {
    const line = fc
      .string({ unit: fc.constantFrom('`', ' ', '*', '\\', '[', 'a') })
      .filter((text) => text.trim() !== '');
    fc.assert(
      fc.property(line, line, (block, span) => {
        expect(plainText(`${codeSpan(span)}\n${fenced(block, 'rust')}`)).toBe(`${span}\n${block}`);
      }),
    );
  });

  it('has every message as it was before it was escaped', () => {
    const message = fc.string().filter((text) => !/[`\r\n]/.test(text));
    fc.assert(
      fc.property(message, (text) => {
        expect(plainText(escapeMarkdown(text))).toBe(text);
      }),
    );
  });
});
