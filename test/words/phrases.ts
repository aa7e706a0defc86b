/** The phrases that docs/style.md forbids. */

/** A phrase that is not written, and what is written instead. */
export interface Phrase {
  /** Matches in any case. A space in it matches any white space. */
  readonly pattern: string;
  readonly instead: string;
}

const ROLE = 'the role: client, user, caller, operator, administrator, attacker, service';

export const phrases: readonly Phrase[] = [
  // words-off
  { pattern: 'whoever', instead: ROLE },
  { pattern: "(nobody|no one(?! of\\b)|somebody|everybody|anybody)('s|’s)?", instead: ROLE },
  { pattern: '(has|have|had|having) to', instead: '"must", or the imperative' },
  // "there is no key" and "is no longer valid" are idiomatic
  {
    pattern: '(?<!there )(?<!where )(is|are|was|were) no(?! longer\\b| \\w+ than\\b)',
    instead: '"is not a", "cannot"',
  },
  {
    pattern: '(goes|go|going|went|gone) on(?! (to|the|for)\\b)',
    instead: '"continues", "keeps running", "stays valid"',
  },
  { pattern: '(stands?|stood) (in|there|beside)\\b', instead: '"is stored in", "is in"' },
  {
    pattern: '(tells?|told|telling|untold)',
    instead: '"returns", "reports", "logs", "throws"; "distinguishes"',
  },
  { pattern: '(comes?|came|coming) (again|back to life)', instead: '"is reused", "is sent again"' },
  { pattern: '(is|are|was|were) good (until|for|once|any|no)', instead: '"is valid until", "is single-use"' },
  { pattern: 'good until', instead: '"valid until"' },
  { pattern: '(is|are|was|were|be) over(?! \\d)', instead: '"has ended", "has expired"' },
  { pattern: '(brings?|brought) (it )?about', instead: '"causes"' },
  { pattern: 'one and the same', instead: '"the same"' },
  { pattern: 'in (the|its|their) place of', instead: '"instead of", "replaces"' },
  { pattern: 'judge(s|d|ment)?', instead: '"checks", "validates", "evaluates", "decides"' },
  { pattern: 'whatever', instead: '"any", "regardless of"' },
  { pattern: 'dear(er|est)?', instead: '"expensive"' },
  { pattern: 'anew', instead: '"again"' },
  { pattern: 'beside', instead: '"next to", "compared with", "in addition to", "while"' },
  {
    pattern: '(there|where)(by|in|of|upon)|hence(forth)?|[tw]hence|hitherto|lest|albeit',
    instead: '"so", "by it", "in it"; "so that … not"; "although"',
  },
  { pattern: 'for good(?! reasons?\\b)|in vain', instead: '"permanently"; "without success"' },
  { pattern: 'nothing but|save for|but for its', instead: '"only"; "except"' },
  {
    pattern: 'in (the|its|their|his|her) stead|may be had|that is to say',
    instead: '"instead"; "is available"; nothing',
  },
  { pattern: 'whichever', instead: '"any", "either"' },
  { pattern: '(is|are|was|were) to be', instead: '"must be", "will be", or the present tense' },
  {
    pattern: '(behaviour|colour|favour|honour|neighbour)[a-z]*',
    instead: 'American spelling: "behavior", "color", "neighbor"',
  },
  { pattern: '(defence|offence|licence)s?', instead: 'American spelling: "defense", "offense", "license"' },
  {
    pattern:
      '[a-z]*(authoris|customis|initialis|minimis|normalis|optimis|organis|recognis|serialis|summaris)[a-z]+',
    instead: 'American spelling, with "z"',
  },
  { pattern: 'time-outs?', instead: '"timeout"' },
  {
    pattern: '(cancell|labell|modell)(ed|ing)|grey',
    instead: 'American spelling: "canceled", "labeled", "gray"',
  },
  // words-on
];
