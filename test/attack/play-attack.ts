/** Runs a row of the suite and compares its result with the required one. */

import { expectProblem } from '../support/expect-problem';
import type { Answer } from '../support/http-client';
import type { Attack, Outcome } from './attack';
import type { Target } from './target';

const REJECTED = 'token_rejected';

/** Runs an attack. */
export async function playAttack(attack: Attack, target: Target): Promise<void> {
  if ('play' in attack) return attack.play(target);
  const rejections = target.logged(REJECTED).length;
  const answer = await target.send(await attack.request(target));
  expectOutcome(answer, attack.expected);
  await expectReason(attack.expected, target, rejections);
  await attack.after?.(answer, target);
}

function expectOutcome(answer: Answer, { status, code }: Outcome): void {
  if (code === undefined) expect({ status: answer.status, code: answer.json?.code }).toEqual({ status });
  else if (code !== 'VALIDATION_FAILED') expectProblem(answer, { status, code });
  else expect(answer.json).toMatchObject({ status, code, errors: expect.any(Array) });
}

async function expectReason({ reason }: Outcome, target: Target, before: number): Promise<void> {
  if (reason === undefined) return;
  if (reason === 'not asked') {
    expect(target.lastAuthorizer()).toMatch(/^not invoked: /);
    return;
  }
  const lines = await target.waitForLog(REJECTED, before + 1);
  expect(lines.slice(before)).toMatchObject([{ reason }]);
}
