import { z } from 'zod'
import { fill } from '../core/bilingual.ts'
import { Problem, problems } from '../core/problem.ts'
import type { Tx } from '../database/database.ts'
import type { EscalationDocument } from '../matter/escalation.ts'
import type { Block, OfficialDocument } from './official.ts'

problems({
  'document.unfilled': [422, '文书还缺少内容：{names}。', 'The paper still lacks: {names}.'],
  'document.template': [422, '文书模板“{kind}”的设置有误，请在设置中改正。', 'The template of “{kind}” in the settings is not right. Correct it there.'],
})

/**
 * What a paper (文书) says, with `{places}` to fill. Chinese: it goes to Chinese authorities.
 * `mark` is the word in its number by which the office tells its series apart: 某食安办**督**〔2026〕3号.
 */
export type DocumentTemplate = {
  readonly name: string
  readonly mark: string
  readonly title: string
  readonly body: readonly Block[]
}

const p = (text: string): Block => ({ kind: 'paragraph', text })
const h = (text: string): Block => ({ kind: 'heading', level: 1, text })

/**
 * Papers of the ladder for late work, until a city writes its own. Places: `task`, `source` (where the task comes from),
 * `due` and `reply` (dates), `days` (working days late), `office`; the interview's `time`, `location`, `contact`.
 * The law knows the interview alone (食品安全法 art.117); the others are the usage of offices, worded by us.
 */
export const ladderTemplates = {
  reminder: {
    name: '提示函', mark: '提', title: '关于“{task}”逾期的提示函',
    body: [
      p('根据{source}，由你单位办理的“{task}”应于{due}办结，至今已逾期{days}个工作日。'),
      p('请抓紧办理，并于{reply}前在系统中报送办理结果。因故不能按时完成的，请说明原因和预计完成的时间。'),
      p('特此提示。'),
    ],
  },
  supervision_letter: {
    name: '督办函', mark: '督', title: '关于限期办理“{task}”的督办函',
    body: [
      h('督办事项'), p('根据{source}，由你单位办理的“{task}”应于{due}办结。经提示，至今仍未办结，已逾期{days}个工作日。'),
      h('办理要求'), p('请你单位主要负责人负责，明确办理人员和步骤，于{reply}前办结，并将办理情况书面报送{office}。'),
      p('逾期仍未办结的，将按规定约谈有关负责人。'),
    ],
  },
  interview_notice: {
    name: '约谈通知书', mark: '约', title: '关于“{task}”的约谈通知书',
    body: [
      p('根据{source}，由你单位办理的“{task}”应于{due}办结。经督办，至今仍未办结，已逾期{days}个工作日。现定于{time}对你单位主要负责人进行约谈。'),
      h('约谈地点'), p('{location}'),
      h('需准备的材料'), p('未按期办结的原因、已做的工作、整改措施和完成时限的书面说明。'),
      h('联系人'), p('{contact}'),
    ],
  },
  circular: {
    name: '通报', mark: '通', title: '关于“{task}”逾期未办结情况的通报',
    body: [
      h('基本情况'), p('根据{source}，{unit}办理的“{task}”应于{due}办结。经提示、督办和约谈，至今仍未办结，已逾期{days}个工作日。'),
      h('有关要求'), p('{unit}应立即整改，于{reply}前办结，并将结果书面报送{office}。各单位要引以为戒，对照各自任务自查，确保按时完成。'),
    ],
  },
  request_letter: {
    name: '商请函', mark: '商', title: '关于商请支持办理“{task}”的函',
    body: [
      p('根据{source}，“{task}”拟于{due}前完成，其中部分工作需贵单位支持。为做好相关工作，现商请贵单位协助办理。'),
      p('如有意见建议，请于{reply}前函告{office}。'),
      p('专此致函，请予支持为盼。'),
    ],
  },
} as const satisfies Record<EscalationDocument, DocumentTemplate>

/** Code of the setting in which a city keeps its own wording of a kind. */
export const templateSetting = (kind: string): string => `document.template.${kind}`

const text = z.string().min(1).max(5_000)
const stored = z.strictObject({
  name: z.string().min(1).max(50), mark: z.string().min(1).max(10), title: z.string().min(1).max(300),
  body: z.array(z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('paragraph'), text }),
    z.strictObject({ kind: z.literal('heading'), level: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]), text }),
  ])).min(1).max(200),
})

/** The city's own template of a kind, else the one that ships. @throws Problem `document.template` (422) */
export async function templateFor(tx: Tx, kind: EscalationDocument): Promise<DocumentTemplate> {
  const own = await tx.selectFrom('setting').select('value').where('code', '=', templateSetting(kind)).where('closed_at', 'is', null).executeTakeFirst()
  if (!own) return ladderTemplates[kind]
  const read = stored.safeParse(own.value)
  if (!read.success) throw new Problem('document.template', { kind: ladderTemplates[kind].name })
  return read.data
}

const PLACE = /\{(\w+)\}/g

/** `“{task}”` for a value that brings its marks itself: 第2项“某事”. */
const QUOTED = /“\{(\w+)\}”/g

/**
 * A template with its places filled. What is quoted by itself is not quoted again.
 * @throws Problem `document.unfilled` (422) naming every place without a value: no paper leaves with a hole in it
 */
export function fillTemplate(template: DocumentTemplate, values: Readonly<Record<string, string>>): Pick<OfficialDocument, 'title' | 'body'> {
  const texts = [template.title, ...template.body.flatMap((block) => (block.kind === 'chart' || block.kind === 'code' ? [] : block.kind === 'table' ? block.rows.flat() : [block.text]))]
  const names = new Set(texts.flatMap((one) => Array.from(one.matchAll(PLACE), (match) => match[1]!)))
  const missing = [...names].filter((name) => !values[name]?.trim())
  if (missing.length > 0) throw new Problem('document.unfilled', { names: missing.join('、') })
  const said = (text: string): string => fill(text.replace(QUOTED, (whole, name: string) => (values[name]!.includes('“') ? `{${name}}` : whole)), values)
  const filled = (block: Block): Block => (block.kind === 'chart' || block.kind === 'code' ? block : block.kind === 'table'
    ? { ...block, rows: block.rows.map((row) => row.map(said)) }
    : { ...block, text: said(block.text) })
  return { title: said(template.title), body: template.body.map(filled) }
}
