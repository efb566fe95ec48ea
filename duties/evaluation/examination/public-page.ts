import type { Bilingual, Language } from '../../../platform/core/bilingual.ts'
import type { Problem } from '../../../platform/core/problem.ts'
import { escapeHtml, pairsHtml, publicHtml } from '../../../platform/http/public-html.ts'
import { findType } from '../../registry/index.ts'
import type { Drawn, DrawFile, Replaced } from './contract.ts'
import { reserveOrder } from './draw.ts'
import type { Published } from './drawing.ts'
import { examinationStates, type ExaminationRow } from './registers.ts'

export type ListedExamination = Pick<ExaminationRow, 'id' | 'title' | 'state' | 'committed_at'>

const words = {
  title: { zh: '初评抽取公示', en: 'Draws of examinations, in public' },
  none: { zh: '还没有封存的名录。', en: 'No pool has been sealed yet.' },
  all: { zh: '全部初评', en: 'All examinations' },
  before: { zh: '抽取之前公布', en: 'Published before the draw' },
  sealed: { zh: '封存时间', en: 'Sealed at' },
  hash: { zh: '承诺值（SM3）', en: 'Commitment (SM3)' },
  pool: { zh: '名录（SM3）', en: 'Pool (SM3)' },
  places: { zh: '名录户数', en: 'Places in the pool' },
  secret: { zh: '暗访密钥（SM3）', en: 'Covert secret (SM3)' },
  seed: { zh: '种子', en: 'Seed' },
  drawnAt: { zh: '抽取时间', en: 'Drawn at' },
  waits: { zh: '尚未抽取。', en: 'Nothing has been drawn yet.' },
  open: { zh: '明查点位', en: 'Open points' },
  covert: { zh: '暗访点位', en: 'Covert points' },
  hidden: { zh: '暗访名单在检查结束后公布；届时可用同一承诺值核对。', en: 'The covert list is released after the visits, and can then be checked against the same hash.' },
  short: { zh: '抽中区域内不足额、已全部列入的业态：', en: 'Kinds with fewer places than their quota, all taken: ' },
  kind: { zh: '业态', en: 'Kind' },
  place: { zh: '点位', en: 'Place' },
  area: { zh: '区域', en: 'Area' },
  reserve: { zh: '备选专家', en: 'Reserve of experts' },
  replaced: { zh: '抽取后更换的专家', en: 'Experts replaced after the draw' },
  file: { zh: '下载公布文件（可用 shian draw verify 复核）', en: 'Download the published file (shian draw verify draws it again)' },
  how: { zh: '怎样复核', en: 'How to check' },
} as const satisfies Record<string, Bilingual>

const page = (language: Language, title: string, up: boolean, body: string): string => publicHtml(language, title, up ? { to: '../examinations', words: words.all } : null, body)

/** An instant as the city’s clocks show it. */
const at = (instant: string): string => new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
const kindName = (kind: string, language: Language): string => escapeHtml(findType(kind)?.label[language] ?? kind)

export const faultHtml = (problem: Problem, language: Language): string => page(language, words.title[language], true, `<p role="alert">${escapeHtml(problem.sentence[language])}</p>`)

export function listHtml(language: Language, rows: readonly ListedExamination[]): string {
  const items = rows.map(({ id, title, state, committed_at }) => `<li><a href="examinations/${id}?lang=${language}" lang="zh-CN">${escapeHtml(title)}</a><br>
<span>${examinationStates.find(({ code }) => code === state)!.label[language]} · ${words.sealed[language]} ${at(committed_at!)}</span></li>`).join('')
  return page(language, words.title[language], false, `<section>${rows.length === 0 ? `<p>${words.none[language]}</p>` : `<ul>${items}</ul>`}</section>`)
}

function pointsHtml(language: Language, title: Bilingual, { areas, points, short }: Drawn, nameOf: (area: string) => string): string {
  const missing = short.map(({ kind, wanted, got }) => `${kindName(kind, language)} ${got}/${wanted}`).join(language === 'zh' ? '、' : ', ')
  const rows = points.map(({ name, kind, area }, n) => `<tr><td class="n">${n + 1}</td><td>${kindName(kind, language)}</td><td lang="zh-CN">${escapeHtml(name)}</td><td>${escapeHtml(nameOf(area))}</td></tr>`).join('')
  return `<section><h2>${title[language]} ${points.length}</h2><p>${areas.map((area) => escapeHtml(nameOf(area))).join(language === 'zh' ? '、' : ', ')}</p>${missing ? `<p class="small">${words.short[language]}${missing}</p>` : ''}
<table><thead><tr><th class="n" scope="col">#</th><th scope="col">${words.kind[language]}</th><th scope="col">${words.place[language]}</th><th scope="col">${words.area[language]}</th></tr></thead><tbody>${rows}</tbody></table></section>`
}

const kinds = { unable: { zh: '因故不能参加', en: 'cannot take part' }, recused: { zh: '应当回避', en: 'must stay away' } } as const satisfies Record<Replaced['kind'], Bilingual>
const passedFor = { recused: { zh: '应当回避', en: 'must stay away' }, gone: { zh: '不能参加', en: 'cannot take part' } } as const satisfies Record<Replaced['passed'][number]['why'], Bilingual>

/** Who took whose place, by the places in the order that the seed gave: no names, which the seal does not cover. */
function replacedHtml(language: Language, { reserve = [], added = [], replaced = [], seed, commitmentHash }: DrawFile): string {
  if (replaced.length === 0) return ''
  const zh = language === 'zh'
  const order = reserveOrder({ reserve, added }, seed, commitmentHash)
  const place = (id: string): string => `${zh ? `备选第 ${order.indexOf(id) + 1} 位` : `no. ${order.indexOf(id) + 1} of the reserve`}${added.includes(id) ? (zh ? '（封存后增补）' : ' (added after the sealing)') : ''}`
  const lines = replaced.map(({ team, in: into, passed, kind, on }) => {
    const skipped = passed.map(({ id, why }) => `${place(id)}${zh ? passedFor[why].zh : ` ${passedFor[why].en}`}`).join(zh ? '，' : ', ')
    const came = into === null ? (zh ? '没有可接替的备选专家，由本组其余专家继续' : 'nobody of the reserve could take the place; the group goes on without him') : zh ? `由${place(into)}接替` : `replaced by ${place(into)}`
    return `<li>${on}${zh ? ` 第 ${team} 组 1 名专家${kinds[kind].zh}，${came}${skipped ? `（跳过：${skipped}）` : ''}。` : `: an expert of group ${team} ${kinds[kind].en}; ${came}${skipped ? ` (passed over: ${skipped})` : ''}.`}</li>`
  }).join('')
  return `<section><h2>${words.replaced[language]}</h2><ul>${lines}</ul></section>`
}

/** One examination: what was published before its draw, the lists that are public by now, and how anybody draws them again. */
export function examinationHtml(language: Language, row: ExaminationRow, file: Published, nameOf: (area: string) => string): string {
  const say = (name: keyof typeof words): string => words[name][language]
  const code = (hash: string): string => `<code>${hash}</code>`
  const { commitment, commitmentHash } = file
  const before = pairsHtml([
    [say('sealed'), at(row.committed_at!)], [say('hash'), code(commitmentHash)], [say('places'), String(commitment.places)], [say('pool'), code(commitment.poolHash)], [say('secret'), code(commitment.secretHash)],
    commitment.reserveHash !== undefined && [`${say('reserve')}${language === 'zh' ? '（SM3）' : ' (SM3)'}`, code(commitment.reserveHash)],
    'seed' in file && [say('seed'), `<strong lang="zh-CN">${escapeHtml(file.seed)}</strong>`], row.drawn_at !== null && [say('drawnAt'), at(row.drawn_at)],
  ])
  const lists = 'seed' in file
    ? pointsHtml(language, words.open, file.open, nameOf) + (file.covert ? pointsHtml(language, words.covert, file.covert, nameOf) : `<section><p>${say('hidden')}</p></section>`)
    : `<section><p>${say('waits')}</p></section>`
  return page(language, row.title, true, `<section><h2>${say('before')}</h2>${before}<p><a href="${row.id}/file" download>${say('file')}</a></p></section>${lists}${'seed' in file ? replacedHtml(language, file) : ''}
<section><h2>${say('how')}</h2><p class="small">${escapeHtml(commitment.method[language])}</p></section>`)
}
