import type { CfgSet } from './model';

/**
 * Evaluates the key of a `[target.…]` table: `cfg(all(unix, not(target_os = "macos")))`, or a target triple, against the options of a
 * target. Text that cannot be read is false, as a platform that is never built for.
 */
export function matchesPlatform(platform: string, cfg: CfgSet, triple: string): boolean {
  if (platform.length > longestExpression) return false;
  const expression = /^\s*cfg\s*\(([\s\S]*)\)\s*$/.exec(platform)?.[1];
  if (expression === undefined) return platform.trim() === triple;
  const tokens = expression.match(/"(?:[^"\\]|\\.)*"|[\p{L}_][\p{L}\p{N}_]*|[(),=]/gsu) ?? [];
  const reader = { tokens, position: 0 };
  const value = readPredicate(reader, cfg, 0);
  return value === true && reader.position === tokens.length;
}

/** A longer condition is none that anybody wrote, and reading it could take long. */
const longestExpression = 4096;

interface Reader {
  readonly tokens: readonly string[];
  position: number;
}

/** Deeper nesting than this is no configuration that anybody wrote. */
const deepestNesting = 64;

function readPredicate(reader: Reader, cfg: CfgSet, depth: number): boolean | undefined {
  const name = reader.tokens[reader.position++];
  if (name === undefined || depth > deepestNesting || !/^[\p{L}_]/u.test(name)) return undefined;
  const next = reader.tokens[reader.position];
  if (next === '=') {
    const value = reader.tokens[reader.position + 1];
    reader.position += 2;
    return value?.startsWith('"') ? cfg.has(name, value.slice(1, -1)) : undefined;
  }
  if (next !== '(') return name === 'true' || (name !== 'false' && cfg.has(name, null));
  reader.position++;
  const operands: boolean[] = [];
  while (reader.tokens[reader.position] !== ')') {
    const operand = readPredicate(reader, cfg, depth + 1);
    if (operand === undefined) return undefined;
    operands.push(operand);
    if (reader.tokens[reader.position] === ',') reader.position++;
    else if (reader.tokens[reader.position] !== ')') return undefined;
  }
  reader.position++;
  if (name === 'all') return operands.every(Boolean);
  if (name === 'any') return operands.some(Boolean);
  return name === 'not' && operands.length === 1 ? !operands[0] : undefined;
}
