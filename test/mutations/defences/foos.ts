/** Mutations of who reaches what an account owns. */
import { attack, type Mutation, testOf } from '../mutation';

export const foosMutations: readonly Mutation[] = [
  {
    defence: 'An account reaches only its own foos',
    change: 'all accounts share one partition',
    file: 'lambda/foo/stores/foos.ts',
    find: '=> keyPrefixes.foo + sub;',
    replace: '=> keyPrefixes.foo + sub.slice(0, 0);',
    caughtBy: attack("GET /foo/{id} with another account's id, as it is"),
  },
  {
    defence: 'An idempotency key is reserved once',
    change: 'a reserved key can be reserved again',
    file: 'lambda/foo/stores/idempotency-keys.ts',
    find: "'attribute_not_exists(pk) OR expiresAt <= :now'",
    replace: "'attribute_not_exists(pk) OR expiresAt <= :now OR expiresAt > :now'",
    caughtBy: attack('six requests with one Idempotency-Key at once: one foo'),
  },
  {
    defence: 'An idempotency key ends before its item is deleted',
    change: 'the key stays reserved until DynamoDB deletes the item',
    file: 'lambda/foo/stores/idempotency-keys.ts',
    find: 'return found && found.expiresAt > nowSeconds ? found : undefined;',
    replace: 'return found && nowSeconds > 0 ? found : undefined;',
    caughtBy: testOf(
      'lambda/foo/stores/idempotency-keys.test.ts',
      'a key is found until it expires, only by its account',
    ),
  },
  {
    defence: 'An idempotency key belongs to its account',
    change: 'all accounts share one set of keys',
    file: 'lambda/foo/stores/idempotency-keys.ts',
    find: 'pk: keyPrefixes.idempotency + sub,',
    replace: 'pk: keyPrefixes.idempotency + sub.slice(0, 0),',
    caughtBy: attack("another account's Idempotency-Key with the same body"),
  },
  {
    defence: 'An idempotency key with another body is refused',
    change: 'the response to the first body is repeated',
    file: 'lambda/foo/create-foo.ts',
    find: 'if (holding.bodyDigest !== bodyDigest) {',
    replace: "if (holding.bodyDigest === '') {",
    caughtBy: testOf('lambda/foo/create-foo.test.ts', 'rejects a key that was used with another body'),
  },
  {
    defence: 'A deleted foo is not created again by its idempotency key',
    change: 'the deleted foo is written again',
    file: 'lambda/foo/create-foo.ts',
    find: 'if (!promised.isRepeated || promised.isSpent) return { ...promised, isCreated: promised.isSpent };',
    replace: 'if (!promised.isRepeated || promised.isSpent) return { ...promised, isCreated: false };',
    caughtBy: testOf(
      'lambda/foo/create-foo.test.ts',
      'a repeated request gets the first answer after a change or deletion, and creates nothing',
    ),
  },
  {
    defence: 'An account has a bounded number of foos',
    change: 'the number of foos is not limited',
    file: 'lambda/foo/stores/foo-counts.ts',
    find: 'OR #count < :max)',
    replace: 'OR #count < :max OR #count >= :max)',
    caughtBy: testOf(
      'lambda/foo/stores/foo-counts.test.ts',
      'counts up to the limit, separately for each account',
    ),
  },
  {
    defence: 'A deleted account creates no foo',
    change: 'the mark of the deletion is ignored',
    file: 'lambda/foo/stores/foo-counts.ts',
    find: "'attribute_not_exists(closed) AND (attribute_not_exists(#count)",
    replace: "'(attribute_not_exists(closed) OR closed <> :v) AND (attribute_not_exists(#count)",
    caughtBy: testOf(
      'lambda/foo/stores/foo-counts.test.ts',
      'a closed account gets no more foos, at any count',
    ),
  },
  {
    defence: 'A conditional write replaces only the revision that was read',
    change: 'any revision is replaced',
    file: 'lambda/foo/stores/foos.ts',
    find: "expected === undefined ? 'attribute_exists(pk)' : 'revision = :expected';",
    replace:
      "expected === undefined ? 'attribute_exists(pk)' : '(revision = :expected OR revision <> :expected)';",
    caughtBy: testOf(
      'lambda/foo/stores/foos.test.ts',
      'does not replace a missing foo, a foo of another account, or another revision',
    ),
  },
];
