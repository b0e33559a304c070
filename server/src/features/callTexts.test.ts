import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openAnalysis } from '../analysis/testing/openAnalysis';
import { prepareTexts, stepText, wholeText } from './callTexts';

const signal = new AbortController().signal;

async function openCall(source: string) {
  const { folder, analysis } = await openAnalysis({ 'src/lib.rs': source });
  const file = analysis.openFile(join(folder, 'src/lib.rs'));
  const [site] = file?.sites.slice(-1) ?? [];
  if (!file || !site) throw new Error('no call');
  return { analysis, file, site };
}

const unexpected = (): never => {
  throw new Error('it was expanded again');
};

test('the text of a call that was prepared is there without another expansion', async () => {
  const call = await openCall(
    'macro_rules! one { () => { two!() } }\nmacro_rules! two { () => { 2 } }\nfn f() { one!() }',
  );
  const { analysis, file, site } = call;
  await prepareTexts(call, await analysis.shareSite(file, site, {}), signal);
  expect(await wholeText(call, unexpected)).toEqual({ name: 'one', text: '2' });
});

test('of a derive, what the macro wrote is prepared too', async () => {
  const call = await openCall('#[derive(Debug)] struct S;');
  const { analysis, file, site } = call;
  await prepareTexts(call, await analysis.shareSite(file, site, {}), signal);
  analysis.expandSite = unexpected;
  expect((await stepText(call, {})).text).toContain('impl ::core::fmt::Debug for S');
});

test('what cannot be kept is not prepared: it would be made for nothing at each check', async () => {
  const call = await openCall('macro_rules! one { () => { two!() } }\nfn f() { one!() }');
  const { analysis, file, site } = call;
  const expansion = await analysis.shareSite(file, site, {});
  analysis.reporter.text = unexpected;
  await expect(prepareTexts(call, expansion, signal)).resolves.toBeUndefined();
});

test('a call that cannot be expanded is told by its macro and the cause', async () => {
  const call = await openCall('macro_rules! one { (1) => {} }\nfn f() { one!(2) }');
  const { analysis, file, site } = call;
  const whole = wholeText(call, () => analysis.shareSite(file, site, {}));
  await expect(whole).rejects.toThrow('one: ');
});
