/** Makes all attacks, or those whose family or name has one of the given words in it, and prints what became of each. */
import { families } from './attacks';
import { Laboratory } from './laboratory';

const words = process.argv.slice(2).map((word) => word.toLowerCase());
const failures: string[] = [];
const unhandled = (error: unknown): void => {
  failures.push(`nobody handled ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
};
process.on('uncaughtException', unhandled);
process.on('unhandledRejection', unhandled);

const laboratory = await Laboratory.open();
let attacks = 0;
let contained = 0;
try {
  for (const family of families) {
    const chosen = family.attacks.filter(({ name }) =>
      words.length === 0
        ? true
        : words.some((word) => `${family.name}: ${name}`.toLowerCase().includes(word)),
    );
    if (chosen.length > 0) console.log(`\n${family.name}`);
    for (const attack of chosen) {
      const { verdict, problems, millis } = await laboratory.contain(attack);
      const all = [...problems, ...failures.splice(0)];
      attacks++;
      if (all.length === 0) contained++;
      const mark = all.length === 0 ? 'contained' : 'NOT CONTAINED';
      console.log(
        `  ${mark} ${millis.toFixed(0).padStart(6)} ms  ${attack.name} — ${verdict.replaceAll('\n', ' ')}`,
      );
      for (const problem of all.slice(0, 5)) console.log(`      ${problem.slice(0, 1000)}`);
    }
  }
} finally {
  await laboratory.close();
}
console.log(`\n${attacks} attacks, ${contained} contained`);
process.exitCode = attacks > 0 && contained === attacks ? 0 : 1;
