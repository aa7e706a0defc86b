import type { Account } from '../../../../lambda/identity/accounts/account';
import { signIn } from '../../../../lambda/identity/authentication/sign-in';
import { DependencyUnavailableError } from '../../../../lambda/shared/errors';
import {
  createFakeDependencies,
  type FakeDependencies,
  PASSWORD,
  SOURCE,
} from '../../fakes/auth-dependencies';
import { signInAgain, signUp } from '../../fakes/signed-in';

const REFUSED = { code: 'INVALID_CREDENTIALS' };

const hasTime = () => true;
const command = (username: string, password = PASSWORD) => ({ username, password, source: SOURCE, hasTime });
const ada = ({ accounts }: Pick<FakeDependencies, 'accounts'>) => accounts.named('ada') as Account;

describe('an account whose password Cognito knows', () => {
  async function migrating() {
    const deps = createFakeDependencies();
    await signUp(deps);
    deps.sessions.items.clear();
    deps.passwords.work.length = 0;
    deps.accounts.set({ ...ada(deps), passwordHash: '$cognito$' });
    const verifyElsewhere = jest.fn(
      async ({ password }: { readonly password: string }) => password === PASSWORD,
    );
    return { ...deps, verifyElsewhere };
  }

  test('is signed in by the hook once, and by its own hash from then on', async () => {
    const deps = await migrating();
    await signInAgain(deps);
    expect(deps.verifyElsewhere.mock.calls).toEqual([
      [
        {
          account: expect.objectContaining({ username: 'Ada' }),
          password: PASSWORD,
          requestId: SOURCE.requestId,
        },
      ],
    ]);
    expect(ada(deps)).toMatchObject({ passwordHash: `m=1|${PASSWORD}`, securityVersion: 1 });
    await signInAgain(deps);
    expect(deps.verifyElsewhere).toHaveBeenCalledTimes(1);
  });

  test('gets the same response to a wrong password as other accounts, after the same work', async () => {
    const deps = await migrating();
    await expect(signIn(deps)(command('ada', 'a wrong password'))).rejects.toMatchObject(REFUSED);
    const forMigrating = [...deps.passwords.work].length;
    deps.passwords.work.length = 0;
    await expect(signIn(deps)(command('nobody'))).rejects.toMatchObject(REFUSED);
    expect(deps.passwords.work).toHaveLength(forMigrating);
    expect(ada(deps).passwordHash).toBe('$cognito$');
  });

  test('rejects every sign-in without the hook', async () => {
    const { verifyElsewhere: _, ...deps } = await migrating();
    for (const password of [PASSWORD, '$cognito$', '']) {
      await expect(signIn(deps)(command('ada', password))).rejects.toMatchObject(REFUSED);
    }
  });

  test('is verified only after the attempt was counted, and is unchanged when no response comes', async () => {
    const deps = await migrating();
    const failures: number[] = [];
    const verifyElsewhere = async () => {
      failures.push(ada(deps).attempts.failures);
      throw new DependencyUnavailableError('no answer');
    };
    await expect(signIn({ ...deps, verifyElsewhere })(command('ada'))).rejects.toMatchObject({
      code: 'DEPENDENCY_UNAVAILABLE',
    });
    expect(failures).toEqual([1]);
    expect(ada(deps).passwordHash).toBe('$cognito$');
    expect(deps.sessions.items.size).toBe(0);
  });

  test('is not verified when it is throttled', async () => {
    const deps = await migrating();
    const guard = { ...deps.guard, reserveAttempt: () => Promise.reject(new Error('throttled')) };
    await expect(signIn({ ...deps, guard })(command('ada'))).rejects.toThrow('throttled');
    expect(deps.verifyElsewhere).not.toHaveBeenCalled();
  });

  test('accepts two concurrent sign-ins, and stores one hash', async () => {
    const deps = await migrating();
    await Promise.all([command('ada'), command('ada')].map(signIn(deps)));
    expect(ada(deps).passwordHash).toBe(`m=1|${PASSWORD}`);
    expect(deps.sessions.items.size).toBe(2);
  });

  test('is the only one that the hook verifies', async () => {
    const deps = await migrating();
    await signUp(deps, 'Bob');
    await expect(signIn(deps)(command('bob', 'a wrong password'))).rejects.toMatchObject(REFUSED);
    await expect(signIn(deps)(command('nobody'))).rejects.toMatchObject(REFUSED);
    expect(deps.verifyElsewhere).not.toHaveBeenCalled();
  });
});
