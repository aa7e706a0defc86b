import { createFlow, FLOW_SECONDS, formatFlow, parseFlow } from '../../../lambda/pages/flow';

const NOW = 1_767_323_045_000;
const id = 'i'.repeat(43);

test('a flow has a random id, and the challenge that it waits for', () => {
  const [one, other] = [createFlow(), createFlow('c1.secret')];
  expect(one.id).toMatch(/^[\w-]{43}$/);
  expect(one.id).not.toBe(other.id);
  for (const flow of [one, other]) expect(parseFlow(formatFlow(flow, NOW), NOW)).toEqual(flow);
});

test('a flow lasts for ten minutes, to the second', () => {
  const text = formatFlow({ id }, NOW);
  expect(parseFlow(text, NOW + FLOW_SECONDS * 1_000 - 1)).toEqual({ id });
  expect(parseFlow(text, NOW + FLOW_SECONDS * 1_000)).toBeUndefined();
});

test('a flow of the future is malformed, but for the difference of two clocks', () => {
  expect(parseFlow(formatFlow({ id }, NOW + 60_000), NOW)).toEqual({ id });
  expect(parseFlow(formatFlow({ id }, NOW + 61_000), NOW)).toBeUndefined();
});

test.each([
  '',
  'f1',
  `f2.1767323045.${id}`,
  `f1..${id}`,
  `f1.01.${id}`,
  `f1.1e9.${id}`,
  `f1.-1.${id}`,
  `f1.NaN.${id}`,
  `f1.99999999999999.${id}`,
  `f1.1767323045.${id.slice(1)}`,
  `f1.1767323045.${id}.`,
  `f1.1767323045.${id}.a b`,
  `f1.1767323045.${id}\n`,
  `f1.1767323045.${id}.${'c'.repeat(257)}`,
])('a malformed cookie is no flow: %j', (text) => {
  expect(parseFlow(text, NOW)).toBeUndefined();
});
