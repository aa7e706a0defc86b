import type { HeaderPair } from '../../../local/gateway/http/messages';
import { isFromElsewhere } from '../../../local/pages/same-origin';

const judge = (...headers: readonly HeaderPair[]) =>
  isFromElsewhere({ headers: [['Host', 'localhost:3000'], ...headers] });

test.each<readonly HeaderPair[]>([
  [],
  [['Origin', 'http://localhost:3000']],
  [['ORIGIN', 'HTTP://LocalHost:3000']],
  [['Sec-Fetch-Site', 'same-origin']],
  [['Sec-Fetch-Site', 'none']],
  [
    ['Origin', 'http://localhost:3000'],
    ['Sec-Fetch-Site', 'same-origin'],
  ],
])('a program and a page of this origin pass: %j', (...headers) => {
  expect(judge(...headers)).toBe(false);
});

test.each<readonly HeaderPair[]>([
  [['Origin', 'http://evil.example']],
  [['Origin', 'http://localhost:5173']],
  [['Origin', 'http://localhost']],
  [['Origin', 'http://127.0.0.1:3000']],
  [['Origin', 'https://localhost:3000']],
  [['Origin', 'http://localhost:3000.evil.example']],
  [['Origin', 'null']],
  [['Origin', '']],
  [
    ['Origin', 'http://localhost:3000'],
    ['Origin', 'http://evil.example'],
  ],
  [['Sec-Fetch-Site', 'cross-site']],
  // another port of this host
  [['Sec-Fetch-Site', 'same-site']],
  [['Sec-Fetch-Site', '']],
  [
    ['Origin', 'http://localhost:3000'],
    ['Sec-Fetch-Site', 'cross-site'],
  ],
  [
    ['Sec-Fetch-Site', 'same-origin'],
    ['Sec-Fetch-Site', 'cross-site'],
  ],
])('a page of another origin does not: %j', (...headers) => {
  expect(judge(...headers)).toBe(true);
});

test('without a Host, no origin is the same one', () => {
  expect(isFromElsewhere({ headers: [['Origin', 'http://localhost:3000']] })).toBe(true);
});
