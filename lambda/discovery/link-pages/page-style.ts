/** The style of the pages, in light and dark. Each contrast of text is at least 7 to 1 (WCAG 2.2, 1.4.6). */
export const PAGE_STYLE = `:root{color-scheme:light dark;--page:#fff;--text:#1f2328;--line:#6e7781;--act:#0a3d91;--on-act:#fff;--bad:#8b0000}
@media(prefers-color-scheme:dark){:root{--page:#16181d;--text:#e8eaed;--line:#8b93a3;--act:#a8c7fa;--on-act:#0b1f3f;--bad:#ffb4ab}}
*{box-sizing:border-box}
[hidden]{display:none!important}
body{margin:0;background:var(--page);color:var(--text);font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
main{max-width:30rem;margin:0 auto;padding:1.5rem 1rem}
main[aria-busy] button{opacity:.6}
h1{font-size:1.5rem;line-height:1.3}h2{font-size:1.2rem}
h1,h2,p,dl{margin:0 0 1rem}dt{font-weight:600}dd{margin:0 0 .5rem}
label{display:block;font-weight:600}
input{font:inherit;color:inherit;background:var(--page);border:1px solid var(--line);border-radius:.4rem;width:100%;min-height:2.75rem;padding:.4rem .6rem}
input[aria-invalid]{border:2px solid var(--bad)}
.check{display:flex;align-items:center;gap:.6rem;min-height:2.75rem;font-weight:400}.check input{width:1.25rem;min-height:1.25rem}
button{font:inherit;font-weight:600;min-height:2.75rem;padding:.4rem 1.2rem;margin:0 .5rem .5rem 0;border:2px solid var(--act);border-radius:.4rem;background:var(--act);color:var(--on-act);cursor:pointer}
button.second{background:var(--page);color:var(--act)}
#alert{padding:.6rem .8rem;border:2px solid var(--bad);border-radius:.4rem;color:var(--bad)}
:focus-visible{outline:3px solid var(--act);outline-offset:2px}
h2:focus-visible,#alert:focus-visible{outline-style:dotted;outline-width:1px}`;
