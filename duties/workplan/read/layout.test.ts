import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { readPaper } from '../../../platform/documents/paper.ts'
import { readPlan } from './read.ts'

/** What the papers of fixtures/layout do not hold: where the same print means nothing, and has to be left alone. All names are invented. */
const planOf = (text: string) => readPlan(readPaper('notice.txt', Buffer.from(text))).plan

const LETTER = `甲区食品安全委员会办公室
关于印发2026年食品安全工作要点的通知
各镇人民政府：
现印发给你们。
甲区食品安全委员会办公室
2026年3月2日
一、源头治理`

test('line numbers on every fifth line are no text either', () => {
  const lines = `${LETTER}
1. 治理产地环境。布设监测点位30个。（区甲业局）
2. 规范农资经营。检查门店80户次。（区乙业局）
二、过程监管
3. 守护校园餐。学校食堂全覆盖检查。（区丙业局）
4. 整治小作坊。提升改造12家。（区丁业局）
5. 管好冷链。登记冷库9座。（区戊业局）
三、社会共治
6. 做好宣传。举办活动4场。（区己业局）
7. 畅通投诉。办结率达到100%。（区丁业局）
8. 推广保险。参保企业达到60家。（区丁业局）
9. 报送总结。（各镇人民政府）
甲区食品安全委员会办公室`.split('\n')
  const numbered = lines.map((line, i) => ((i + 1) % 5 === 0 ? `${i + 1} ${line}` : `   ${line}`)).join('\n')
  expect(planOf(numbered)).toEqual(planOf(lines.join('\n')))
  expect(planOf(numbered).tasks).toHaveLength(9)
})

test('numbers of tasks without a stop are not taken for line numbers', () => {
  const tasks = Array.from({ length: 12 }, (_, i) => `${i + 1} 检查第${'甲乙丙丁戊己庚辛壬癸子丑'[i]}类企业${i + 20}家。（区甲业局）`)
  expect(planOf(`${LETTER}\n${tasks.join('\n')}`).tasks.map(({ number }) => number)).toEqual(tasks.map((_, i) => String(i + 1)))
})

test('columns of names under a letter are no table of tasks', () => {
  const { tasks } = planOf(`${LETTER}
（一）联合检查。开展检查3次。
区甲业局    区乙业局    区丙业局
区丁业局    区戊业局    区己业局
区庚业局    区辛业局    区壬业局
`)
  expect(tasks).toHaveLength(1)
  expect(tasks[0]!.targets.map(({ value, unit }) => `${value}${unit}`)).toEqual(['3次'])
})

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
/** Paragraphs of a Word document, `*…*` in bold. */
const wordPlan = (...paragraphs: string[]) => {
  const runs = (text: string) =>
    text
      .split('*')
      .map((run, i) => `<w:r>${i % 2 ? '<w:rPr><w:b/></w:rPr>' : ''}<w:t xml:space="preserve">${run}</w:t></w:r>`)
      .join('')
  const body = paragraphs.map((text) => `<w:p>${runs(text)}</w:p>`).join('')
  return readPlan(
    readPaper('notice.docx', zipSync({ 'word/document.xml': strToU8(`<w:document ${W}><w:body>${body}</w:body></w:document>`) })),
  ).plan
}

test('bold print makes a unit lead only where others of its list are not bold, and a person is told unless the paper says so', () => {
  const [some, all, labelled] = wordPlan(
    '关于印发2026年食品安全工作要点的通知',
    '一、检查食堂。检查30家。（区甲业局、*区乙业局*）',
    '二、检查市场。检查20家。（*区甲业局、区乙业局*）',
    '三、检查冷库。检查10家。*责任单位：*区甲业局、区乙业局',
  ).tasks
  expect(some).toMatchObject({
    mode: 'lead_divided',
    lead: ['区乙业局'],
    assisting: ['区甲业局'],
    unclear: ['按加粗读作牵头单位：区乙业局'],
  })
  for (const task of [all, labelled]) expect(task).toMatchObject({ mode: 'unmarked', joint: ['区甲业局', '区乙业局'], unclear: [] })
})

test.each([
  ['抽检合格率达到九成八', [98]],
  ['八成半以上的摊点亮证', []],
  ['八成以上摊点亮证', [80]],
  ['覆盖面由去年的40%提高到60%', [60]],
  ['去年已有三成企业参保', []],
  ['一成不变的做法要改', []],
  ['两成分不合格的产品下架', []],
])('%s', (words, aims) => {
  const [task] = planOf(`${LETTER}\n1. 治理。${words}。（区甲业局）`).tasks
  expect(task!.targets.map(({ value }) => value)).toEqual(aims)
})
