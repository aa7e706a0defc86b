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

test('reports once, with the reason, that a known session has ended', () => {
  const problem = new ProblemError(new Response(null, { status: 401 }), undefined);
  watch.see(a);
  watch.see(undefined, problem);
  watch.see(undefined);
  expect(told).toEqual(['UNEXPECTED_ANSWER']);
});

test('reports that a session it started has ended', () => {
  watch.begin(a);
  watch.see(undefined);
  expect(told).toEqual(['untold']);
});

test('reports that another session has replaced the known one', () => {
  watch.see(a);
  watch.see(b);
  expect(told).toEqual(['untold']);
});

test('reports nothing without a known session, for the same one, or when it starts another', () => {
  watch.see(undefined);
  watch.see(a);
  watch.see(a);
  watch.begin(b);
  watch.see(b);
  expect(told).toEqual([]);
});

test.each([
  ['that it ends', a],
  ['whose end it requested after it had ended', undefined],
])('does not report a session %s', (_which, ended) => {
  watch.see(a);
  watch.end(ended);
  watch.see(undefined);
  expect(told).toEqual([]);
});

test('does not report an ended session again when a slow read returns it', () => {
  watch.see(a);
  watch.see(undefined);
  watch.see(a);
  watch.see(undefined);
  expect(told).toHaveLength(1);
});

test('reports the next session, too', () => {
  watch.see(a);
  watch.end(a);
  watch.see(undefined);
  watch.see(b);
  watch.see(undefined);
  expect(told).toHaveLength(1);
});
