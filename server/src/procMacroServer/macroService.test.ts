import { expect, test } from 'vitest';
import { defaultCallBudget } from '../expand/procedural/expandProcedural';
import { MacroError } from '../expand/expansion';
import { createMacroService } from './macroService';
import type { MacroLibrary } from './types';

const library: MacroLibrary = {
  module: {
    key: 'demo',
    file: '/demo.wasm',
    macros: [{ name: 'Demo', kind: 'derive', entry: 'demo', helperAttributes: [] }],
  },
  crateName: 'demo',
  edition: 2021,
  manifestDir: '/demo',
  stamp: undefined,
};

test('a module whose macros are listed is told of, to be made ready', async () => {
  const listed: string[] = [];
  const service = createMacroService({
    libraries: {
      find: (path) =>
        path === '/libdemo.so'
          ? Promise.resolve(library)
          : Promise.reject(new MacroError('module-missing', 'not compiled')),
    },
    run: () => Promise.reject(new Error('nothing can be run')),
    budget: defaultCallBudget,
    log: undefined,
    startFolder: '/',
    onListed: ({ key }) => listed.push(key),
  });
  expect(await service.listMacros('/libdemo.so')).toEqual({ Ok: [['Demo', 'CustomDerive']] });
  expect(await service.listMacros('/libother.so')).toEqual({ Err: 'not compiled' });
  expect(listed).toEqual(['demo']);
});
