import {
  type CostInputs,
  priceInSteps,
  priceOfAttack,
  priceOfAuthorizer,
  priceOfExtras,
  priceOfMonth,
  priceOfThousand,
} from '../../../bench/costs/compute-costs';
import { readCostInputs } from '../../../bench/costs/read-inputs';

const document = `
| Request | When | Authorizer's reads | Reads | Writes | Signatures |
|---|---|---|---|---|---|
| \`POST /users\` | | 0 | 0 | 3 | 1 |
| \`POST /sessions/create\` | | 0 | 2 | 5 | 1 |
| \`POST /sessions/create\` | from a device that has signed in before | 0 | 2 | 3 | 1 |
| \`POST /sessions/create\` | the password is wrong | 0 | 2 | 2 | 0 |
| \`POST /sessions/refresh\` | | 0 | 1 | 1 | 1 |
| \`DELETE /sessions\` | | 1 | 1 | s | 0 |

After the table.
`;
const { assumptions, ...inputs } = readCostInputs(document);

/** Inputs in which a function takes no time, logs nothing and is never traced. */
const plain: CostInputs = {
  ...inputs,
  assumptions: {
    ...assumptions,
    milliseconds: { password: 0, refresh: 0, authorizer: 0 },
    logBytes: { request: 0, authorizer: 0, firewall: 0, platform: 0 },
    tracedShare: 0,
  },
  admittedPerSecond: 100,
};

const steps = [
  { upTo: 10, price: 0 },
  { upTo: 20, price: 2 },
  { upTo: null, price: 1 },
];

test.each([
  [0, 0],
  [10, 0],
  [15, 10],
  [20, 20],
  [120, 120],
])('%i pieces in steps cost %i', (amount, dollars) => {
  expect(priceInSteps(amount, steps)).toBe(dollars);
});

test('a thousand sign-ins cost their requests, reads, writes and signatures', () => {
  const expected = 0.0035 + 0.0002 + 2 * 0.000125 + 5 * 0.000625 + 0.015;
  expect(priceOfThousand(plain, 'POST /sessions/create')).toBeCloseTo(expected, 10);
});

test("the price of a function's time depends on its memory", () => {
  const slow = {
    ...plain.assumptions,
    milliseconds: { ...plain.assumptions.milliseconds, authorizer: 1_000 },
  };
  const more = priceOfAuthorizer({ ...plain, assumptions: slow }) - priceOfAuthorizer(plain);
  expect(more).toBeCloseTo(0.5 * 0.0000133334, 12);
});

test("a month costs the users' requests plus a fixed amount", () => {
  expect(priceOfMonth(plain, 0)).toEqual({ signIn: 2, authorizer: 0 });
  const perUserAndMonth = Object.fromEntries(
    Object.keys(assumptions.perUserAndMonth).map((name) => [name, 0]),
  );
  const onlyAccounts = {
    ...plain.assumptions,
    perUserAndMonth: { ...perUserAndMonth, 'POST /sessions/create': 2 },
    storedBytesPerUser: 0,
  } as CostInputs['assumptions'];
  const accounts = 2 * priceOfThousand(plain, 'POST /sessions/create');
  expect(priceOfMonth({ ...plain, assumptions: onlyAccounts }, 1_000).signIn).toBeCloseTo(2 + accounts, 10);
});

test('an attack costs API Gateway and the function for admitted requests, and the firewall for every request', () => {
  const dollarsOfOne = (3.5 + 0.2 + 2 * 0.125 + 2 * 0.625) * 1e-6;
  expect(priceOfAttack(plain, false)).toBeCloseTo(100 * 3_600 * dollarsOfOne, 8);
  const unblocked = (1_000 / 300) * 3_600;
  expect(priceOfAttack(plain, true)).toBeCloseTo(3.6 * 0.6 + unblocked * dollarsOfOne, 8);
});

test('a request without plain measured numbers has no price', () => {
  expect(() => priceOfThousand(plain, 'POST /nothing')).toThrow('no plain numbers for "POST /nothing"');
  expect(() => priceOfThousand(plain, 'DELETE /sessions')).toThrow('no plain numbers for "DELETE /sessions"');
});

test('the extra costs of a million users are their own requests, platform lines and the analysis of signature events', () => {
  const million = 1_000_000;
  const inputsOfTest: CostInputs = {
    ...plain,
    assumptions: {
      ...plain.assumptions,
      perUserAndMonth: {
        'POST /users': 0,
        'POST /sessions/create': 4,
        'POST /sessions/create, from a device that has signed in before': 0,
        'POST /sessions/create, the password is wrong': 6,
        'POST /sessions/refresh': 60,
      },
      authorizedRequestsPerUserAndMonth: 300,
      logBytes: { ...plain.assumptions.logBytes, platform: 1_024 },
    },
  };
  const { ownRequests, platformLogs, guardDuty, secondTrail, shortKeys } = priceOfExtras(
    inputsOfTest,
    million,
  );
  // 70 million requests come before them in the price steps.
  expect(ownRequests).toBeCloseTo(263 * 3.5 + 37 * 2.8, 6);
  expect(platformLogs).toBeCloseTo((370 * million * 1_024 * 0.5) / 1_024 ** 3, 6);
  expect(guardDuty).toBeCloseTo(64 * 4, 6);
  expect(secondTrail).toBeCloseTo((64 * million * 2) / 100_000, 6);
  expect(shortKeys).toBeCloseTo((64 * million * 0.12) / 10_000, 6);
});
