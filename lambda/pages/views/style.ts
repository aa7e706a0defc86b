/** The style of the pages, in light and dark. Each contrast of text is at least 7 to 1 with the built-in accent color (WCAG 2.2, 1.4.6). */

import type { Look } from '../look';
import { CARD, toAccentColors } from './accent-colors';

/** The part that no look changes. */
const STYLE = `*{box-sizing:border-box}
[hidden]{display:none!important}
html{-webkit-text-size-adjust:100%}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;align-items:center;gap:1.25rem;padding:clamp(1rem,6vh,4rem) 1rem 1.5rem;background:var(--page);color:var(--text);font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
header{display:flex;align-items:center;gap:.75rem;font-weight:600;font-size:1.125rem}
header img{display:block;height:2.5rem;width:auto;max-width:12rem}
main{width:100%;max-width:27rem;background:var(--card);border:1px solid var(--edge);border-radius:1rem;padding:1.75rem;box-shadow:0 1px 2px #0000000d,0 8px 24px #0000000f}
.wide{max-width:42rem}
footer{display:flex;flex-wrap:wrap;justify-content:center;gap:.25rem 1.25rem;font-size:.875rem}
footer ul{display:flex;gap:1.25rem}
ul{list-style:none;margin:0;padding:0}
h1{font-size:1.5rem;line-height:1.25;letter-spacing:-.01em;margin:0 0 1rem}
h2{font-size:1.125rem;line-height:1.3;margin:0 0 .5rem}
h3{font-size:1rem;margin:0}
p{margin:0 0 1rem}
a{color:var(--link);text-underline-offset:.2em}
a,summary{display:inline-block;padding:.25rem 0}
footer a,footer span{display:inline-block;padding:.625rem 0}
section{margin-top:1.75rem;padding-top:1.75rem;border-top:1px solid var(--edge)}
form{margin:0 0 1rem}
form:last-child,main>:last-child,section>:last-child{margin-bottom:0}
.field{margin:0 0 1rem}
label{display:block;font-weight:600;margin-bottom:.25rem}
label i{font-weight:400;font-style:normal;color:var(--soft)}
.hint,.soft{font-size:.875rem;color:var(--soft)}
.hint{margin:.375rem 0 0}
.error{margin:.375rem 0 0;font-size:.875rem;font-weight:600;color:var(--bad)}
input{font:inherit;color:inherit;background:var(--input);border:1px solid var(--line);border-radius:.625rem;width:100%;min-height:2.75rem;padding:.5rem .75rem}
input[aria-invalid]{border:2px solid var(--bad)}
.secret{position:relative}
.secret input{padding-right:3.25rem}
.wide .secret button,.secret button{position:absolute;top:0;right:0;width:2.75rem;padding:0;border-color:transparent;background:none;color:var(--soft)}
.check{display:flex;align-items:flex-start;gap:.75rem;font-weight:400;padding:.5rem 0;margin:0 0 .75rem;min-height:2.75rem}
.check input{flex:none;width:1.5rem;height:1.5rem;min-height:0;margin:0;accent-color:var(--accent)}
button,.button{display:block;width:100%;font:inherit;font-weight:600;text-align:center;text-decoration:none;min-height:2.75rem;padding:.5rem 1.25rem;border:2px solid var(--accent);border-radius:.625rem;background:var(--accent);color:#fff;cursor:pointer}
button:hover,.button:hover{filter:brightness(1.12)}
.wide button,.wide .button{display:inline-block;width:auto}
button.second,.button.second{background:none;border-color:var(--line);color:var(--text)}
button.danger{background:none;border-color:var(--bad);color:var(--bad)}
[aria-busy=true] button{opacity:.65;cursor:progress}
.row{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.25rem 1.25rem;margin:1rem 0 0}
.top{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:flex-start;gap:.5rem 1rem;margin:0 0 1rem}
.top h1{margin-bottom:.25rem}
.or{display:flex;align-items:center;gap:.75rem;margin:1.25rem 0;color:var(--soft);font-size:.875rem}
.or::before,.or::after{content:"";flex:1;border-top:1px solid var(--edge)}
.alert,.notice{border-radius:.625rem;padding:.75rem 1rem;margin:0 0 1.25rem;border:1px solid;border-left-width:.375rem}
.alert{border-color:var(--bad);color:var(--bad);background:var(--bad-back)}
.alert p:last-child,.notice p:last-child{margin:0}
.notice{border-color:var(--good);color:var(--good);background:var(--good-back)}
.list{margin:0 0 1rem}
.list>li{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:center;gap:.5rem 1rem;padding:.875rem 0;border-bottom:1px solid var(--edge)}
.list>li:last-child{border-bottom:0}
.list>li>div:first-child{flex:1 1 14rem;min-width:0}
.badge{display:inline-block;font-size:.8125rem;font-weight:600;padding:.0625rem .5rem;border-radius:1rem;border:1px solid var(--good);color:var(--good)}
.codes{display:grid;grid-template-columns:repeat(auto-fill,minmax(10rem,1fr));gap:.5rem 1rem;margin:0 0 1.25rem;padding:1rem;border:1px solid var(--edge);border-radius:.625rem}
code,.codes{font-family:ui-monospace,monospace;font-size:1rem}
.qr{width:13rem;max-width:100%;margin:0 auto 1rem;background:#fff;border-radius:.625rem;overflow:hidden}
.qr svg{display:block;width:100%;height:auto}
details{margin:0 0 1rem}
li details{margin:0}
summary{display:list-item;cursor:pointer;font-weight:600;padding:.625rem 0;color:var(--link)}
details[open] summary{margin-bottom:.5rem}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
[role=alert]:focus-visible{outline-width:1px}
@media(max-width:30rem){main{padding:1.25rem;border-radius:.875rem}body{padding-top:1.25rem}.wide form>button,.wide .button,.list>li>div,.top form{width:100%}.list>li>div:first-child{flex-basis:100%}}
@media(prefers-reduced-motion:no-preference){button,.button{transition:filter .15s}}
@media(forced-colors:active){main,.alert,.notice{border:1px solid}button,.button{border:1px solid ButtonText}}
@media print{header,footer,form,.button{display:none!important}main{border:0;box-shadow:none}}`;

/** Writes the style of a stage. It is the same for all its pages, so that the policy can name its digest. */
export function createStyle({ accentColor }: Pick<Look, 'accentColor'>): string {
  const { button, light, dark } = toAccentColors(accentColor);
  return `:root{color-scheme:light dark;--page:#f4f5f7;--card:${CARD.light};--input:#fff;--text:#1b1f24;--soft:#4a525c;--line:#6e7781;--edge:#dfe2e6;--accent:${button};--link:${light};--bad:#8f0a0a;--bad-back:#fff3f2;--good:#0b4f26;--good-back:#effaf2}
@media(prefers-color-scheme:dark){:root{--page:#121419;--card:${CARD.dark};--input:#14161b;--text:#eceef1;--soft:#bcc3cc;--line:#8b93a3;--edge:#363b45;--link:${dark};--bad:#ffb4ab;--bad-back:#33191a;--good:#9fe3b4;--good-back:#14291c}}
${STYLE}`;
}
