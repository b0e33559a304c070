/** Where cargo and rustup keep what they have for a user. */
import { join } from 'node:path';
import type { Environment } from '../platform/program';

/** Absolute path of cargo's folder (Cargo Book, "Cargo Home"). */
export function cargoHome(env: Environment): string {
  return env['CARGO_HOME'] ?? join(homeOf(env), '.cargo');
}

/** Absolute path of rustup's folder (rustup book, "Installation", `RUSTUP_HOME`). */
export function rustupHome(env: Environment): string {
  return env['RUSTUP_HOME'] ?? join(homeOf(env), '.rustup');
}

/** The user's own folder. */
export function homeOf(env: Environment): string {
  return env['HOME'] ?? env['USERPROFILE'] ?? '/';
}
