/** The type of an architecture rule, and functions that create rules. */
import { type SourceFile, trailsFrom } from '../support/source-files';

/** A rule that every source file must follow. */
export interface Rule {
  /** The rule as a clause that follows "the rule". */
  readonly name: string;
  /** Returns the violations, one line each, with their place. */
  readonly offences: (files: readonly SourceFile[]) => readonly string[];
  /** Files, by path, that a change could add and that break the rule. */
  readonly planted: Readonly<Record<string, string>>;
}

/** The imports that a folder may have. */
export interface Arrows {
  readonly name: string;
  /** The files that the rule covers. */
  readonly from: RegExp;
  /** The files that they may import directly, including types. */
  readonly imports: RegExp;
  /**
   * The files that they may load in any way.
   * @default - the same as `imports`
   */
  readonly loads?: RegExp;
  readonly planted: Readonly<Record<string, string>>;
}

/** Creates a rule on each import of a folder, and on everything that the folder loads. */
export function arrows({ name, from, imports, loads = imports, planted }: Arrows): Rule {
  return {
    name,
    planted,
    offences: (files) => {
      const byPath = new Map(files.map((file) => [file.path, file]));
      const judged = files.filter(({ path }) => from.test(path));
      const direct = judged.flatMap((file) =>
        file.imports
          .filter(({ kind, target }) => kind === 'file' && !imports.test(target))
          .map(({ target }) => `${file.path} -> ${target}`),
      );
      const loaded = judged.flatMap(({ path }) =>
        [...trailsFrom(byPath, path)]
          .filter(([target]) => !from.test(target) && !loads.test(target))
          .map(([, trail]) => trail),
      );
      return [...new Set([...direct, ...loaded])];
    },
  };
}

/** Creates a rule that checks each file separately. */
export function everyFile(
  name: string,
  breaks: (file: SourceFile) => boolean,
  planted: Readonly<Record<string, string>>,
): Rule {
  return { name, planted, offences: (files) => files.filter(breaks).map(({ path }) => path) };
}
