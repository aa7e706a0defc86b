import { readAnswer } from '../../../bench/measure/raw-connection';

const head = (fields: string) => `HTTP/1.1 200 OK\r\n${fields}\r\n\r\n`;

test.each([
  ['a body of its length', `${head('Content-Length: 2')}ok`, 'ok'],
  ['an empty body', head('A: b\r\ncontent-length:0'), ''],
  ['a body in chunks', `${head('Transfer-Encoding: chunked')}2\r\nok\r\n0\r\n\r\n`, '2\r\nok\r\n0\r\n\r\n'],
])('reads %s', (_what, text, body) => {
  expect(readAnswer(text)).toEqual({ status: 200, body });
});

test.each([
  ['half of the headers', 'HTTP/1.1 200 OK\r\nContent-Le'],
  ['half of the body', `${head('Content-Length: 4')}ok`],
  ['some of the chunks', `${head('Transfer-Encoding: chunked')}2\r\nok\r\n`],
])('waits for the rest after %s', (_what, text) => {
  expect(readAnswer(text)).toBeUndefined();
});
