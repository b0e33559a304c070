import { expect, test } from 'vitest';
import { defaultCallBudget } from '../expand/procedural/expandProcedural';
import { limitsFrom } from './limits';

test('limits are set in the units of the settings', () => {
  const environment = {
    MACROSCOPE_LIMITS_SECONDS: '2.5',
    MACROSCOPE_LIMITS_INSTRUCTIONS: '0.001',
    MACROSCOPE_LIMITS_MEMORY: '64',
  };
  const problems: string[] = [];
  expect(limitsFrom(environment, (problem) => problems.push(problem))).toEqual({
    ...defaultCallBudget,
    wallMillis: 2500,
    instructions: 1_000_000,
    memoryPages: 1024,
  });
  expect(problems).toEqual([]);
});

test.each(['none', '0', '-5', '1e300', 'Infinity'])('%s is told, and the default used', (value) => {
  const problems: string[] = [];
  const environment = { MACROSCOPE_LIMITS_SECONDS: value };
  expect(limitsFrom(environment, (problem) => problems.push(problem))).toEqual(defaultCallBudget);
  expect(problems).toEqual([
    `MACROSCOPE_LIMITS_SECONDS must be a positive number, and is \`${value}\`: 20 is used`,
  ]);
});

test('what is not set is as by default', () => {
  expect(limitsFrom({ MACROSCOPE_LIMITS_MEMORY: '' }, expect.fail)).toEqual(defaultCallBudget);
});
