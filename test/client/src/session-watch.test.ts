import { ProblemError } from '../../../client/src/problem-error';
import { createSessionWatch, type SessionWatch } from '../../../client/src/session-watch';

const session = (id: string) => ({ id, accessToken: 'a', refreshToken: 'r', expiresAt: 0 });
const [a, b] = [session('a'), session('b')];

let told: string[];
let watch: SessionWatch;

beforeEach(() => {
  told = [];
  watch = createSessionWatch((problem) => told.push(problem?.code ?? 'untold'));
});

test('tells once that a session is gone which it has seen, and why', () => {
  const problem = new ProblemError(new Response(null, { status: 401 }), undefined);
  watch.see(a);
  watch.see(undefined, problem);
  watch.see(undefined);
  expect(told).toEqual(['UNEXPECTED_ANSWER']);
});

test('tells that a session is gone which it has begun', () => {
  watch.begin(a);
  watch.see(undefined);
  expect(told).toEqual(['untold']);
});

test('tells that another session is here', () => {
  watch.see(a);
  watch.see(b);
  expect(told).toEqual(['untold']);
});

test('tells nothing where there was no session, where it stays, and where it begins another', () => {
  watch.see(undefined);
  watch.see(a);
  watch.see(a);
  watch.begin(b);
  watch.see(b);
  expect(told).toEqual([]);
});

test.each([
  ['that it ends', a],
  ['whose end it asked for when it was gone', undefined],
])('tells nothing of a session %s', (_which, ended) => {
  watch.see(a);
  watch.end(ended);
  watch.see(undefined);
  expect(told).toEqual([]);
});

test('tells nothing more of a session that a slow reading brings up after its end', () => {
  watch.see(a);
  watch.see(undefined);
  watch.see(a);
  watch.see(undefined);
  expect(told).toHaveLength(1);
});

test('tells of the next session again', () => {
  watch.see(a);
  watch.end(a);
  watch.see(undefined);
  watch.see(b);
  watch.see(undefined);
  expect(told).toHaveLength(1);
});
