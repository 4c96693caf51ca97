/** Named character references that people write in wiki text and Markdown (HTML, §13.5). */
const named: Readonly<Record<string, string>> = Object.fromEntries(
  'amp=& lt=< gt=> quot=" apos=\' nbsp=\u00A0 ensp=\u2002 emsp=\u2003 thinsp=\u2009 zwj=\u200D zwnj=\u200C shy=\u00AD ndash=– mdash=— minus=− hellip=… lsquo=‘ rsquo=’ sbquo=‚ ldquo=“ rdquo=” bdquo=„ laquo=« raquo=» prime=′ Prime=″ deg=° times=× middot=· bull=• sect=§ para=¶ copy=© reg=® trade=™ euro=€ pound=£ yen=¥ frac12=½ frac14=¼ frac34=¾ sup2=² sup3=³ plusmn=± auml=ä ouml=ö uuml=ü Auml=Ä Ouml=Ö Uuml=Ü szlig=ß eacute=é egrave=è agrave=à aacute=á iacute=í oacute=ó uacute=ú ntilde=ñ ccedil=ç oslash=ø aring=å aelig=æ'
    .split(' ')
    .map(pair => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)])
)

/** The characters a reference at an offset stands for and its length, if one stands there: `&ndash;`, `&#8211;`. */
export function characterReference(text: string, at: number): { text: string; length: number } | undefined {
  const match = /^&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z][a-zA-Z0-9]{1,10}));/.exec(
    text.slice(at, at + 14)
  )
  if (!match) return undefined
  const code = match[1] ? Number(match[1]) : match[2] ? Number.parseInt(match[2], 16) : undefined
  if (code === undefined) {
    const character = named[match[3]!]
    return character === undefined ? undefined : { text: character, length: match[0].length }
  }
  const valid = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
  return { text: valid ? String.fromCodePoint(code) : '\uFFFD', length: match[0].length }
}
