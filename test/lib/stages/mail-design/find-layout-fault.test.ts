import { findLayoutFault } from '../../../../lib/stages/mail-design/find-layout-fault';

test.each([
  '{content}',
  '<div style="max-width: 520px; margin: 0 auto">{content}</div>',
  '<table role="presentation" align="center"><tbody><tr><td>{content}</td></tr></tbody></table>',
  '{content}<hr><p lang="de">© {service} &amp; Co. <a href="https://example.com/imprint?a=b">Imprint</a></p>',
  '{content}<p><a href="mailto:help@example.com">Help</a></p>',
  '<div\n\tstyle="max-width:520px;border-top: 1px solid #CCCCCC; font-family: Arial, \'Segoe UI\'">a</div>\r\n{content}',
  '<table style="width: 100% !important; background-color: #fff; margin-top: 0.5em;"><tr><td>{content}</td></tr></table>',
])('the layout %j is safe', (layout) => {
  expect(findLayoutFault(layout, false)).toBeUndefined();
});

test.each([
  ['<script>alert(1)</script>{content}', 'must hold no element but a, b, br'],
  ['<style>p { color: red }</style>{content}', 'must hold no element but'],
  ['<img src="http://example.com/a.png">{content}', 'must hold no element but'],
  ['<img src="https://example.com/a.png">{content}', 'must hold no element but'],
  ['<iframe src="https://example.com"></iframe>{content}', 'must hold no element but'],
  ['<form action="https://example.com">{content}</form>', 'must hold no element but'],
  ['<p onclick="alert(1)">a</p>{content}', 'must hold no attribute but'],
  ['<td background="https://example.com/a.png">{content}</td>', 'must hold no attribute but'],
  ['<p href="https://example.com">a</p>{content}', 'must hold no attribute but'],
  ['<p constructor="a">a</p>{content}', 'must hold no attribute but'],
  ['<p class="code">a</p>{content}', 'must hold no attribute but'],
  ['<a href="javascript:alert(1)">a</a>{content}', 'must have another value of href'],
  ['<a href="java&#115;cript:alert(1)">a</a>{content}', 'must have another value of href'],
  ['<a href="http://example.com">a</a>{content}', 'must have another value of href'],
  ['<a href="//example.com">a</a>{content}', 'must have another value of href'],
  ['<a href="https://example.com/{service}">a</a>{content}', 'must have another value of href'],
  [
    '<p style="background: url(https://example.com/a.png)">a</p>{content}',
    'must have another value of style',
  ],
  ['<p style="background: u\\72l">a</p>{content}', 'must have another value of style'],
  ['<p style="color: {service}">a</p>{content}', 'must have another value of style'],
  ['<p style="background:&#117;rl(x)">a</p>{content}', 'must have another value of style'],
  ['<div style="display: none">{content}</div>', 'must have another value of style'],
  ['<div style="color: red; opacity: 0">{content}</div>', 'must have another value of style'],
  ['<div style="visibility:hidden">{content}</div>', 'must have another value of style'],
  ['<div style="position: fixed; top: 0">a</div>{content}', 'must have another value of style'],
  ['<div style="margin-left: -9999px">{content}</div>', 'must have another value of style'],
  ['<div style="margin:0 -9999px">{content}</div>', 'must have another value of style'],
  ['<div style="max-height: 0; overflow: hidden">{content}</div>', 'must have another value of style'],
  ['<div style="text-transform: lowercase">{content}</div>', 'must have another value of style'],
  ['<p style="color">a</p>{content}', 'must have another value of style'],
  ['<p dir="ltr" dir="none">a</p>{content}', 'must have another value of dir'],
  ['<a href="java\tscript:alert(1)">a</a>{content}', 'must have another value of href'],
  ['<a href=" javascript:alert(1)">a</a>{content}', 'must have another value of href'],
  ['<a href="https://example.com" ping="https://example.com">a</a>{content}', 'must hold no attribute but'],
  ['<p srcset="a">a</p>{content}', 'must hold no attribute but'],
  ['<svg>{content}</svg>', 'must hold no element but'],
  ['<meta http-equiv="refresh" content="0">{content}', 'must hold no element but'],
  ['<base href="https://example.com">{content}', 'must hold no element but'],
  ['{content}<plaintext>', 'must hold no element but'],
  ['</main>{content}', 'must hold no element but'],
  ['<br/>{content}', 'is not at character 1'],
  ['<p/dir="ltr">a</p>{content}', 'is not at character 1'],
  ['{content}</div', 'is not at character 10'],
  ['a\0{content}', 'must hold no control character'],
  ['a\ud800{content}', 'must hold no control character'],
  ['a\u202e{content}', 'must hold no control character'],
  ["<p style='color: red'>a</p>{content}", 'is not at character 1'],
  ['<p style=color>a</p>{content}', 'is not at character 1'],
  ['<P>a</P>{content}', 'is not at character 1'],
  ['a<!-- b -->{content}', 'is not at character 2'],
  ['<![CDATA[a]]>{content}', 'is not at character 1'],
  ['a < b {content}', 'is not at character 3'],
  ['<p>a{content}', 'must have {content} outside of <p>'],
  ['<a href="https://example.com">{content}</a>', 'must have {content} outside of <a>'],
  ['<div>{content}', 'must close <div>'],
  ['{content}</div>', 'must open <div> before it closes it'],
  ['<div><table>{content}</div></table>', 'must open <div> before it closes it'],
  ['<p>a</p>', 'must hold {content} once'],
  ['{content}{content}', 'must hold {content} once'],
  ['{content}{username}', 'must hold no placeholder but {content}, {logo}, {service}, and holds {username}'],
  ['{content', 'must close each brace'],
  ['{logo}{content}', 'must not hold {logo} without look.logo'],
  [`{content}${'a'.repeat(10_000)}`, 'must be HTML of at most 10000 characters'],
])('the layout %j is refused', (layout, demand) => {
  expect(findLayoutFault(layout, false)).toContain(demand);
});

test('a logo is shown once', () => {
  expect(findLayoutFault('<div>{logo}</div>{content}', true)).toBeUndefined();
  for (const layout of ['{content}', '{logo}{content}{logo}']) {
    expect(findLayoutFault(layout, true)).toBe('must hold {logo} once, since look.logo is set');
  }
});
