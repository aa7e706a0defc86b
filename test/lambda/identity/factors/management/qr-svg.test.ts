import { encode } from 'uqr';
import { toQrSvg } from '../../../../../lambda/identity/factors/management/qr-svg';

const URI =
  'otpauth://totp/Latchkey:ada.lovelace?issuer=Latchkey&secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&algorithm=SHA1&digits=6&period=30';

/** Reads the image back: which modules its paths fill. */
function modulesOf(svg: string): boolean[][] {
  const size = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1]);
  const modules = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  const path = /<path d="([^"]*)"/.exec(svg)?.[1] ?? '';
  for (const [, x, y, width, back] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)) {
    expect(back).toBe(width);
    modules[Number(y)]?.fill(true, Number(x), Number(x) + Number(width));
  }
  return modules;
}

test('draws the modules of the code, with a quiet zone of four', () => {
  const { data } = encode(URI, { ecc: 'M', border: 4 });
  const modules = modulesOf(toQrSvg(URI));
  expect(modules).toEqual(data);
  for (const edge of [0, 1, 2, 3]) expect(modules[edge]).not.toContain(true);
  expect(modules.flat()).toContain(true);
});

test('has a white background, also on a dark page', () => {
  const svg = toQrSvg(URI);
  const size = modulesOf(svg).length;
  expect(svg).toContain(`<path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d=`);
});

test('is a small image without text, scripts or references', () => {
  const svg = toQrSvg(`${URI}"><script>alert(1)</script>`);
  expect(svg).toMatch(
    /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="[\d ]+" shape-rendering="crispEdges">(<path( fill="#fff")? d="[\dMHhvz -]+"\/>){2}<\/svg>$/,
  );
  expect(toQrSvg(URI).length).toBeLessThan(12_000);
});
