import { createReport, checkTexts, doneCheck, editParagraph, keepCheck, nothingKnown, paragraphsOf, readPapers, templatesInUse, worldOf } from '../duties/evaluation/index.ts'
import { date, type DateOnly } from '../platform/core/dates.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Duty } from '../platform/duty.ts'
import { storeBytes } from '../platform/evidence/bytes.ts'
import { idOf } from './evaluation-examination.ts'
import { DEMO_CITY } from './geography.ts'
import { idsOf } from './random.ts'

/** A paper of an invented city as it might come in, with the slips of a hurried clerk: a total, a share, points, a unit, a heading. */
const PAPER = `岚溪市食品安全工作自查报告
岚溪市辖2区4县，常住人口186.4万人。现将2024年自查情况报告如下。（演示数据，虚构）
一、监管底数
全市食品生产经营单位21460户，其中生产企业186户、小作坊412户、食品销售单位12350户、餐饮服务单位8521户。学校食堂428家，接入“互联网+明厨亮灶”的411家，接入率96.0%。
二、抽检监测
全年完成抽检9320批次，达到5.0批次/千人，检出不合格186批次，不合格率2.0%，比上年的2.4%下降0.6个百分点。不合格样品全部完成核查处置。
（一）校园食品。抽检1240批次，合格1221批次，合格率94.8%。
（二）食用农产品。抽检3680批次，不合格107批次，不合格率2.9%；收缴禁用农药1860公斤（18.6吨）。
四、执法办案
立案624件，办结598件，结案率95.8%；罚没款468万元，案均0.75万元。2022年至2024年立案486件、552件、624件，逐年增加。
`

/** A self-assessment that wrote itself, in which somebody has changed a sentence, and a report of another city that was checked. */
export async function loadEvaluationPapers(tx: Tx, duties: readonly Duty[], { today, seed, files }: { readonly today: DateOnly; readonly seed: string; readonly files: string }): Promise<void> {
  const year = today.slice(0, 4)
  const template = (await templatesInUse(tx)).find(({ code }) => code === 'self-assessment-16')
  if (template) {
    const report = await createReport(tx, worldOf(duties), { template: template.id, region: DEMO_CITY, starts_on: date(`${year}-01-01`), ends_on: date(`${year}-12-31`), day: today })
    const first = (await paragraphsOf(tx, report.id)).find(({ kind, text }) => kind === 'paragraph' && text.length > 40)
    if (first) await editParagraph(tx, report, first.id, first.version, `${first.text}以上数据由各责任部门填报并会签。`)
  }
  const name = '岚溪市自查报告（演示）.txt'
  const content = Buffer.from(PAPER)
  const texts = await readPapers([{ name, content }])
  const report = await checkTexts(texts, () => Promise.resolve(nothingKnown))
  const { hash } = await storeBytes(files, content)
  const done = await doneCheck(files, [{ name, content, hash }], texts, report, tx.work.now)
  await keepCheck(tx, idsOf(`${seed}:claims:${today}`, Date.parse(tx.work.now))(), DEMO_CITY, await idOf(tx, 'shiban'), done)
}
