import { writeOverviewPage } from '../../../../local/pages/overview/overview-page';
import type { RecentRequest } from '../../../../local/pages/requests/recent-requests';
import type { TableDefinition } from '../../../../local/template/table-definition';
import { GUARDED, makeApi, makeMethod } from '../small-api';

const table: TableDefinition = {
  logicalId: 'Owners0A1B2C3D',
  name: 'Stack-Owners',
  arn: 'arn:t',
  attributeDefinitions: [],
  keySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
  globalSecondaryIndexes: [],
  localSecondaryIndexes: [],
};
const app = { region: 'r', accountId: 'a', apis: [], functions: [], tables: [table], keys: [], notRun: [] };
const api = makeApi([makeMethod(), makeMethod({ ...GUARDED, resourcePath: '/pets/{id}' })]);
const first = { api, origin: 'http://localhost:3000' };
const second = {
  api: { ...api, stage: { ...api.stage, name: 'v2' } },
  origin: 'http://localhost:3001',
};
const request = (change: object = {}) => ({
  at: Date.UTC(2026, 0, 2, 3, 4, 5),
  origin: first.origin,
  trace: { requestId: 'i', method: 'GET', path: '/pets', status: 200, milliseconds: 1.4, ...change },
});

const clock = { now: '2027-01-01T00:00:00.000Z', ahead: 'PT15M' };

function write({ served = [first], requests = [] as RecentRequest[], items = [] as object[] } = {}) {
  const tables = [{ table, items: items as never, more: items.length === 100 }];
  return writeOverviewPage({ app, served, requests, tables, clock }).markup;
}

/** Returns the visible text of the cells of each row. */
const rowsOf = (markup: string) =>
  [...markup.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    row
      .split(/<\/t[dh]>/)
      .slice(0, -1)
      .map((cell) => cell.replace(/<[^>]*>/g, '')),
  );

test('lists every stage with its origin and its routes', () => {
  const markup = write({ served: [first, second] });
  expect(markup).toContain('pets, stage dev');
  expect(markup).toContain('pets, stage v2');
  expect(markup).toContain('href="http://localhost:3001/_local/docs"');
  expect(rowsOf(markup)).toContainEqual(['GET', '/pets/{id}', 'with a token (Guard)']);
});

test('shows the reason that was logged', () => {
  const refused = request({ route: 'GET /pets', authorizer: 'refused', logged: 'its session is over' });
  expect(write({ requests: [refused] })).toContain('<div>logged: its session is over</div>');
});

test('for a rejection by the function of an open route, it shows the response of the function', () => {
  const trace = { route: 'POST /pets', status: 401, isOpen: true, problem: 'NO: Not so.' };
  const [, row] = rowsOf(write({ requests: [request(trace)] })).slice(-2);
  expect(row?.at(-1)).toBe('NO: Not so.');
});

test("shows the authorizer's decision and its reason for each request", () => {
  const refused = request({
    route: 'GET /pets/{id}',
    path: '/pets/1',
    status: 401,
    authorizer: 'refused',
    reason: 'UNAUTHORIZED: the authorizer rejected the caller',
  });
  const [, row] = rowsOf(write({ requests: [refused] })).slice(-2);
  expect(row?.slice(1)).toEqual([
    'GET /pets/1',
    '401 1 ms',
    'refused',
    'UNAUTHORIZED: the authorizer rejected the callerthe authorizer threw "Unauthorized", which rejects the caller'.replaceAll(
      '"',
      '&quot;',
    ),
  ]);
});

test('shows the origin of a request only if there are several', () => {
  const requests = [request({ route: 'GET /pets' })];
  expect(rowsOf(write({ requests })).at(-1)).toHaveLength(5);
  expect(rowsOf(write({ requests, served: [first, second] })).at(-1)?.[1]).toBe(first.origin);
});

test('paths are text, cut, and masked where they hold a token', () => {
  const paths = [
    '/<script>alert(1)</script>',
    `/${'a'.repeat(500)}`,
    '/eyJhbGciOiJub25lIn0.e30.c2ln',
    // It would be cut within its second part.
    `/eyJhbGciOiJub25lIn0.${'e30'.repeat(100)}.c2ln`,
  ];
  const markup = write({ requests: paths.map((path) => request({ path })) });
  expect(markup).not.toContain('<script>alert');
  expect(markup).toContain('&lt;script&gt;alert(1)');
  expect(markup).not.toContain('a'.repeat(250));
  expect(markup).not.toMatch(/c2ln|eyJ/);
});

test('items have their key first, and no secret', () => {
  const items = [{ note: { S: '<b>' }, owner: { S: 'ada' }, tokenHash: { S: 'c2VjcmV0' }, scope: { S: '' } }];
  const markup = write({ items });
  expect(rowsOf(markup).slice(-2)).toEqual([
    ['owner', 'Other attributes'],
    ['ada', 'note &lt;b&gt;tokenHash (masked)scope &quot;&quot;'],
  ]);
  expect(markup).toContain('1 item');
});

test('an empty table is marked as empty, and a large one as cut', () => {
  expect(write()).toContain('· empty');
  expect(write({ items: Array.from({ length: 100 }, () => ({ owner: { S: 'x' } })) })).toContain(
    'the first 100 items',
  );
});
