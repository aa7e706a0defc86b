/** The pages in English. */
import type { PageTexts } from './page-texts';

const noScript =
  'This page needs JavaScript. Without it, enter the code of the email in the app in which you asked for it.';

const messages = {
  EMPTY: 'Fill in this field.',
  TOO_MANY_ATTEMPTS: 'There were too many attempts. Wait a few minutes, and try again.',
  FAILED: 'This did not work. Try again.',
};

export const textsEn: PageTexts = {
  verifyEmail: {
    title: 'Verify your email address',
    noScript,
    enterCode: 'This page needs JavaScript. Without it, sign in here and enter the code of the email.',
    username: 'Username or email address',
    password: 'Password',
    showPassword: 'Show the password',
    code: 'Code of the email',
    account: 'Account',
    address: 'Address',
    signIn: {
      heading: 'Sign in',
      words: 'Sign in to the account that asks for your address. Nothing changes before you confirm it.',
      button: 'Sign in',
    },
    secondFactor: {
      heading: 'Enter a code',
      words: 'This account has a second factor. Enter a code of your authenticator app, or a recovery code.',
      code: 'Code of the app, or recovery code',
      button: 'Sign in',
    },
    confirm: {
      heading: 'Is this your account?',
      words: 'This account asks to use this address. Verify it only if both are yours.',
      button: 'Verify this address',
      notMe: 'This was not me',
    },
    verified: {
      heading: 'The address is verified',
      words: 'You can close this page. If the app has signed you out, sign in again.',
    },
    canceled: {
      heading: 'The address is not used',
      words: 'Someone else may know your password. Change it now, and sign out everywhere.',
    },
    nothing: {
      heading: 'There is nothing to verify',
      words: 'This account does not wait for an address. It may be verified already, or was canceled.',
    },
    messages: {
      ...messages,
      INVALID_CREDENTIALS: 'Username or password is wrong.',
      PASSWORD_CHANGE_REQUIRED: 'Your password is temporary. Sign in to the app first, and choose another.',
      ENROLMENT_REQUIRED:
        'This account needs an authenticator app. Sign in to the app first, and add one. Then open the link again.',
      WRONG_FACTOR_CODE: 'This code is wrong or was used. Enter the next one.',
      INVALID_CHALLENGE: 'This took too long, or there were too many wrong codes. Sign in again.',
      SECOND_FACTOR_UNAVAILABLE: 'You cannot sign in here at the moment. Ask the support of the app.',
      UNAUTHORIZED: 'Your sign-in has ended. Sign in again.',
      INVALID_CODE:
        'Link or code is wrong, used or expired, or the app that asked for it is signed out. Ask for another email.',
    },
  },
  resetPassword: {
    title: 'Choose a new password',
    noScript,
    enterCode: 'This page needs JavaScript. Without it, ask for a code here.',
    password: 'New password',
    showPassword: 'Show the password',
    code: 'Code of the email',
    hint: 'A long phrase is strong and easy to remember. Common passwords, and those with your username, are refused.',
    button: 'Change the password',
    done: {
      heading: 'The password is changed',
      words: 'All sessions of the account have ended. Sign in with the new password.',
    },
    incomplete: {
      heading: 'The link is not complete',
      words: 'Open the link of the email again, or enter its code in the app in which you asked for it.',
    },
    messages: {
      ...messages,
      VALIDATION_FAILED: 'This password is refused. It',
      INVALID_CODE: 'Link or code is wrong, used or expired. Ask for another email.',
    },
  },
};
