/** An entry of an account's activity: what happened, when, and roughly from where. */
import { isIP } from 'node:net';
import type { NoticeKind } from '../../../notice-kinds';
import type { ClientInfo } from '../../../shared/http/client-info';
import { type RoughDevice, toRoughDevice } from '../../email/notices/rough-device';
import { toSources } from '../../throttling/source-key';

/** What happened: a sign-in, or what a notice would report. */
export type ActivityKind = 'signed-in' | NoticeKind;

/** An entry. It holds no full address, and no text of a request. */
export interface ActivityEntry {
  /** Orders the entries of an account: the newest is first. */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly kind: ActivityKind;
  /** @default - the browser or the system is unknown */
  readonly device?: RoughDevice;
  /** Such as `192.0.2.0/24` or `2001:db8:0::/48`. @default - the request has no valid address */
  readonly network?: string;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

/** How long an entry is kept, in seconds. */
const ENTRY_SECONDS = 400 * 86_400;

/** Later than every time, in epoch milliseconds, and of as many digits as they have until the year 2286. */
const LAST_MS = 9_999_999_999_999;

/**
 * Creates an entry.
 * @param at epoch milliseconds
 * @param nonce distinguishes entries of the same millisecond
 */
export function toActivityEntry(
  kind: ActivityKind,
  { ip, userAgent }: Pick<ClientInfo, 'ip' | 'userAgent'>,
  at: number,
  nonce: string,
): ActivityEntry {
  const device = toRoughDevice(userAgent);
  const network = toNetwork(ip);
  return {
    id: `${String(LAST_MS - at).padStart(13, '0')}-${nonce}`,
    at,
    kind,
    ...(device && { device }),
    ...(network !== undefined && { network }),
    expiresAt: Math.floor(at / 1000) + ENTRY_SECONDS,
  };
}

/** Returns the /24 of an IPv4 address or the /48 of an IPv6 address; undefined for any other text. */
function toNetwork(ip: string): string | undefined {
  if (isIP(ip) === 0) return undefined;
  const widest = toSources(ip).at(-1)?.key ?? '';
  return isIP(widest) === 4 ? `${widest.split('.').slice(0, 3).join('.')}.0/24` : widest;
}
