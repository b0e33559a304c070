import { editorFeatures } from './test/editors/editorFeatures.mts';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['server/src/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 30_000,
    tags: editorFeatures,
  },
});
