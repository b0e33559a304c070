import { editorFeatures } from './test/editors/editorFeatures.mts';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['server/src/**/*.test.ts', 'test/**/*.test.ts'],
    // For machines that are busy with something else; what takes longer has more. In milliseconds.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    tags: editorFeatures,
  },
});
