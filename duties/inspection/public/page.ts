import type { Bilingual, Language } from '../../../platform/core/bilingual.ts'
import type { Problem } from '../../../platform/core/problem.ts'
import type { PublicResult } from '../rules/publication.ts'
import { inspectionKinds, results } from '../registers.ts'

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

const STYLE = `body{margin:0;background:#f4f5f7;color:#1d2129;font:16px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:44rem;margin:0 auto;padding:1rem 1rem 3rem}h1{font-size:1.35rem;line-height:1.4;margin:.5rem 0 1rem}h2{font-size:1.05rem;margin:0}nav{text-align:right}a{color:#0b6e62}
form{display:flex;gap:.5rem;margin-bottom:1rem}input{flex:1;min-width:0;min-height:46px;padding:0 .75rem;border:1px solid #86909c;border-radius:6px;font:inherit;background:#fff}
button{min-height:46px;padding:0 1.25rem;border:0;border-radius:6px;background:#0b6e62;color:#fff;font:inherit}
ol{list-style:none;margin:0;padding:0}li,section{background:#fff;border:1px solid #e5e6eb;border-radius:8px;padding:.75rem 1rem;margin-bottom:.5rem;overflow-wrap:anywhere}
li a{display:block;color:inherit;text-decoration:none}li a h2{color:#0b6e62}p{margin:.25rem 0}p.small,.small{color:#4e5969;font-size:.9rem}
.pass{color:#0b6e62}.basic{color:#8a5300}.fail{color:#b42318}strong.result{font-size:1.15rem}dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:.75rem 0}dt{color:#4e5969}dd{margin:0}
ul{margin:.5rem 0;padding-left:1.25rem}ul li{background:none;border:0;padding:.15rem 0;margin:0}:focus-visible{outline:3px solid #1d2129;outline-offset:2px}.more{display:inline-block;min-height:44px;padding:.6rem 0}`

const words = {
  title: { zh: '食品生产经营监督检查结果公开', en: 'Results of food inspections' },
  name: { zh: '单位名称', en: 'Name of the place' },
  search: { zh: '查询', en: 'Search' },
  latest: { zh: '最近公开', en: 'Published lately' },
  found: { zh: '查询结果', en: 'Found' },
  none: { zh: '没有查到。请核对名称，或只写其中连续的几个字。', en: 'Nothing found. Check the name, or write only a few neighbouring characters of it.' },
  short: { zh: '请至少写两个字。', en: 'Write two characters at least.' },
  many: { zh: '符合的单位太多，请把名称写得更完整。', en: 'Too many places match. Write more of the name.' },
  empty: { zh: '还没有公开的检查结果。', en: 'No results are published yet.' },
  more: { zh: '更早的', en: 'Earlier' },
  on: { zh: '检查日期', en: 'Inspected on' },
  kind: { zh: '检查方式', en: 'Kind' },
  unit: { zh: '检查单位', en: 'Inspected by' },
  published: { zh: '公开日期', en: 'Published on' },
  result: { zh: '检查结果', en: 'Result' },
  failed: { zh: '发现的问题', en: 'What was found' },
  nothing: { zh: '未发现问题。', en: 'No problem was found.' },
  corrected: { zh: '已整改', en: 'put right since' },
  law: { zh: '依据《食品生产经营监督检查管理办法》第三十九条，结果形成后二十个工作日内公开。对结果有异议，可向检查单位反映。', en: 'Published within 20 working days after the result was formed (Order 49, art. 39). Objections go to the office that inspected.' },
  back: { zh: '查询其他单位', en: 'Look for another place' },
} as const satisfies Record<string, Bilingual>

const shapes = { pass: '✓', basic: '◆', fail: '▲' } as const
const labelOf = (choices: readonly { readonly code: string; readonly label: Bilingual }[], code: string, language: Language): string => choices.find((one) => one.code === code)?.label[language] ?? code

function page(language: Language, title: string, body: string, query: string): string {
  const other = language === 'zh' ? `<a href="?${query}lang=en" lang="en">English</a>` : `<a href="?${query}lang=zh" lang="zh">中文</a>`
  return `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escape(title)}</title><style>${STYLE}</style></head><body><main><nav>${other}</nav><h1>${escape(title)}</h1>${body}</main></body></html>`
}

export const faultPage = (problem: Problem, language: Language): string => page(language, words.title[language], `<p role="alert">${escape(problem.sentence[language])}</p>`, '')

/** One published result with its address. */
export type Listed = PublicResult & { readonly id: string; readonly published: string }
export type Search = { readonly language: Language; readonly base: string; readonly asked: string; readonly items: readonly Listed[]; readonly next: string | null; readonly said: 'short' | 'many' | null }

const verdict = ({ result }: PublicResult, language: Language): string => `<strong class="result ${result}">${shapes[result]} ${escape(labelOf(results, result, language))}</strong>`

export function searchPage({ language, base, asked, items, next, said }: Search): string {
  const say = (key: keyof typeof words): string => words[key][language]
  const query = asked === '' ? '' : `q=${encodeURIComponent(asked)}&amp;`
  const list = items.map((one) => `<li><a href="${base}/${one.id}?lang=${language}"><h2 lang="zh-CN">${escape(one.premises)}</h2><p>${verdict(one, language)}</p><p class="small">${one.on} · ${escape(labelOf(inspectionKinds, one.kind, language))} · <span lang="zh-CN">${escape(one.unit)}</span></p></a></li>`).join('')
  return page(language, say('title'), `<form method="get" role="search"><input type="hidden" name="lang" value="${language}"><input name="q" type="search" aria-label="${say('name')}" placeholder="${say('name')}" value="${escape(asked)}" maxlength="60"><button>${say('search')}</button></form>
${said ? `<p role="status">${say(said)}</p>` : ''}<h2>${say(asked === '' ? 'latest' : 'found')}</h2>${items.length > 0 ? `<ol>${list}</ol>` : said === 'short' ? '' : `<p role="status">${say(asked === '' ? 'empty' : 'none')}</p>`}
${next ? `<a class="more" href="?${query}after=${encodeURIComponent(next)}&amp;lang=${language}">${say('more')}</a>` : ''}<p class="small">${say('law')}</p>`, query)
}

export function resultPage(language: Language, base: string, one: Listed, putRight: boolean): string {
  const say = (key: keyof typeof words): string => words[key][language]
  const items = one.items.length === 0 ? `<p>${say('nothing')}</p>` : `<ul lang="zh-CN">${one.items.map((text) => `<li>${escape(text)}</li>`).join('')}</ul>${putRight ? `<p>✓ ${say('corrected')}</p>` : ''}`
  return page(language, say('title'), `<section><h2 lang="zh-CN">${escape(one.premises)}</h2><p>${verdict(one, language)}</p><dl><dt>${say('on')}</dt><dd>${one.on}</dd><dt>${say('kind')}</dt><dd>${escape(labelOf(inspectionKinds, one.kind, language))}</dd>
<dt>${say('unit')}</dt><dd lang="zh-CN">${escape(one.unit)}</dd><dt>${say('published')}</dt><dd>${one.published}</dd></dl><h2>${say('failed')}</h2>${items}</section>
<p><a class="more" href="${base}?lang=${language}">${say('back')}</a></p><p class="small">${say('law')}</p>`, '')
}
