import { describe, expect, it } from 'vitest';
import { LineIndex } from './lineIndex';

describe('LineIndex', () => {
  const text = 'fn é😀x() {}\r\n\n  last';
  const index = new LineIndex(text);

  it('counts UTF-16 units for editors and characters for the terminal', () => {
    const offset = text.indexOf('x');
    expect(index.position(offset)).toEqual({ line: 0, character: 6 });
    expect(index.terminalPosition(offset)).toEqual({ line: 1, column: 6 });
    expect(index.offsetOfTerminalPosition({ line: 1, column: 6 })).toBe(offset);
  });

  it("takes every offset there and back, but for the one within a line's end", () => {
    for (let offset = 0; offset <= text.length; offset++)
      expect(index.offset(index.position(offset))).toBe(
        text.startsWith('\r\n', offset - 1) ? offset - 1 : offset,
      );
  });

  it('ends lines at every line end of the protocol, and for the terminal where rustc ends them', () => {
    const mixed = new LineIndex('a\rb\r\nc\nd');
    expect([...'abcd'].map((letter) => mixed.position('a\rb\r\nc\nd'.indexOf(letter)).line)).toEqual([
      0, 1, 2, 3,
    ]);
    expect(mixed.offset({ line: 1, character: 9 })).toBe(3);
    expect(mixed.terminalPosition(2)).toEqual({ line: 1, column: 3 });
    expect(mixed.offsetOfTerminalPosition({ line: 2, column: 1 })).toBe(5);
  });

  it('keeps positions outside of the text at its ends, and refuses them from the terminal', () => {
    expect(index.offset({ line: 99, character: 0 })).toBe(text.length);
    expect(index.offset({ line: 1, character: 99 })).toBe(text.indexOf('\n\n') + 1);
    expect(index.offsetOfTerminalPosition({ line: 9, column: 1 })).toBeUndefined();
    expect(index.offsetOfTerminalPosition({ line: 2, column: 2 })).toBeUndefined();
  });
});
