/** What the project is built for: the target, and the machine that compiles. */
import { machine } from '#platform/machine';
import type { RustcFacts } from './askCargo';
import { cfgOfRustflags, type CargoConfiguration } from './cargoConfiguration';
import { matchesPlatform } from './cfgExpression';
import { CfgOptions } from './cfgSet';
import type { ProjectSettings } from './loadOptions';
import { builtInTargetCfg, hostTriple } from './targetCfg';

export interface PlannedTarget {
  /** The triple that the user or the project asks for; undefined for the machine's own. */
  readonly explicit: string | undefined;
  /** As far as our table knows the machine. */
  readonly triple: string;
  /** What cargo would give rustc. */
  readonly rustflags: readonly string[];
}

export interface BuildTarget {
  readonly explicit: string | undefined;
  readonly triple: string;
  /** Options with `debug_assertions` and `panic` as the dev profile has them, and those of the flags. */
  readonly cfg: CfgOptions;
  /** The same for the machine that compiles. */
  readonly hostCfg: CfgOptions;
  /** Whether a `[target.…]` table holds for the target, or for the machine that compiles. */
  readonly isActive: (platform: string, host: boolean) => boolean;
}

/** Without running a program. */
export function planTarget(settings: ProjectSettings, configuration: CargoConfiguration): PlannedTarget {
  const explicit = settings.target ?? configuration.target;
  const triple = explicit ?? hostTriple(machine.platform, machine.architecture);
  return {
    explicit,
    triple,
    rustflags: configuration.rustflags(triple, new CfgOptions(builtInTargetCfg(triple))),
  };
}

/** With what the compiler says, where it was asked. */
export function knownTarget(
  { explicit, ...planned }: PlannedTarget,
  rustc: RustcFacts | undefined,
): BuildTarget {
  const host = rustc?.host ?? hostTriple(machine.platform, machine.architecture);
  const triple = explicit ?? rustc?.host ?? planned.triple;
  const cfg = new CfgOptions(
    rustc?.cfg ?? [...builtInTargetCfg(triple), ...cfgOfRustflags(planned.rustflags)],
  );
  // Without a target of its own a build is for the machine that compiles, and its flags reach macros and build scripts too.
  const hostCfg = explicit === undefined ? cfg : new CfgOptions(builtInTargetCfg(host));
  return {
    explicit,
    triple,
    cfg,
    hostCfg,
    isActive: (platform, forHost) =>
      forHost ? matchesPlatform(platform, hostCfg, host) : matchesPlatform(platform, cfg, triple),
  };
}
