import { getFoo } from '../../../lambda/foo/get-foo';
import { createMemoryFoos } from '../fakes/memory-foos';
import { newFoo } from '../fakes/new-foo';

const idOf = (n: number) => `01941f29-7c00-7000-8000-${String(n).padStart(12, '0')}`;

async function withFoos(count: number) {
  const foos = createMemoryFoos();
  for (let n = 1; n <= count; n++) {
    await foos.put('ada', newFoo(idOf(n), { name: `foo ${n}` }));
  }
  return getFoo({ foos });
}

test('gives an owner their foo', async () => {
  const get = await withFoos(1);
  await expect(get({ sub: 'ada', id: idOf(1) })).resolves.toMatchObject({ name: 'foo 1' });
});

test.each([
  ['another user', { sub: 'bob', id: idOf(1) }],
  ['an unknown id', { sub: 'ada', id: idOf(2) }],
  ['not an id', { sub: 'ada', id: 'KEY#1' }],
  ['an id in another spelling', { sub: 'ada', id: idOf(1).toUpperCase() }],
  ['a percent-encoded id', { sub: 'ada', id: idOf(1).replace('-', '%2D') }],
])('finds nothing for %s', async (_who, command) => {
  const get = await withFoos(1);
  await expect(get(command)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
