import type { Bilingual, Language } from '../core/bilingual.ts'

/** What public pages are drawn with: no script, no picture, readable on a slow line and a small screen. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

const STYLE = `body{margin:0;background:#f4f6f8;color:#1a2230;font:17px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:52rem;margin:0 auto;padding:1.25rem}h1{font-size:1.35rem;line-height:1.4}h2{font-size:1.05rem}section{background:#fff;border:1px solid #e3e8ee;border-radius:8px;padding:1rem;margin:0 0 1rem}
body:lang(en){font-family:Arial,"Helvetica Neue",sans-serif}nav{display:flex;justify-content:space-between;gap:1rem}a{color:#0b6e62}:focus-visible{outline:3px solid #1a2230;outline-offset:2px}dl{margin:0}dt{color:#4f5d73;font-size:.9rem}dd{margin:0 0 .6rem;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.4rem .5rem;border-bottom:1px solid #e3e8ee;vertical-align:top;overflow-wrap:anywhere}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}code{font-size:.9em;overflow-wrap:anywhere}li{margin-bottom:.75rem}ul{padding-left:1.1rem}p.small{color:#4f5d73;font-size:.9rem}`

/** A whole page. `up`: the address and the words of the page above it. */
export function publicHtml(language: Language, title: string, up: { readonly to: string; readonly words: Bilingual } | null, body: string): string {
  const other = language === 'zh' ? '<a href="?lang=en" lang="en">English</a>' : '<a href="?lang=zh" lang="zh">中文</a>'
  const back = up ? `<a href="${up.to}?lang=${language}">${up.words[language]}</a>` : '<span></span>'
  return `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><main><nav>${back}${other}</nav><h1>${escapeHtml(title)}</h1>${body}</main></body></html>`
}

/** Names and values of one thing, as HTML. */
export const pairsHtml = (rows: readonly (readonly [string, string] | false)[]): string => `<dl>${rows.filter((row) => row !== false).map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('')}</dl>`
