import { asInterface } from '../../../lib/constructs/as-interface';

interface Named {
  readonly name: string;
  readonly role?: string;
}

test('returns its input, whose optional properties may be undefined', () => {
  const construct = { name: 'a', role: undefined };
  expect(asInterface<Named>(construct)).toBe(construct);
});

test('types: a property of another type, and a missing one, do not compile', () => {
  const wrong = [
    // @ts-expect-error a role is a text
    asInterface<Named>({ name: 'a', role: 1 }),
    // @ts-expect-error a name is required
    asInterface<Named>({ name: undefined }),
    // @ts-expect-error so it may not be left out
    asInterface<Named>({}),
  ];
  expect(wrong).toHaveLength(3);
});
