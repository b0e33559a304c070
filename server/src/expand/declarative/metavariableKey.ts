import type { Hygiene } from '../../syntax/hygiene';
import { rootContext } from '../../syntax/hygiene';
import type { Ident } from '../../syntax/token';
import type { Metavariable } from './compiledMacro';

/** The metavariable that an identifier behind `$` names (rustc_span's MacroRulesNormalizedIdent). */
export function metavariable(ident: Ident, hygiene: Hygiene): Metavariable {
  const { context } = ident.span;
  const normalized = context === rootContext ? rootContext : hygiene.normalizeToMacroRules(context);
  return { ident, key: normalized === rootContext ? ident.text : `${ident.text}#${normalized}` };
}
