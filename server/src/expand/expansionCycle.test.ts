import { describe, expect, it } from 'vitest';
import { describeCycle, findCycle, type ChainLink } from './expansionCycle';

/** `a1 b2 a`: calls by name and arm, from 1. */
function chain(text: string): ChainLink[] {
  return text.split(' ').map((call) => {
    const [, name = '', arm] = /^(\D+)(\d*)$/.exec(call) ?? [];
    return arm ? { name, arm: Number(arm) - 1 } : { name };
  });
}

describe('the cycle of a chain of calls', () => {
  it.each([
    ['a1 a1 a1 a', '`a!` (arm 1) → `a!`', 0],
    ['m1 n1 a1 b2 a1 b2 a', '`a!` (arm 1) → `b!` (arm 2) → `a!`', 2],
    ['m1 a1 a2 a1 a2 a1 a', '`a!` (arm 2) → `a!` (arm 1) → `a!`', 1],
    // The arms tell nothing, the names do.
    ['m1 a1 a2 a5 a3 a4 a', '`a!` (arm 4) → `a!`', 1],
    // Nothing repeats: the last calls are shown, and the outermost is to fail.
    ['a1 b1 c1 d1 e1 f', '`c!` (arm 1) → `d!` (arm 1) → `e!` (arm 1) → `f!`', undefined],
    ['a', '`a!`', undefined],
  ])('%s', (text, shown, start) => {
    expect(describeCycle(chain(text))).toBe(`expanding: ${shown}`);
    expect(findCycle(chain(text))?.start).toBe(start);
  });
});
