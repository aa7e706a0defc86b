/** The chapters of ASVS 5.0.0 that apply to the service. */
import { authentication } from './authentication';
import { authorization } from './authorization';
import { communication } from './communication';
import { configuration } from './configuration';
import { cryptography } from './cryptography';
import { logging } from './logging';
import { otherChapters } from './other-chapters';
import type { AsvsRequirement } from './requirement';
import { sessions } from './sessions';
import { tokens } from './tokens';

/** A chapter. */
export interface Chapter {
  readonly title: string;
  /**
   * The number of requirements of levels 1 and 2 in the standard.
   * @default - the chapter is not covered completely
   */
  readonly size?: number;
  readonly requirements: readonly AsvsRequirement[];
}

export const chapters: readonly Chapter[] = [
  { title: 'V6 Authentication', size: 35, requirements: authentication },
  { title: 'V7 Session Management', size: 18, requirements: sessions },
  { title: 'V8 Authorization', size: 7, requirements: authorization },
  { title: 'V9 Self-contained Tokens', size: 7, requirements: tokens },
  { title: 'V11 Cryptography', size: 14, requirements: cryptography },
  { title: 'V12 Secure Communication', size: 9, requirements: communication },
  { title: 'V13 Configuration', size: 13, requirements: configuration },
  { title: 'V16 Security Logging and Error Handling', size: 16, requirements: logging },
  { title: 'Of other chapters', requirements: otherChapters },
];
