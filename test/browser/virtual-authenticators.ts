/** Chromium's virtual authenticators (the domain WebAuthn of its DevTools protocol). Their users are always present. */
import { createPrivateKey } from 'node:crypto';
import type { Page } from 'playwright-core';

/** The kind of an authenticator. */
export interface AuthenticatorKind {
  /** @default 'ctap2' */
  readonly protocol?: 'ctap2' | 'u2f';
  /** `ctap2_1` creates passkeys also without user verification. @default 'ctap2_0' */
  readonly ctap2Version?: 'ctap2_0' | 'ctap2_1';
  /** @default 'internal' */
  readonly transport?: 'internal' | 'usb' | 'hybrid';
  /** Whether it stores passkeys. @default true */
  readonly hasResidentKey?: boolean;
  /** @default true */
  readonly hasUserVerification?: boolean;
  /** Whether the verification of its user succeeds. @default true */
  readonly isUserVerified?: boolean;
  /** Whether its user touches it. Otherwise requests wait. @default true */
  readonly automaticPresenceSimulation?: boolean;
  /** @default false */
  readonly defaultBackupEligibility?: boolean;
  /** @default false */
  readonly defaultBackupState?: boolean;
}

/** A key of an authenticator, with bytes in base64. */
export interface VirtualCredential {
  readonly credentialId: string;
  readonly isResidentCredential: boolean;
  readonly privateKey: string;
  readonly signCount: number;
  readonly backupEligibility?: boolean;
  readonly backupState?: boolean;
}

/** An authenticator. */
export interface VirtualAuthenticator {
  readonly credentials: () => Promise<readonly VirtualCredential[]>;
  /** Puts credentials in place of those that it has. */
  readonly replaceCredentials: (credentials: readonly VirtualCredential[]) => Promise<void>;
  readonly setVerified: (isUserVerified: boolean) => Promise<void>;
  readonly setPresent: (isPresent: boolean) => Promise<void>;
  /** Changes the backup flags of its only credential. */
  readonly setBackup: (eligibility: boolean, state: boolean) => Promise<void>;
}

/** The authenticators of a page. */
export interface VirtualAuthenticators {
  readonly add: (kind?: AuthenticatorKind) => Promise<VirtualAuthenticator>;
  readonly removeAll: () => Promise<void>;
}

const USUAL = {
  protocol: 'ctap2',
  transport: 'internal',
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
} as const satisfies AuthenticatorKind;

/** Turns real authenticators of a page off. Call it before the page is loaded. */
export async function createAuthenticators(page: Page): Promise<VirtualAuthenticators> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const added = new Set<string>();

  function control(authenticatorId: string): VirtualAuthenticator {
    const credentials = async () =>
      (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
    return {
      credentials,
      replaceCredentials: async (replacing) => {
        await session.send('WebAuthn.clearCredentials', { authenticatorId });
        for (const credential of replacing)
          await session.send('WebAuthn.addCredential', { authenticatorId, credential });
      },
      setVerified: async (isUserVerified) => {
        await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
      },
      setPresent: async (enabled) => {
        await session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
      },
      setBackup: async (backupEligibility, backupState) => {
        const [credential] = await credentials();
        if (!credential) throw new Error('The authenticator has no credential');
        const { credentialId } = credential;
        const flags = { backupEligibility, backupState };
        await session.send('WebAuthn.setCredentialProperties', { authenticatorId, credentialId, ...flags });
      },
    };
  }

  return {
    add: async (kind = {}) => {
      const options = { ...USUAL, ...kind };
      const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', { options });
      added.add(authenticatorId);
      return control(authenticatorId);
    },
    removeAll: async () => {
      for (const authenticatorId of added) {
        await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
        added.delete(authenticatorId);
      }
    },
  };
}

/** Returns the type of a credential's key, such as `ed25519`. */
export function keyTypeOf({ privateKey }: VirtualCredential): string | undefined {
  const key = Buffer.from(privateKey, 'base64');
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' }).asymmetricKeyType;
}
