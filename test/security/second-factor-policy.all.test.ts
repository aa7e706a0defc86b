/** A stage with `secondFactor: 'required'`: how many factors an account may have, and must keep. */
import { MAX_FACTORS } from '../../lambda/identity/factors/management/max-factors';
import type { TestRun } from '../faults/start-run';
import type { Account } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { addApp, enrolTotp } from '../support/second-factors';
import { createEnrolled, serveRequired } from './serve-required';

let run: TestRun;
beforeAll(async () => {
  run = await serveRequired();
});
afterAll(() => run.close());

const removeApp = ({ send }: Account, id: string) =>
  send({ method: 'DELETE', path: `/users/me/factors/${id}` });

test('an account adds up to ten apps, and removes all but one', async () => {
  const ada = await createEnrolled(run);
  const first = ada.app;
  const ids = [first.id];
  while (ids.length < MAX_FACTORS) ids.push((await addApp(ada)).id);
  expectProblem(await enrolTotp(ada), { status: 409, code: 'TOO_MANY_FACTORS' });

  for (const id of ids.slice(1)) expect(await removeApp(ada, id)).toMatchObject({ status: 204 });
  expectProblem(await removeApp(ada, first.id), { status: 409, code: 'LAST_FACTOR' });
});
