import { describe, expect, it } from 'vitest';
import { writeProject } from '../../server/src/project/testing/writeProject';
import { VscodeDemo } from './vscodeDemo';
import { minutes, VscodeSession } from './vscodeSession';

/** So much that looking through it takes longer than a hand to a button. */
const names = Array.from({ length: 400 }, (_, index) => `part${index}`);
const filler = 'pub fn filler(a: u32) -> u32 { let b = [a, a + 1]; b[0] * (b[1] - a) }\n'.repeat(800);
const large = {
  'Cargo.toml': '[package]\nname = "large"\nversion = "0.1.0"\nedition = "2021"\n',
  'src/main.rs': `macro_rules! pair { ($value:expr) => { ($value, $value) }; }
fn main() {
    let _ = pair!(12);
}
${names.map((name) => `mod ${name};\n`).join('')}`,
  ...Object.fromEntries(
    names.map((name) => [`src/${name}.rs`, `${filler}fn call() { let _ = pair!(1); }\n`]),
  ),
};

describe('VS Code, while a command takes long', () => {
  const session = new VscodeSession((folder) => {
    writeProject(folder, large);
    return {};
  });
  const demo = new VscodeDemo(session);

  it(
    'shows how far it is and a button that cancels it, after which everything works as before',
    { tags: ['uses'], timeout: 5 * minutes },
    async () => {
      const { page } = session.window;
      await session.window.open(session.path(), session.path('src/main.rs'), 1, 'let _ = pair!(12)');
      const hover = () => session.window.hover('let _ = pair!(12)', 'pair', '(12, 12)', 2 * minutes);
      await hover();
      await demo.goTo('pair {', 'main.rs');
      await demo.command('Show Uses of the Macro Defined Here');
      const progress = page.locator('.notification-toast', { hasText: 'Finding uses' });
      await progress.filter({ hasText: /\d+ of \d+ files/ }).waitFor({ timeout: minutes });
      await session.picture('progress');
      await progress.getByRole('button', { name: 'Cancel' }).click({ timeout: minutes });
      await progress.waitFor({ state: 'detached', timeout: minutes });
      // Nothing is listed, and no failure is told: it was the user's wish.
      await hover();
      expect(await page.locator('.peekview-widget').count()).toBe(0);
      expect(await page.locator('.notification-toast').allInnerTexts()).toEqual([]);
      await session.picture('progress-cancelled');
    },
  );
});
