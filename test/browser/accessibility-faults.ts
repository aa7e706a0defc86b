/** Finds what is not accessible on a page (axe-core: WCAG 2.2 AA). */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/** The schemes differ only in contrast. */
const RUNS = [
  ['light', "axe.run({ resultTypes: ['violations'] })"],
  ['dark', "axe.run({ runOnly: ['color-contrast'], resultTypes: ['violations'] })"],
] as const;

/** Waits until the page has applied the scheme. */
export const NEXT_FRAME =
  'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))';

/** Returns axe-core's findings in both color schemes, one line per element. */
export async function findAccessibilityFaults(page: Page): Promise<readonly string[]> {
  const faults: string[] = [];
  await page.evaluate(axe);
  for (const [colorScheme, run] of RUNS) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(NEXT_FRAME);
    const { violations } = (await page.evaluate(run)) as AxeResult;
    for (const { id, nodes } of violations) {
      faults.push(...nodes.map(({ html }) => `${colorScheme}: ${id}: ${html.slice(0, 120)}`));
    }
  }
  return faults;
}
