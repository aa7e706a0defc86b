/** The pages of an account, in English. */
import type { AccountTexts, FactorsTexts } from './account-texts';

export const accountEn: AccountTexts = {
  title: 'Your account',
  signedInAs: 'Signed in as',
  since: 'Account since',
  signOut: 'Sign out',
  username: { title: 'Username', label: 'New username', button: 'Change username' },
  email: {
    title: 'Email address',
    none: 'Your account has no email address. Without one you cannot replace a forgotten password.',
    address: 'Address in use',
    pending: (address) => `We have sent a code to ${address}. Enter it to use this address.`,
    code: 'Code of the email',
    verify: 'Verify address',
    cancel: 'Do not use this address',
    label: 'New email address',
    button: 'Send a code to this address',
    remove: 'Remove address',
  },
  password: {
    title: 'Password',
    none: 'Your account has no password. You can add one.',
    current: 'Current password',
    button: 'Change password',
    setButton: 'Set password',
  },
  factors: {
    title: 'Security',
    words: 'Passkeys, authenticator apps and recovery codes protect your account.',
    link: 'Passkeys and second factors',
  },
  sessions: {
    title: 'Sessions',
    words: 'Here you are signed in. End a session that you do not recognize, and change your password.',
    current: 'This device',
    unknownDevice: 'Unknown device',
    on: (browser, system) => `${browser} on ${system}`,
    lastUsed: 'Last used',
    began: 'Signed in',
    address: 'Address',
    end: 'Sign out',
    endOne: (device) => `Sign out ${device}`,
    endOthers: 'Sign out all other sessions',
    everywhere: {
      title: 'Sign out everywhere',
      words: 'This ends all your sessions, also this one.',
      button: 'Sign out everywhere',
      trusted: (count, last) =>
        count === 1
          ? `One device signs in without your second factor, until ${last}. Signing out everywhere ends that, too.`
          : `${count} devices sign in without your second factor, the last one until ${last}. Signing out everywhere ends that, too.`,
    },
  },
  data: {
    title: 'Your data',
    words: 'Download all that your account holds, as a JSON file.',
    button: 'Download',
  },
  deletion: {
    title: 'Delete account',
    words: 'This deletes your account with all its data. It cannot be undone.',
    sure: 'I want to delete my account',
    button: 'Delete account',
  },
};

export const factorsEn: FactorsTexts = {
  title: 'Passkeys and second factors',
  back: 'Your account',
  added: 'Added',
  lastUsed: 'Last used',
  remove: 'Remove',
  removeOne: (name) => `Remove ${name}`,
  name: 'Name',
  resetWaits: 'Someone has asked to remove your second factors. They count as removed from',
  keepFactors: 'Keep my second factors',
  passkeys: {
    title: 'Passkeys',
    words: 'You sign in with your fingerprint, your face or the lock of your device.',
    none: 'You have no passkey yet.',
    synced: 'On several devices',
    onlySecond: 'Second factor only',
    rename: 'Rename',
    renameOne: (name) => `Rename ${name}`,
    begin: 'Add a passkey',
    create: 'Create passkey',
    createWords: 'Your browser asks you to create the passkey.',
  },
  apps: {
    title: 'Authenticator apps',
    words: 'An app on your phone shows a new code every 30 seconds.',
    none: 'You have no authenticator app yet.',
    button: 'Add an authenticator app',
  },
  secondFactor: {
    title: 'Second factor',
    on: 'The second factor is on: a sign-in with the password also needs a code or a passkey.',
    off: 'The second factor is off: the password alone is enough to sign in.',
    passkeyNeeded:
      'A sign-in with the password also needs your passkey. Turn the second factor on to get recovery codes.',
    required: 'Each account must have a second factor.',
    turnOn: 'Turn on',
    turnOff: 'Turn off',
    turnOffWords: 'Turning it off removes your authenticator apps and recovery codes.',
  },
  recoveryCodes: {
    title: 'Recovery codes',
    left: (count) => `${count === 1 ? '1 code is' : `${count} codes are`} left.`,
    button: 'Create new codes',
    words: 'New codes replace the old ones.',
  },
};
