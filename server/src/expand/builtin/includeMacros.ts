/** `include!`, `include_str!` and `include_bytes!`. What they read is recorded: the expansion is valid while it stays the same. */
import { dirname, isAbsolute, resolve } from 'node:path';
import { parseTokenTrees } from '../../syntax/parseTokenTrees';
import type { SourceMap } from '../../syntax/sourceMap';
import type { Edition, TokenTree } from '../../syntax/token';
import { TokenCursor } from '../../syntax/tokenCursor';
import { declaredInput } from '../declaredInput';
import type { Invocation } from '../expansion';
import { MacroError } from '../expansion';
import { readExpression, singleStringArgument } from './arguments';
import type { BuiltinContext } from './context';
import { generatedSpan } from './generatedSpan';
import { byteStringLiteralText } from './literal';
import { literal, stringLiteral } from './quote';
import type { ValueAndInputs } from './surroundingMacros';

/** `include!`: the tokens of the file; in place of an expression only its first expression. */
export function expandInclude(invocation: Invocation, context: BuiltinContext): ValueAndInputs {
  const path = includedPath('include!', invocation, context);
  const text = context.files.readText(path);
  if (text === undefined) throw unreadable(path, invocation);
  const tokens = includedTokens(context.sources, path, text, context.crate.edition);
  return {
    tokens: invocation.position === 'expression' ? firstExpression(tokens, context.crate.edition) : tokens,
    inputs: [declaredInput('file', path, text)],
  };
}

function firstExpression(tokens: readonly TokenTree[], edition: Edition): readonly TokenTree[] {
  const start = new TokenCursor(tokens);
  const end = start.clone();
  readExpression(end, edition);
  return start.tokensUntil(end);
}

/** `include_str!`. */
export function expandIncludeStr(invocation: Invocation, context: BuiltinContext): ValueAndInputs {
  const { path, bytes } = includedBytes('include_str!', invocation, context);
  const inputs = [declaredInput('file', path, bytes)];
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new MacroError('invalid-input', `\`${path}\` wasn't a utf-8 file`, invocation.span, [], inputs);
  }
  return { tokens: [stringLiteral(text, generatedSpan(invocation, context, 'opaque'))], inputs };
}

/** `include_bytes!`. */
export function expandIncludeBytes(invocation: Invocation, context: BuiltinContext): ValueAndInputs {
  const { path, bytes } = includedBytes('include_bytes!', invocation, context);
  const span = generatedSpan(invocation, context, 'opaque');
  return {
    tokens: [literal('byteString', byteStringLiteralText(bytes), span)],
    inputs: [declaredInput('file', path, bytes)],
  };
}

function includedBytes(
  name: string,
  invocation: Invocation,
  context: BuiltinContext,
): { path: string; bytes: Uint8Array } {
  const path = includedPath(name, invocation, context);
  const bytes = context.files.readBytes(path);
  if (!bytes) throw unreadable(path, invocation);
  return { path, bytes };
}

/** The absolute path of the file: relative ones begin at the folder of the file with the outermost call. */
function includedPath(name: string, invocation: Invocation, context: BuiltinContext): string {
  const path = singleStringArgument(invocation, context, name);
  if (isAbsolute(path)) return resolve(path);
  const { path: outermost } = context.positionOf(invocation.span);
  const caller = outermost ?? context.sources.get(invocation.span.source).path ?? context.crate.rootFile;
  return resolve(dirname(caller), path);
}

function unreadable(path: string, invocation: Invocation): MacroError {
  return new MacroError(
    'invalid-input',
    `couldn't read \`${path}\`: no such file`,
    invocation.span,
    [],
    [declaredInput('missing', path, null)],
  );
}

interface IncludedFile {
  readonly text: string;
  readonly edition: Edition;
  readonly tokens: readonly TokenTree[];
}

/** Files that were included, so that the same text is not added to the sources at every expansion. */
const includedFiles = new WeakMap<SourceMap, Map<string, IncludedFile>>();

function includedTokens(
  sources: SourceMap,
  path: string,
  text: string,
  edition: Edition,
): readonly TokenTree[] {
  const files = includedFiles.get(sources) ?? new Map<string, IncludedFile>();
  includedFiles.set(sources, files);
  const known = files.get(path);
  if (known?.text === text && known.edition === edition) return known.tokens;
  const { tokens } = parseTokenTrees(sources.add(path, text), { edition });
  files.set(path, { text, edition, tokens });
  return tokens;
}
