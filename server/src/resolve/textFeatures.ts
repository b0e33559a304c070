/** What the text of a file tells about its macros before it is read into tokens. */

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

const definition = /macro_rules\s*!\s*(?:r#)?([\p{XID_Start}_]\p{XID_Continue}*)/gu;

/** All that is looked for begins like this, and most files do not hold it: they need not even be decoded. */
const commonStart = 'macro_';

/** The features of a file by its text, or by its bytes in UTF-8. */
export function textFeatures(content: string | Buffer): TextFeatures {
  if (!content.includes(commonStart)) return none;
  const text = content.toString();
  const macroUse = text.includes('macro_use');
  return {
    mayExportMacros: text.includes('macro_export'),
    macroUse,
    innerMacroUse: macroUse && /#!\[[^\]]*macro_use/.test(text),
    definedMacros: text.includes('macro_rules')
      ? new Set(Array.from(text.matchAll(definition), ([, name = '']) => name))
      : none.definedMacros,
  };
}
