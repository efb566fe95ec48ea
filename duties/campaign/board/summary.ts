import { sql } from 'kysely'
import type { Tx } from '../../../platform/database/database.ts'
import { writtenDate, type Block, type OfficialDocument } from '../../../platform/documents/official.ts'
import { officialDocument } from '../../../platform/documents/word.ts'
import type { Board, Coverage, UnitDay } from '../contract.ts'
import type { CampaignRow } from '../registers.ts'
import { written, type Total } from '../rules/campaign.ts'
import { boardOf } from './store.ts'

const heading = (text: string): Block => ({ kind: 'heading', level: 1, text })
const paragraph = (text: string): Block => ({ kind: 'paragraph', text })
const sum = (counties: readonly Coverage[], of: 'asked' | 'visited' | 'problems'): number => counties.reduce((total, one) => total + one[of], 0)
const percent = (part: number, whole: number): string => `${(Math.floor((part * 1000) / whole) / 10).toFixed(1)}%`

function coverage({ counties, labels }: Board): Block[] {
  const [asked, visited, problems] = [sum(counties, 'asked'), sum(counties, 'visited'), sum(counties, 'problems')]
  if (asked === 0) return [paragraph('本次专项没有列出检查对象名单。')]
  return [
    paragraph(`列入名单的检查对象共${asked}户，已检查${visited}户，占${percent(visited, asked)}；检查发现问题的${problems}户。`),
    { kind: 'table', head: ['县（市、区）', '对象（户）', '已检查（户）', '覆盖率', '发现问题（户）'], widths: [6, 4, 4, 4, 5],
      rows: counties.map((one) => [labels[one.region]?.zh ?? one.region, String(one.asked), String(one.visited), one.asked === 0 ? '—' : percent(one.visited, one.asked), String(one.problems)]) },
  ]
}

const valueOf = ({ value, why }: Total): string => (value === null ? `【${why!.zh}】` : written(value, 'zh'))

function figures({ totals }: Board): Block[] {
  return [
    paragraph('各参加单位每日填报的数据汇总如下。户次、户、家各计各的，不作加总；没有填报的列为空缺。'),
    { kind: 'table', head: ['指标', '合计', '填报条数'], widths: [8, 8, 4], rows: totals.map((total) => [total.title.zh, valueOf(total), String(total.lines)]) },
  ]
}

function reporting({ units, daysDue, linesApart }: Board): Block[] {
  const owing = units.filter(({ missed }) => missed > 0)
  const named = (one: UnitDay): string => `${one.name}（缺${one.missed}天）`
  return [
    paragraph(`应填报${daysDue}天，参加单位${units.length}个。${owing.length === 0 ? '各单位填报齐全。' : `有缺报的单位：${owing.map(named).join('、')}。`}`),
    paragraph(linesApart === 0 ? '填报数与检查记录核对一致。' : `填报数与检查记录不一致的有${linesApart}条，两者均予保留，待核实。`),
  ]
}

/** 专项工作总结: what its rows say; what is not known stands as a marked gap. Pure. */
export function summaryPaper(campaign: CampaignRow, board: Board, issuer: string): OfficialDocument {
  const span = `${writtenDate(campaign.starts_on)}至${writtenDate(campaign.ends_on)}`
  const text = (given: string | null): Block[] => (given ?? '【待补充】').split('\n').filter((line) => line.trim() !== '').map(paragraph)
  return {
    title: `关于${campaign.title}工作情况的总结`, issuer, date: board.today,
    body: [
      heading('基本情况'), paragraph(`${campaign.notice_number ? `按照${campaign.notice_number}要求，` : ''}${span}开展${campaign.title}，参加单位${board.units.length}个。`), ...text(campaign.asks),
      heading('检查覆盖情况'), ...coverage(board),
      heading('工作数据'), ...figures(board),
      heading('填报和核对'), ...reporting(board),
      heading('主要问题和做法'), ...text(campaign.findings),
    ],
  }
}

/** The summary as Word. */
export async function campaignSummary(tx: Tx, campaign: CampaignRow): Promise<Buffer> {
  const { rows: [unit] } = await sql<{ name: string }>`select name from org_unit where id = ${campaign.lead_unit}::uuid`.execute(tx)
  return officialDocument(summaryPaper(campaign, await boardOf(tx, campaign), unit?.name ?? ''))
}
