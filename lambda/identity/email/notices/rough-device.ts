/** Names the device of a request roughly, so that a person can recognize it. */

/**
 * Browsers by what their `User-Agent` holds. The first match counts: others name Chrome and Safari as well.
 * @see https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/Browser_detection_using_the_user_agent
 */
const browsers = [
  ['Edge', /\bEdg(A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /\b((Headless)?Chrome|CriOS)\//],
  ['Safari', /\bSafari\//],
] as const;

/** Operating systems. The first match counts: Android is also a Linux. */
const systems = [
  ['Android', /\bAndroid\b/],
  ['iOS', /\b(iPhone|iPad|iPod)\b/],
  ['Windows', /\bWindows NT\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['macOS', /\bMacintosh\b/],
  ['Linux', /\bLinux\b/],
] as const;

/** A browser and an operating system. Both are names of the lists above, and never text of a request. */
export type RoughDevice = `${(typeof browsers)[number][0]}/${(typeof systems)[number][0]}`;

/** Far more than a browser sends. */
const MAX_USER_AGENT = 512;

/** Returns the family of a `User-Agent`, such as `Firefox/Windows`; undefined when the lists do not know it. */
export function toRoughDevice(userAgent: string | undefined): RoughDevice | undefined {
  const text = (userAgent ?? '').slice(0, MAX_USER_AGENT);
  const [browser] = browsers.find(([, pattern]) => pattern.test(text)) ?? [];
  const [system] = systems.find(([, pattern]) => pattern.test(text)) ?? [];
  return browser && system && `${browser}/${system}`;
}

/** Returns whether a value is one that `toRoughDevice` returns. */
export function isRoughDevice(value: unknown): value is RoughDevice {
  const [browser, system, ...more] = typeof value === 'string' ? value.split('/') : [];
  return (
    more.length === 0 &&
    browsers.some(([name]) => name === browser) &&
    systems.some(([name]) => name === system)
  );
}
