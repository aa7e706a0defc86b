/** Types of the stand-in for the SDK's SHA-256. */

/** SHA-256, or with a secret HMAC-SHA-256, in the SDK's form. */
export declare class Sha256 {
  constructor(secret?: string | ArrayBuffer | ArrayBufferView);
  readonly digestLength: number;
  update(data: string | Uint8Array): void;
  digest(): Promise<Uint8Array>;
  reset(): void;
}
