/** What the text of a file tells about its macros before it is read into tokens. */
import type { Content } from '../platform/content';

/** Each may be true of a word in a comment, but is never false of a file that has the thing. */
export interface TextFeatures {
  /** `#[macro_export]`. */
  readonly mayExportMacros: boolean;
  /** `#[macro_use]`. */
  readonly macroUse: boolean;
  /** `#![macro_use]`. */
  readonly innerMacroUse: boolean;
  /** The names that stand behind `macro_rules!`. A macro that is written with a comment in between is overlooked. */
  readonly definedMacros: ReadonlySet<string>;
}

const none: TextFeatures = {
  mayExportMacros: false,
  macroUse: false,
  innerMacroUse: false,
  definedMacros: new Set(),
};

/** The features of a file by its text, or by its bytes in UTF-8, which are not decoded for it. Takes linear time. */
export function textFeatures(content: Content): TextFeatures {
  if (!content.includes('macro_')) return none;
  const macroUse = content.includes('macro_use');
  return {
    mayExportMacros: content.includes('macro_export'),
    macroUse,
    innerMacroUse: macroUse && hasInnerMacroUse(content),
    definedMacros: namesDefined(content),
  };
}

/** Whether `macro_use` stands between a `#![` and the next `]`. */
function hasInnerMacroUse(content: Content): boolean {
  for (let start = content.indexOf('#!['); start >= 0;) {
    const end = content.indexOf(']', start);
    const attribute = partOf(content, start, end < 0 ? content.length : end);
    if (attribute.includes('macro_use')) return true;
    start = end < 0 ? -1 : content.indexOf('#![', end);
  }
  return false;
}

const definition = /^macro_rules\s*!\s*(?:r#)?([\p{XID_Start}_]\p{XID_Continue}*)/u;

/** Longer than any definition up to the end of its name. */
const definitionLength = 500;

function namesDefined(content: Content): Set<string> {
  const names = new Set<string>();
  for (let at = content.indexOf('macro_rules'); at >= 0; at = content.indexOf('macro_rules', at + 1)) {
    const name = definition.exec(partOf(content, at, at + definitionLength))?.[1];
    if (name !== undefined) names.add(name);
  }
  return names;
}

const pathValue = /^path\s*=\s*(?:"|r#*"|\$)/;

/** Longer than any attribute up to the beginning of its value. */
const pathLength = 40;

/** What stands before the word in `#[path = …]` and in `#[cfg_attr(…, path = …)]`, with so much white space that it cannot be seen, too. */
const beforePath = /(?:^|[[,])\s*$/;
const beforeLength = 40;

/** Whether the file may hold `#[path = "…"]`. Never false of one that does, unless a comment stands within the attribute. */
export function hasPathAttribute(content: Content): boolean {
  return pathAttributes(content).next().done === false;
}

/** Where {@link hasPathAttribute} finds one: the offsets of the word `path`. */
export function* pathAttributes(content: Content): Generator<number> {
  for (let at = content.indexOf('path'); at >= 0; at = content.indexOf('path', at + 1)) {
    // Most are a part of another word, which is cheaper to see.
    if (/\w/.test(partOf(content, at + 4, at + 5)) || !pathValue.test(partOf(content, at, at + pathLength)))
      continue;
    if (beforePath.test(partOf(content, Math.max(0, at - beforeLength), at))) yield at;
  }
}

function partOf(content: Content, start: number, end: number): string {
  return typeof content === 'string' ? content.slice(start, end) : content.toString('utf8', start, end);
}
