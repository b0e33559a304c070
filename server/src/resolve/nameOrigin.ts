/** Where names are looked up that a macro 2.0 wrote: at its definition (rustc_resolve, `hygienic_lexical_parent`). */
import { rootContext } from '../syntax/hygiene';
import type { Hygiene } from '../syntax/hygiene';
import type { Ident, SyntaxContext } from '../syntax/token';
import type { MacroDefinitions } from './macroDefinitions';
import type { Module } from './module';

export class NameOrigin {
  constructor(
    private readonly hygiene: Hygiene,
    private readonly definitions: MacroDefinitions,
  ) {}

  /** The marks of macros 2.0 that a name has: an item of the name is meant only if its own name has the same. */
  contextOf({ span }: Ident): SyntaxContext {
    return this.hygiene.normalizeToMacros20(span.context);
  }

  /** The module from which a path is looked up that begins with this name and stands in `place`. */
  moduleOf(first: Ident, place: Module): Module {
    let module = place;
    for (let name = first; ; name = this.without(name)) {
      const definition = this.definitionModule(name);
      if (!definition) return module;
      module = definition;
    }
  }

  /** The module of the macro 2.0 that wrote a name last; undefined for other names. */
  definitionModule(name: Ident): Module | undefined {
    const context = this.contextOf(name);
    const definition = context === rootContext ? undefined : this.hygiene.definitionOf(context);
    return definition?.span && this.definitions.moduleOf(definition.span);
  }

  /** The name as it stands in the definition that wrote it. */
  without(name: Ident): Ident {
    const context = this.hygiene.withoutMark(this.contextOf(name));
    return { ...name, span: { ...name.span, context } };
  }
}
