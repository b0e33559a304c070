/**
 * The survey of procedural macros: see README.md.
 *
 *     node test/survey/survey.mjs [--work DIR] [--only CRATE,CRATE] [--limit N] [--step STEP] [--again] [--merge] [--summary]
 */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildCorpus } from './build';
import { compareCorpus } from './calls';
import { summarizeBuilds } from './buildSummary';
import { prepareCorpus } from './corpus';
import { writeTable } from './table';
import { readResults } from './tableResults';
import { summarizeCalls } from './tableSummary';
import type { SurveyOptions } from './surveyFolder';

/** The steps in their order. Each one goes on where it was stopped. */
const steps: Readonly<Record<string, (options: SurveyOptions) => Promise<void>>> = {
  corpus: ({ work }) => prepareCorpus(work),
  build: buildCorpus,
  calls: compareCorpus,
  table: writeTable,
};

const { values } = parseArgs({
  options: {
    work: { type: 'string' },
    only: { type: 'string' },
    limit: { type: 'string' },
    step: { type: 'string' },
    again: { type: 'boolean' },
    merge: { type: 'boolean' },
    summary: { type: 'boolean' },
  },
});
const options: SurveyOptions = {
  work: resolve(
    values.work ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'macroscope-survey'),
  ),
  only: values.only?.split(',') ?? [],
  limit: values.limit === undefined ? Infinity : Number(values.limit),
  again: values.again ?? false,
  merge: values.merge ?? false,
};
if (values.summary) {
  if (existsSync(join(options.work, 'corpus.json'))) console.log(`${summarizeBuilds(options.work)}\n`);
  console.log(summarizeCalls(readResults(options.work)));
} else if (values.step !== undefined && !(values.step in steps))
  throw new Error(`There is no step ${values.step}: ${Object.keys(steps).join(', ')}`);
else
  for (const [name, run] of Object.entries(steps))
    if (values.step === undefined || values.step === name) await run(options);
