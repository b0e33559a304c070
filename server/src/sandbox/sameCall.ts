import { areSameBytes } from './sameBytes';
import type { SandboxCall } from './types';

/** Whether two calls are the same in everything that a result can depend on. */
export function isSameCall(a: SandboxCall, b: SandboxCall): boolean {
  return (
    a.moduleKey === b.moduleKey &&
    a.entry === b.entry &&
    a.workingDirectory === b.workingDirectory &&
    haveSameFields(a.budget, b.budget) &&
    a.roots.length === b.roots.length &&
    a.roots.every((root, index) => haveSameFields(root, b.roots[index] ?? {})) &&
    a.files === b.files &&
    a.environment.size === b.environment.size &&
    [...a.environment].every(([name, value]) => b.environment.get(name) === value) &&
    areSameBytes(a.input, b.input)
  );
}

function haveSameFields(a: object, b: object): boolean {
  const [fieldsOfA, fieldsOfB] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return (
    fieldsOfA.size === fieldsOfB.size &&
    [...fieldsOfA].every(([name, value]) => value === fieldsOfB.get(name))
  );
}
