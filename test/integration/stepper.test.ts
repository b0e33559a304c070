import { DidChangeConfigurationNotification } from 'vscode-languageserver-protocol/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { contentCapabilities, ExpansionClient, type ShownExpansion } from './expansionClient';
import { positionOf } from './testClient';
import { OpenedProject } from './temporaryProject';

const source = `macro_rules! inner {
    ($value:expr) => { $value + 1 };
}
macro_rules! middle {
    ($value:expr) => { inner!($value) };
}
macro_rules! outer {
    ($first:expr, $($rest:expr),*) => { (middle!($first), vec![$(inner!($rest)),*]) };
}
macro_rules! both {
    ($name:ident) => {
        #[derive(Clone, Default)]
        struct $name;
        inner_item!($name);
    };
}
macro_rules! inner_item {
    ($name:ident) => { impl $name {} };
}
both!(Unit);
fn main() {
    let _ = outer!(1, 2, 3);
}
`;

interface Step {
  readonly place: string;
  readonly name: string;
  readonly state: string;
  readonly hidden: boolean;
  readonly arm?: number;
  readonly bindings: readonly { readonly name: string; readonly texts: readonly string[] }[];
  readonly steps: readonly Step[];
}

/** One line for each step. */
function outline({ place, name, state, hidden, arm, bindings, steps }: Step, indent = ''): string[] {
  const bound = bindings.map((each) => `${each.name} = ${each.texts.join(', ')}`).join('; ');
  const facts = [state, hidden ? 'hidden' : '', arm === undefined ? '' : `arm ${arm}`, bound].filter(Boolean);
  return [
    `${indent}${place} ${name}: ${facts.join(', ')}`,
    ...steps.flatMap((step) => outline(step, `${indent}  `)),
  ];
}

describe('the stepper', () => {
  const project = new OpenedProject(
    {
      'Cargo.toml': '[package]\nname = "stepped"\nversion = "0.1.0"\nedition = "2021"\n',
      'src/main.rs': source,
    },
    'src/main.rs',
    { capabilities: contentCapabilities },
  );
  let editor: ExpansionClient;
  beforeAll(() => {
    editor = new ExpansionClient(project.client);
  });

  const inSource = () => positionOf(source, 'outer!(1');
  /** The code below the head. */
  const code = ({ text }: ShownExpansion): string => text.split('\n').slice(2).join('\n').trimEnd();
  const move = async (command: string): Promise<string> =>
    code(await editor.show(command, project.file, inSource()));

  it('goes forth and back through the steps, and passes the standard library over', async () => {
    expect(await move('nextStep')).toBe('(middle!(1), vec![inner!(2), inner!(3)])');
    expect(await move('nextStep')).toBe('(inner!(1), vec![inner!(2), inner!(3)])');
    expect(await move('nextStep')).toBe('(1 + 1, vec![inner!(2), inner!(3)])');
    expect(await move('nextStep')).toBe('(1 + 1, vec![inner!(2), inner!(3)])');
    expect(await move('previousStep')).toBe('(inner!(1), vec![inner!(2), inner!(3)])');
    expect(await move('previousStep')).toBe('(middle!(1), vec![inner!(2), inner!(3)])');
    expect(await move('previousStep')).toBe('(middle!(1), vec![inner!(2), inner!(3)])');
    expect(await move('nextStep')).toBe('(inner!(1), vec![inner!(2), inner!(3)])');
    expect(await move('firstStep')).toBe('(middle!(1), vec![inner!(2), inner!(3)])');
    expect(await move('allSteps')).toBe('(1 + 1, vec![inner!(2), inner!(3)])');
  });

  it('makes the step of the call at the cursor, hidden or not, and takes it back', async () => {
    const first = await editor.show('firstStep', project.file, inSource());
    const { uri } = first;
    const vec = await editor.show('nextStep', uri, positionOf(first.text, 'vec!'));
    expect(code(vec)).toContain('middle!(1),\n    <[_]>::into_vec(');
    const inner = await editor.show('expandCall', uri, positionOf(vec.text, 'inner!(3'));
    expect(code(inner)).toContain('[inner!(2), 3 + 1]');
    const back = await editor.show('collapseCall', uri, positionOf(inner.text, '3 + 1', 2));
    expect(code(back)).toBe(code(vec));
    const closed = await editor.show('collapseCall', uri, positionOf(back.text, 'into_vec'));
    expect(code(closed)).toBe(code(first));
    expect(await editor.textWith(uri, 'vec![inner!(2)')).toBe(closed.text);
  });

  it('has a tree of steps with arms and bindings, by which they are chosen too', async () => {
    const { uri } = await editor.show('firstStep', project.file, inSource());
    const tree = async (): Promise<string> => {
      const step = await project.client.connection.sendRequest<Step>('macroscope/steps', {
        textDocument: { uri },
      });
      return outline(step).join('\n');
    };
    expect(await tree()).toMatchInlineSnapshot(`
      " outer: expanded, arm 1, $first = 1; $rest = 2, 3
        0 middle: pending
        1 vec: pending, hidden"
    `);
    const params = { textDocument: { uri }, place: '0' };
    expect(await project.client.connection.sendRequest('macroscope/toggleStep', params)).toBe(true);
    expect(await tree()).toContain('0 middle: expanded, arm 1, $value = 1\n    0.0 inner: pending');
    expect(await project.client.connection.sendRequest('macroscope/toggleStep', params)).toBe(true);
    expect(await tree()).toContain('0 middle: pending');
  });

  it('keeps derives that are not expanded in their list', async () => {
    const both = await editor.show('showExpansionStep', project.file, positionOf(source, 'both!(U'));
    expect(code(both)).toMatchInlineSnapshot(`
      "#[derive(Clone, Default)]
      struct Unit;
      inner_item!(Unit);"
    `);
    const shown = await editor.show('expandCall', both.uri, positionOf(both.text, 'Default'));
    expect(code(shown)).toMatchInlineSnapshot(`
      "#[derive(Clone)]
      struct Unit;

      #[automatically_derived]
      impl ::core::default::Default for Unit {
          #[inline]
          fn default() -> Unit {
              Unit {}
          }
      }

      inner_item!(Unit);"
    `);
  });

  it('keeps its steps while the source is edited', async () => {
    await editor.show('firstStep', project.file, inSource());
    const { uri, text } = await editor.show('nextStep', project.file, inSource());
    expect(text).toContain('(inner!(1)');
    const at = positionOf(source, '1, 2');
    await project.client.edit(project.file, at, { ...at, character: at.character + 1 }, '9');
    expect(await editor.textWith(uri, 'inner!(9)')).toContain('(inner!(9), vec![');
  });

  it('follows a change of what is hidden in an expansion that is open', async () => {
    const other = await project.start({ capabilities: contentCapabilities });
    const another = new ExpansionClient(other);
    const set = (hide: readonly string[]): Promise<void> =>
      other.connection.sendNotification(DidChangeConfigurationNotification.type, {
        settings: { macroscope: { steps: { hide } } },
      });
    await another.show('firstStep', project.file, inSource());
    const { uri, text } = await another.show('allSteps', project.file, inSource());
    expect(text).toContain('(1 + 1, vec![inner!(2), inner!(3)])');
    await set(['middle!']);
    expect(await another.textWith(uri, 'middle!(1)')).toContain('into_vec(');
    await set(['std']);
    expect(await another.textWith(uri, 'vec![')).not.toContain('middle!');
    await other.stop();
  });

  it('hides what the settings name', async () => {
    const other = await project.start({
      capabilities: contentCapabilities,
      initializationOptions: { steps: { hide: ['middle!'] } },
    });
    const another = new ExpansionClient(other);
    const { text } = await another.show('firstStep', project.file, inSource());
    expect(text).toContain('(middle!(1), vec![inner!(2)');
    const next = await another.show('nextStep', project.file, inSource());
    expect(next.text).toContain('middle!(1),\n    <[_]>::into_vec(');
    await other.stop();
  });
});
