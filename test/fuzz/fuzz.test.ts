/**
 * Random cuts and splices of this repository's Rust code through the lexer, the fragment parser and the engine, and changed manifests through the
 * project model. The same rounds each time;
 * `npm run fuzz` does other ones, and as many as wanted.
 */
import { afterAll, describe, test } from 'vitest';
import { Corpus } from './corpus';
import { DocumentProperty } from './documentProperty';
import { engineProperty } from './engineProperty';
import { fragmentProperty } from './fragmentProperty';
import { fuzz } from './fuzzRounds';
import { lexerProperty } from './lexerProperty';
import { ownFolders } from './ownFolders';
import { ProjectProperty } from './projectProperty';
import { renderProperty } from './renderProperty';
import { streamProperty } from './streamProperty';

const corpus = new Corpus(ownFolders);
const documents = new DocumentProperty();
const projects = new ProjectProperty();
afterAll(async () => {
  projects.close();
  await documents.close();
});

describe('any code', () => {
  test('is read to tokens that leave nothing out', () =>
    fuzz(lexerProperty, { corpus, seed: 1, rounds: 500 }));
  test('is taken or refused as a fragment', () => fuzz(fragmentProperty, { corpus, seed: 1, rounds: 200 }));
  test('is searched for calls, configured and laid out', () =>
    fuzz(streamProperty, { corpus, seed: 1, rounds: 300 }));
  test('is laid out as the same code', () => fuzz(renderProperty, { corpus, seed: 1, rounds: 200 }));
  test('expands, or says why it does not, within a budget', () =>
    fuzz(engineProperty, { corpus, seed: 1, rounds: 500 }));
  test('is answered at each of its macro calls', () => fuzz(documents, { corpus, seed: 1, rounds: 80 }));
});

test('any project is loaded', () => fuzz(projects, { corpus, seed: 1, rounds: 25 }));
