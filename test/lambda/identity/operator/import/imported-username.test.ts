import { parseUsername } from '../../../../../lambda/identity/accounts/username';
import { deriveUsername } from '../../../../../lambda/identity/operator/import/imported-username';
import { uuid } from '../../../fakes/auth-dependencies';

test('is a valid username, the same for one account and different for others', () => {
  const names = Array.from({ length: 500 }, (_, n) => deriveUsername(uuid(n)).normalised);
  expect(new Set(names).size).toBe(500);
  for (const name of names) {
    expect(name).toMatch(/^user-[0-9abcdefghjkmnpqrstvwxyz]{12}$/);
    expect(parseUsername(name)).toEqual({ shown: name, normalised: name });
  }
  expect(deriveUsername(uuid(1))).toEqual(deriveUsername(uuid(1)));
});
