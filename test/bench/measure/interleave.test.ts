import { interleave } from '../../../bench/measure/interleave';

test('every contestant runs once a round, and follows each of the others in turn', async () => {
  const names = ['a', 'b', 'c', 'd'];
  const order: string[] = [];
  const run = (name: string) => async () => order.push(name);
  const results = await interleave(Object.fromEntries(names.map((name) => [name, run(name)])), 40);

  const rounds = Array.from({ length: 40 }, (_, round) => order.slice(round * 4, round * 4 + 4));
  for (const round of rounds) expect([...round].sort()).toEqual(names);
  expect(names.map((name) => results[name]?.length)).toEqual([40, 40, 40, 40]);
  const pairs = new Set(order.slice(1).map((name, place) => `${order[place]}${name}`));
  const others = names.flatMap((first) =>
    names.filter((second) => second !== first).map((second) => first + second),
  );
  expect([...pairs]).toEqual(expect.arrayContaining(others));
});

test('the failure of one contestant ends the measurement', async () => {
  const failing = async () => {
    throw new Error('it answered 500');
  };
  await expect(interleave({ failing }, 2)).rejects.toThrow('it answered 500');
});
