import fc from 'fast-check';
import { createFormToken } from '../../../lambda/pages/csrf';
import { formatFlow } from '../../../lambda/pages/flow';
import { createPageGate } from '../../../lambda/pages/gate';
import { isLatchkeyError } from '../../../lambda/shared/errors';
import { toProblem } from '../../../lambda/shared/http/problems';
import { anyText } from '../../support/any-text';
import { PAGES_ORIGIN, pageRequest } from '../fakes/page-requests';

const NOW = 1_767_323_045_000;
const id = 'i'.repeat(43);
const gate = createPageGate({
  origin: PAGES_ORIGIN,
  findSession: async () => undefined,
  writeProblem: ({ status }) => ({ status, text: '' }),
  now: () => NOW,
});

const text = anyText(40);
const maybe = (value: string) => fc.oneof(fc.constant(value), fc.constant(undefined), text);
const input = fc.record({
  route: fc.constantFrom('GET /sign-in', 'POST /sign-in', 'GET /account', 'POST /account', 'POST /confirm'),
  headers: fc.record({
    cookie: maybe(`__Host-latchkey-flow=${formatFlow({ id }, NOW)}`),
    'content-type': maybe('application/x-www-form-urlencoded'),
    'sec-fetch-site': maybe('same-origin'),
    origin: maybe(PAGES_ORIGIN),
    'accept-language': maybe('de'),
    'accept-encoding': maybe('gzip'),
  }),
  query: fc.record({ lang: text, return_to: text }),
  form: fc.oneof(
    text.map((value) => ({ csrf: createFormToken(`flow:${id}`), value })),
    text,
  ),
});

test('no request to a page is an unexpected error, and no response has a header of the request', async () => {
  await fc.assert(
    fc.asyncProperty(input, async ({ route, ...options }) => {
      const request = pageRequest(route, options);
      const admitted = await gate.admit(request).catch((error: unknown) => {
        expect(isLatchkeyError(error)).toBe(true);
        return { answer: gate.showProblem(toProblem(error, 'request-1'), request) };
      });
      const [answer, visit] =
        'visit' in admitted ? [{ status: 200, text: '' }, admitted.visit] : [admitted.answer, undefined];
      const finished = gate.finish(answer, request, visit);
      expect(finished.status).toBeLessThan(500);
      for (const value of [...Object.values(finished.headers ?? {}), ...(finished.cookies ?? [])]) {
        expect(value).toMatch(/^[\x20-\x7e]*$/);
      }
      expect(finished.headers?.Location ?? '/sign-in').toMatch(
        /^\/(sign-in|confirm)(\?return_to=[\w.%+-]*)?$/,
      );
    }),
  );
});
