import { createScene } from './create-scene';
import { problem } from './fake-api';

type Client = ReturnType<ReturnType<typeof createScene>['create']>;

const id = '7d0c2c52-5f38-4c3b-9d5e-0b7c0f4a1e66';
const items = [{ id, kind: 'totp', name: 'Phone', addedAt: '2026-01-02T03:04:05.000Z' }];
const enrolment = { id, secret: 'GEZDGNBV', uri: 'otpauth://totp/x' };
const codes = { recovery_codes: ['3ZQX-8W2K', '7M4D-0RJ5'] };

const calls: readonly [
  name: string,
  route: string,
  body: string,
  answer: () => Response,
  result: unknown,
  call: (client: Client) => Promise<unknown>,
][] = [
  [
    'listFactors',
    'GET /users/me/factors',
    '',
    () => Response.json({ items, recovery_codes_left: 3 }),
    { factors: items, recoveryCodesLeft: 3 },
    (client) => client.listFactors(),
  ],
  [
    'listFactors while a reset waits',
    'GET /users/me/factors',
    '',
    () => Response.json({ items, recovery_codes_left: 3, reset_at: '2026-01-03T03:04:05.000Z' }),
    { factors: items, recoveryCodesLeft: 3, resetAt: '2026-01-03T03:04:05.000Z' },
    (client) => client.listFactors(),
  ],
  [
    'enrolTotp',
    'POST /users/me/factors/totp',
    '{}',
    () => Response.json({ ...enrolment, qr_svg: '<svg/>' }, { status: 201 }),
    { ...enrolment, qrSvg: '<svg/>' },
    (client) => client.enrolTotp(),
  ],
  [
    'enrolTotp with a name',
    'POST /users/me/factors/totp',
    '{"name":"Phone"}',
    () => Response.json({ ...enrolment, qr_svg: '<svg/>' }, { status: 201 }),
    { ...enrolment, qrSvg: '<svg/>' },
    (client) => client.enrolTotp({ name: 'Phone' }),
  ],
  [
    'confirmTotp',
    `POST /users/me/factors/totp/${id}/confirm`,
    '{"code":"123456"}',
    () => Response.json(codes),
    codes.recovery_codes,
    (client) => client.confirmTotp(id, '123456'),
  ],
  [
    'confirmTotp of another app',
    `POST /users/me/factors/totp/${id}/confirm`,
    '{"code":"123456"}',
    () => Response.json({}),
    [],
    (client) => client.confirmTotp(id, '123456'),
  ],
  [
    'removeFactor',
    `DELETE /users/me/factors/${id}`,
    '',
    () => new Response(null, { status: 204 }),
    undefined,
    (client) => client.removeFactor(id),
  ],
  [
    'cancelFactorsReset',
    'DELETE /users/me/factors/reset',
    '',
    () => new Response(null, { status: 204 }),
    undefined,
    (client) => client.cancelFactorsReset(),
  ],
  [
    'replaceRecoveryCodes',
    'POST /users/me/recovery-codes',
    '',
    () => Response.json(codes),
    codes.recovery_codes,
    (client) => client.replaceRecoveryCodes(),
  ],
];

test.each(calls)('%s calls %s with the token', async (_name, route, body, answer, result, call) => {
  const { api, createSignedIn } = createScene();
  const client = await createSignedIn();
  api.answerNext(route, answer());
  expect(await call(client)).toEqual(result);
  expect(api.calls.at(-1)).toMatchObject({ route, body, authorization: 'Bearer access-1' });
});

test.each(calls)('%s throws the problem of %s', async (_name, route, _body, _answer, _result, call) => {
  const { api, createSignedIn } = createScene();
  const client = await createSignedIn();
  api.answerNext(route, problem(404, 'NOT_FOUND'));
  await expect(call(client)).rejects.toMatchObject({ name: 'ProblemError', code: 'NOT_FOUND', status: 404 });
  expect(await client.isSignedIn()).toBe(true);
});

test.each(calls.filter(([name]) => name !== 'listFactors'))(
  '%s is repeated after a step-up that %s demands',
  async (_name, route, _body, answer, result, call) => {
    const { api, createSignedIn } = createScene();
    const client = await createSignedIn({ onStepUp: () => client.stepUp({ kind: 'totp', code: '123456' }) });
    api.answerNext(
      route,
      problem(401, 'INSUFFICIENT_USER_AUTHENTICATION', { max_age: 600, kinds: ['totp'] }),
    );
    api.answerNext(
      'POST /sessions/current/step-up',
      Response.json({ access_token: 'stepped-up', expires_in: 3600 }),
    );
    api.answerNext(route, answer());
    expect(await call(client)).toEqual(result);
    expect(api.calls.at(-1)?.authorization).toBe('Bearer stepped-up');
  },
);
