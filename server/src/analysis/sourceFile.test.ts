import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openAnalysis } from './testing/openAnalysis';

const text = 'fn f() { println!(); }';

test('what is known of the calls of a file holds when the editor opens it and closes it again, and not behind an edit', async () => {
  const { folder, analysis, files } = await openAnalysis({ 'src/lib.rs': text });
  const path = join(folder, 'src/lib.rs');
  const share = async (): Promise<boolean> => {
    const file = analysis.openFile(path);
    const [site] = file?.sites ?? [];
    if (!file || !site) throw new Error('no call');
    return (await analysis.shareSite(file, site, {})).kept;
  };
  expect(await share()).toBe(false);
  files.setOverlay(path, text);
  analysis.resolver.fileChanged(path);
  expect(await share()).toBe(true);
  files.removeOverlay(path);
  analysis.resolver.fileChanged(path);
  expect(await share()).toBe(true);
  files.setOverlay(path, `${text}\n`);
  analysis.resolver.fileChanged(path);
  expect(await share()).toBe(false);
});
