import type { Bilingual, Language } from '../../../platform/core/bilingual.ts'
import type { Problem } from '../../../platform/core/problem.ts'
import { escapeHtml, pairsHtml, publicHtml } from '../../../platform/http/public-html.ts'
import { standingDraws, type DrawFile } from './draw.ts'
import type { DrawRecord } from './folds.ts'
import { drawStates, redrawGrounds } from './registers.ts'

export type ListedDraw = { readonly id: string; readonly title: string; readonly state: keyof typeof drawStates; readonly frozen_at: string; readonly pool_size: number; readonly count: number; readonly commitment: string; readonly reason: string | null }

const words = {
  title: { zh: '双随机抽查公示', en: 'Random draws, in public' },
  none: { zh: '还没有封存的抽查。', en: 'No pool has been frozen yet.' },
  all: { zh: '全部抽查', en: 'All draws' },
  before: { zh: '抽取之前公布', en: 'Published before the draw' },
  pool: { zh: '名录', en: 'Pool' },
  count: { zh: '抽取', en: 'To be drawn' },
  hash: { zh: '承诺值（名录、规则和人员的 SM3）', en: 'Commitment (SM3 of pool, rules and inspectors)' },
  frozen: { zh: '封存时间', en: 'Frozen at' },
  ratios: { zh: '抽取比例', en: 'Ratios' },
  left: { zh: '因近期已被上级抽查而除外', en: 'Left out, drawn from above not long ago' },
  named: { zh: '约定的公共数', en: 'Public number agreed on' },
  numbers: { zh: '两人的数', en: 'Two people’s numbers' },
  seal: { zh: '第一数的封存值', en: 'Seal of the first number' },
  first: { zh: '第一数（盐）', en: 'First number (salt)' },
  second: { zh: '第二数', en: 'Second number' },
  drawn: { zh: '公共数', en: 'Public number' },
  seed: { zh: '种子', en: 'Seed' },
  waits: { zh: '尚未填写', en: 'not yet entered' },
  hidden: { zh: '名单和第一数尚未公开：检查不预先告知。公开后可用同一承诺值和封存值核对。', en: 'The list and the first number are not public yet, as visits are unannounced. They can be checked against the same hashes once they are.' },
  withdrawn: { zh: '本次抽查已作废：', en: 'This draw was given up: ' },
  list: { zh: '抽中名单', en: 'Places drawn' },
  place: { zh: '场所', en: 'Place' },
  who: { zh: '检查人员', en: 'Inspectors' },
  frozenFile: { zh: '下载封存的名录（名单公开后再下载即可复核）', en: 'Download the frozen pool (once the list is public, the file can be drawn again)' },
  file: { zh: '下载文件（可用 shian draw verify 复核）', en: 'Download the file (shian draw verify draws it again)' },
  how: { zh: '怎样复核', en: 'How to check' },
  replaced: { zh: '抽取后回避换人', en: 'Replaced after the draw' },
} as const satisfies Record<string, Bilingual>

const page = (language: Language, title: string, up: boolean, body: string): string => publicHtml(language, title, up ? { to: '../draws', words: words.all } : null, body)

/** An instant as the city’s clocks show it. */
const at = (instant: string): string => new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

export const faultHtml = (problem: Problem, language: Language): string => page(language, words.title[language], true, `<p role="alert">${escapeHtml(problem.sentence[language])}</p>`)

export function listHtml(language: Language, rows: readonly ListedDraw[]): string {
  const items = rows.map((row) => `<li><a href="draws/${row.id}?lang=${language}" lang="zh-CN">${escapeHtml(row.title)}</a> · ${drawStates[row.state][language]}<br>
<span>${words.count[language]} ${row.count} / ${row.pool_size} · ${at(row.frozen_at)}</span>${row.reason ? `<br><span lang="zh-CN">${escapeHtml(row.reason)}</span>` : ''}</li>`).join('')
  return page(language, words.title[language], false, `<section>${rows.length === 0 ? `<p>${words.none[language]}</p>` : `<ul>${items}</ul>`}</section>`)
}

/** One draw; `file` where numbers and list are public. */
export function drawHtml(language: Language, row: DrawRecord, file: DrawFile | null): string {
  const say = (name: keyof typeof words): string => words[name][language]
  const rules = row.rules!
  const ratios = Object.entries(rules.ratios).map(([name, value]) => `${name === 'none' ? '—' : name} ×${value}`).join(' · ')
  const before = pairsHtml([
    [say('pool'), `${row.pool_size}`], [say('count'), `${row.count} × ${row.each}`], [say('frozen'), at(row.frozen_at!)], [say('hash'), `<code>${row.commitment}</code>`], [say('ratios'), ratios],
    (row.left_out ?? 0) > 0 && [say('left'), `${row.left_out}`], row.public_source !== null && [say('named'), `${escapeHtml(row.public_source)} · ${row.public_on}`],
  ])
  const numbers = pairsHtml([
    [say('seal'), row.first_commitment ? `<code>${row.first_commitment}</code>` : say('waits')], [say('second'), row.second_number ?? say('waits')],
    file !== null && [say('first'), `${row.first_number} <code>(${row.first_salt})</code>`], file !== null && row.public_number !== null && [say('drawn'), row.public_number],
    file !== null && [say('seed'), `<strong>${file.seed}</strong>`],
  ])
  const given = row.state === 'withdrawn' ? `<section><p role="status">▲ ${say('withdrawn')}<span lang="zh-CN">${escapeHtml(row.reason ?? '')}</span></p></section>` : ''
  const hidden = file === null && row.seed !== null ? `<p class="small">${say('hidden')}</p>` : ''
  return page(language, row.title, true, `${given}<section><h2>${say('before')}</h2>${before}<p><a href="${row.id}/file" download>${say(file === null ? 'frozenFile' : 'file')}</a></p></section>
<section><h2>${say('numbers')}</h2>${numbers}${hidden}</section>${file ? listOf(language, file) : ''}`)
}

/** The ground as it was kept, in Chinese, in the reader’s language. */
const groundIn = (language: Language, kept: string): string => escapeHtml(redrawGrounds.find(({ label }) => label.zh === kept)?.label[language] ?? kept)

function listOf(language: Language, file: DrawFile): string {
  const [places, people] = [new Map(file.pool.map(({ id, name }) => [id, name])), new Map(file.inspectors.map(({ id, name }) => [id, name]))]
  const who = (ids: readonly string[]): string => ids.map((id) => escapeHtml(people.get(id) ?? '')).join('、')
  const rows = standingDraws(file).map(({ object, inspectors }, n) => `<tr><td>${n + 1}</td><td lang="zh-CN">${escapeHtml(places.get(object) ?? '')}</td><td lang="zh-CN">${who(inspectors)}</td></tr>`).join('')
  const replaced = file.redrawn.map(({ object, out, in: into, reason }) => `<li><span lang="zh-CN">${escapeHtml(places.get(object) ?? '')}：${who([out])} → ${who([into])}</span> · ${groundIn(language, reason)}</li>`).join('')
  return `<section><h2>${words.list[language]} ${file.draws.length}</h2><table><thead><tr><th scope="col">#</th><th scope="col">${words.place[language]}</th><th scope="col">${words.who[language]}</th></tr></thead><tbody>${rows}</tbody></table></section>
${replaced ? `<section><h2>${words.replaced[language]}</h2><ul>${replaced}</ul></section>` : ''}<section><h2>${words.how[language]}</h2><p class="small">${escapeHtml(file.algorithm[language])}</p></section>`
}
