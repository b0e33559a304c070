/** The whole suite, family by family. */
import type { AttackFamily } from './attack';
import { abi } from './families/abi';
import { compiling } from './families/compiling';
import { compute } from './families/compute';
import { counter } from './families/counter';
import { determinism } from './families/determinism';
import { endings } from './families/endings';
import { environment } from './families/environment';
import { files } from './families/files';
import { imports } from './families/imports';
import { links } from './families/links';
import { memory } from './families/memory';
import { output } from './families/output';
import { pool } from './families/pool';
import { races } from './families/races';
import { stack } from './families/stack';
import { wire } from './families/wire';
import { writing } from './families/writing';

export const families: readonly AttackFamily[] = [
  compute,
  stack,
  memory,
  output,
  compiling,
  counter,
  imports,
  abi,
  endings,
  files,
  links,
  races,
  writing,
  environment,
  determinism,
  wire,
  pool,
];
