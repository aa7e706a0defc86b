import { isRoughDevice, toRoughDevice } from '../../../../../lambda/identity/email/notices/rough-device';

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';

test.each([
  ['Firefox/Windows', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:141.0) Gecko/20100101 Firefox/141.0'],
  ['Firefox/Linux', 'Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0'],
  ['Firefox/Android', 'Mozilla/5.0 (Android 15; Mobile; rv:141.0) Gecko/141.0 Firefox/141.0'],
  [
    'Chrome/macOS',
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Chrome/138.0.0.0 Safari/537.36`,
  ],
  ['Chrome/Linux', `Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} HeadlessChrome/138.0.0.0 Safari/537.36`],
  ['Chrome/Android', `Mozilla/5.0 (Linux; Android 10; K) ${WEBKIT} Chrome/138.0.0.0 Mobile Safari/537.36`],
  ['Chrome/ChromeOS', `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${WEBKIT} Chrome/138.0.0.0 Safari/537.36`],
  [
    'Chrome/iOS',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/138.0.7204.53 Mobile/15E148 Safari/604.1',
  ],
  [
    'Safari/iOS',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  ],
  [
    'Safari/macOS',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
  ],
  [
    'Edge/Windows',
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0`,
  ],
  [
    'Opera/Windows',
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/134.0.0.0 Safari/537.36 OPR/119.0.0.0`,
  ],
  [
    'Samsung Internet/Android',
    `Mozilla/5.0 (Linux; Android 10; K) ${WEBKIT} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
  ],
])('knows %s', (device, userAgent) => {
  expect(toRoughDevice(userAgent)).toBe(device);
  expect(isRoughDevice(device)).toBe(true);
});

test.each([
  undefined,
  '',
  'curl/8.5.0',
  'Firefox/141.0',
  'Windows NT',
  `${' '.repeat(600)}Firefox/1 Windows NT`,
])('does not know %j', (userAgent) => {
  expect(toRoughDevice(userAgent)).toBeUndefined();
});

test('a hostile header yields names of the lists and nothing else', () => {
  const hostile = 'Firefox/1 (Windows NT)\r\nBcc: eve@example.com <script> https://evil.example';
  expect(toRoughDevice(hostile)).toBe('Firefox/Windows');
});

test.each([
  undefined,
  null,
  7,
  '',
  'Firefox',
  'Firefox/',
  '/Windows',
  'Firefox/Windows/',
  'Firefox on Windows',
  'https://evil.example',
  ['Firefox', 'Windows'],
])('%j is not the name of a device', (value) => {
  expect(isRoughDevice(value)).toBe(false);
});
