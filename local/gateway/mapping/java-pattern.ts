/** Translates Java regular expressions, which API Gateway uses, into JavaScript's. */

/** Thrown for an expression that cannot be translated. The message names the part. */
export class JavaPatternError extends Error {
  override readonly name = 'JavaPatternError';
}

/**
 * Java's escaped classes that JavaScript does not know or defines differently, as members of a character
 * class.
 */
const escapedClasses: Readonly<Record<string, string>> = {
  s: ' \\t\\n\\v\\f\\r',
  S: '\\0-\\x08\\x0e-\\x1f!-\\u{10ffff}',
  h: ' \\t\\xa0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000',
  w: '\\w',
  d: '\\d',
};

/** Java's POSIX classes, which contain US-ASCII characters only. */
const posixClasses: Readonly<Record<string, string>> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  ASCII: '\\0-\\x7f',
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: 'a-zA-Z0-9',
  Punct: '!-\\/:-@\\[-`\\{-~',
  Graph: '!-~',
  Print: ' -~',
  Blank: ' \\t',
  Cntrl: '\\0-\\x1f\\x7f',
  XDigit: '0-9a-fA-F',
  Space: ' \\t\\n\\v\\f\\r',
};

const characters: Readonly<Record<string, string>> = {
  a: '\\x07',
  e: '\\x1b',
  t: '\\t',
  n: '\\n',
  r: '\\r',
  f: '\\f',
};

function literal(character: string): string {
  return /[\w\s]/.test(character) && !/[\n\r]/.test(character)
    ? character
    : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** Reads a Java expression from left to right. Each method consumes the text that it translates. */
class Translation {
  #at = 0;
  #inClass = false;

  constructor(readonly source: string) {}

  run(): string {
    let translated = '';
    while (this.#at < this.source.length) translated += this.#next();
    if (this.#inClass) throw new JavaPatternError('a class that is not closed');
    return translated;
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    const sticky = new RegExp(pattern.source, 'sy');
    sticky.lastIndex = this.#at;
    const match = sticky.exec(this.source) ?? undefined;
    if (match !== undefined) this.#at += match[0].length;
    return match;
  }

  #next(): string {
    const quoted = this.#take(/\\Q(.*?)(?:\\E|$)/);
    if (quoted !== undefined) return [...(quoted[1] ?? '')].map(literal).join('');
    if (this.source[this.#at] === '\\') return this.#escape();
    return this.#inClass ? this.#classMember() : this.#plain();
  }

  #classMember(): string {
    if (this.#take(/\]/) !== undefined) {
      this.#inClass = false;
      return ']';
    }
    if (this.#take(/\[/) !== undefined) throw new JavaPatternError('a class inside a class');
    if (this.#take(/&&/) !== undefined) throw new JavaPatternError('an intersection of classes (&&)');
    // A hyphen next to a class such as `\w` is a literal hyphen in Java, and an error in JavaScript.
    const besideSet = this.#take(/(?<=\\[wWdDsSh]|\})-|-(?=\\[wWdDsShpP])/);
    if (besideSet !== undefined) return '\\-';
    const [character = ''] = this.#take(/./u) ?? [];
    return /[-^]/.test(character) ? character : literal(character);
  }

  #plain(): string {
    const opened = this.#take(/\[\^?/);
    if (opened !== undefined) {
      this.#inClass = true;
      // A closing bracket directly after the opening one is a member of the class.
      return opened[0] + (this.#take(/\]/) === undefined ? '' : '\\]');
    }
    if (this.#take(/\(\?>/) !== undefined) throw new JavaPatternError('an atomic group');
    if (this.#take(/\(\?[a-zA-Z-]+[:)]/) !== undefined) {
      throw new JavaPatternError('flags inside the expression');
    }
    const quantified = this.#take(/[*+?]|\{\d+(?:,\d*)?\}/);
    if (quantified !== undefined) {
      if (this.#take(/\+/) !== undefined) throw new JavaPatternError('a possessive quantifier');
      return quantified[0] + (this.#take(/\?/)?.[0] ?? '');
    }
    const group = this.#take(/\(\?(?:[:=!]|<[=!]|<[a-zA-Z][a-zA-Z0-9]*>)/);
    if (group !== undefined) return group[0];
    const [character = ''] = this.#take(/./u) ?? [];
    if (character === '{') throw new JavaPatternError('a brace that opens no quantifier');
    return /[().|^$]/.test(character) ? character : literal(character);
  }

  #escape(): string {
    const property = this.#take(/\\([pP])(?:\{(\w+)\}|(\w))/);
    if (property !== undefined) return this.#property(property[1] === 'P', property[2] ?? property[3] ?? '');
    const hex = this.#take(/\\x\{([0-9a-fA-F]{1,6})\}|\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})/);
    if (hex !== undefined) return `\\u{${hex[1] ?? hex[2] ?? hex[3]}}`;
    if (this.#take(/\\[Az]/) !== undefined) return this.source[this.#at - 1] === 'A' ? '^' : '$';
    if (this.#take(/\\Z/) !== undefined) return '$';
    const reference = this.#take(/\\k<[a-zA-Z][a-zA-Z0-9]*>|\\[1-9]/);
    if (reference !== undefined) return reference[0];
    const [, name = ''] = this.#take(/\\(.)/u) ?? [];
    const members = escapedClasses[name];
    if (members !== undefined) return this.#inClass ? members : `[${members}]`;
    if (/[DWbB]/.test(name) && !(this.#inClass && /[bB]/.test(name))) return `\\${name}`;
    const character = characters[name];
    if (character !== undefined) return character;
    if (name === '' || /[a-zA-Z0-9]/.test(name)) throw new JavaPatternError(`the escape \\${name}`);
    return literal(name);
  }

  #property(negated: boolean, name: string): string {
    const members = posixClasses[name];
    if (members === undefined) {
      const general = name.replace(/^Is(?=L|M|N|P|S|Z|C)/, '');
      if (!/^(L|Lu|Ll|Lt|Lm|Lo|M|N|Nd|P|S|Z)$/.test(general))
        throw new JavaPatternError(`the class \\p{${name}}`);
      return `\\${negated ? 'P' : 'p'}{${general}}`;
    }
    if (!this.#inClass) return `[${negated ? '^' : ''}${members}]`;
    if (negated) throw new JavaPatternError(`the class \\P{${name}} inside a class`);
    return members;
  }
}

/**
 * Compiles a Java expression. The result must match the whole text.
 * @throws JavaPatternError when a part cannot be translated
 * @see https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/regex/Pattern.html
 */
export function compileJavaPattern(source: string): RegExp {
  const [flags = ''] = /^(?:\(\?[ismu]+\))/.exec(source) ?? [];
  const body = new Translation(source.slice(flags.length)).run();
  const kept = ['i', 's', 'm'].filter((flag) => flags.slice(2).includes(flag)).join('');
  try {
    return new RegExp(`^(?:${body})$`, `u${kept.replace('m', '')}`);
  } catch (error) {
    throw new JavaPatternError(`what JavaScript cannot compile (${(error as Error).message})`);
  }
}
