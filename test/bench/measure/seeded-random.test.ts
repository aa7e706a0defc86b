import { seededRandom, shuffle } from '../../../bench/measure/seeded-random';

const take = (count: number, seed: number) => Array.from({ length: count }, seededRandom(seed));

test('a seed always gives the same numbers, and another seed gives others', () => {
  expect(take(100, 7)).toEqual(take(100, 7));
  expect(take(100, 7)).not.toEqual(take(100, 8));
});

test('the numbers are spread from 0 to below 1', () => {
  const numbers = take(10_000, 7);
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  for (let tenth = 0; tenth < 10; tenth++) {
    const share = numbers.filter((number) => Math.floor(number * 10) === tenth).length;
    expect(Math.abs(share - 1_000)).toBeLessThan(120);
  }
});

test('rejects the seed 0, which generates only zeros', () => {
  expect(() => seededRandom(0)).toThrow('must not be 0');
});

test('a shuffle keeps the values, and gives every order about equally often', () => {
  const random = seededRandom(7);
  const values = ['a', 'b', 'c'];
  const counts = new Map<string, number>();
  for (let n = 0; n < 6_000; n++) {
    const order = shuffle(values, random).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
  for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(120);
  expect(values).toEqual(['a', 'b', 'c']);
});
