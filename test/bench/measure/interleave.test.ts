import { interleave } from '../../../bench/measure/interleave';

test('every contestant runs once a round, and each round begins with another', async () => {
  const order: string[] = [];
  const run = (name: string) => async () => order.push(name);

  const results = await interleave({ a: run('a'), b: run('b'), c: run('c') }, 3);

  expect(order).toEqual(['a', 'b', 'c', 'b', 'c', 'a', 'c', 'a', 'b']);
  expect(results).toEqual({ a: [1, 6, 8], b: [2, 4, 9], c: [3, 5, 7] });
});

test('the failure of one contestant ends the measurement', async () => {
  const failing = async () => {
    throw new Error('it answered 500');
  };
  await expect(interleave({ failing }, 2)).rejects.toThrow('it answered 500');
});
