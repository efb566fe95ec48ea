import type { Calendar } from '../../platform/calendar/calendar.ts'
import { addDays, date, type DateOnly } from '../../platform/core/dates.ts'
import { writtenDate } from '../../platform/documents/official.ts'

/**
 * What became of a task of the demo: `late-1` … `late-4` are overdue and urged so far; `parts` is shared, some units have reported;
 * `court` is late with a body that is asked, not urged.
 */
export type Story =
  | 'done'
  | 'reviewed'
  | 'reported'
  | 'returned'
  | 'begun'
  | 'assigned'
  | 'parts'
  | 'late-1'
  | 'late-2'
  | 'late-3'
  | 'late-4'
  | 'court'

type DemoTask = {
  readonly section: string
  readonly heading: string
  readonly text: string
  readonly units: string
  readonly story: Story
  readonly progress?: number
}

/** `{due}` is a deadline that fits the story. Invented, in the form that notices have. */
export const DEMO_TASKS: readonly DemoTask[] = [
  {
    section: '严格源头治理',
    heading: '加强产地环境保护',
    text: '持续开展耕地土壤污染源头防控，全市受污染耕地安全利用率达到92%。',
    units: '市生态环境局牵头，市农业农村局按职责分工负责',
    story: 'begun',
    progress: 70,
  },
  {
    section: '严格源头治理',
    heading: '规范农业投入品使用',
    text: '开展豇豆等重点品种药物残留专项治理，{due}前完成300批次监督抽查任务。',
    units: '市农业农村局',
    story: 'late-2',
    progress: 60,
  },
  {
    section: '严格源头治理',
    heading: '落实承诺达标合格证制度',
    text: '推动规模主体带证上市，规模主体开具合格证的比例达到95%。',
    units: '市农业农村局牵头，市市场监管局配合',
    story: 'reported',
    progress: 90,
  },
  {
    section: '严格源头治理',
    heading: '加强粮食质量监测',
    text: '开展新收获粮食质量安全监测，{due}前报送监测结果。',
    units: '市粮食和物资储备局',
    story: 'done',
  },
  {
    section: '严格过程监管',
    heading: '提升食品抽检水平',
    text: '食品抽检量达到6.5批次/千人，不合格食品核查处置率达到100%。',
    units: '市市场监管局',
    story: 'begun',
    progress: 80,
  },
  {
    section: '严格过程监管',
    heading: '加强校园食品安全',
    text: '推进学校食堂“互联网+明厨亮灶”覆盖率达到100%，{due}前完成校外供餐单位体系检查。',
    units: '市教育局、市市场监管局、市卫健委按职责分工负责',
    story: 'parts',
    progress: 65,
  },
  {
    section: '严格过程监管',
    heading: '规范网络餐饮服务',
    text: '督促平台落实入网审查义务，{due}前完成一轮线上监测。',
    units: '市市场监管局',
    story: 'late-1',
    progress: 85,
  },
  {
    section: '严格过程监管',
    heading: '治理“三小”行业',
    text: '规范小作坊、小餐饮、小摊点经营，完成示范街区建设2个。',
    units: '市市场监管局牵头，市城管局、市商务局按职责分工负责',
    story: 'returned',
    progress: 75,
  },
  {
    section: '严格过程监管',
    heading: '加强冷链物流监管',
    text: '提升冷藏冷冻食品运输环节温控水平，{due}前完成企业摸底。',
    units: '市交通局',
    story: 'late-3',
    progress: 20,
  },
  {
    section: '严格过程监管',
    heading: '推进厨余垃圾处置',
    text: '稳步提高餐厨废弃物集中收运能力，{due}前制定收运方案。',
    units: '市城管局',
    story: 'late-4',
    progress: 10,
  },
  { section: '严惩违法犯罪', heading: '深入开展“昆仑”行动', text: '严厉打击食品非法添加等犯罪活动。', units: '市公安局', story: 'done' },
  {
    section: '严惩违法犯罪',
    heading: '完善行刑衔接机制',
    text: '明确案件移送标准和程序，{due}前召开联席会议。',
    units: '市市场监管局、市公安局、市检察院按职责分工负责',
    story: 'assigned',
  },
  {
    section: '严惩违法犯罪',
    heading: '加强司法保护',
    text: '依法审理食品安全案件，{due}前公布典型案例。',
    units: '市中级法院',
    story: 'court',
  },
  {
    section: '严惩违法犯罪',
    heading: '强化信用监管',
    text: '将抽检不合格和行政处罚信息归集公示。',
    units: '市市场监管局',
    story: 'reviewed',
    progress: 100,
  },
  {
    section: '提升治理能力',
    heading: '健全风险会商机制',
    text: '每季度开展食品安全风险会商。',
    units: '市卫健委',
    story: 'begun',
    progress: 70,
  },
  {
    section: '提升治理能力',
    heading: '推进智慧监管',
    text: '推动监管数据归集共享，接入重点企业视频不少于200家。',
    units: '市市场监管局、市大数据局按职责分工负责',
    story: 'parts',
    progress: 75,
  },
  {
    section: '提升治理能力',
    heading: '加强应急处置',
    text: '修订市级食品安全事故应急预案，{due}前组织演练1次。',
    units: '市市场监管局',
    story: 'done',
  },
  {
    section: '推进社会共治',
    heading: '加强宣传引导',
    text: '举办食品安全宣传周活动，做好科普宣传和舆论引导。',
    units: '市委宣传部、市委网信办、市融媒体中心、市科协按职责分工负责',
    story: 'parts',
  },
  {
    section: '推进社会共治',
    heading: '推广食品安全责任保险',
    text: '鼓励和支持食品企业购买食品安全责任保险。',
    units: '市市场监管局',
    story: 'returned',
    progress: 40,
  },
  {
    section: '推进社会共治',
    heading: '支持产业升级',
    text: '引导食品企业开展技术改造，扶持重点企业10家。',
    units: '市工信局',
    story: 'assigned',
  },
  {
    section: '加强组织实施',
    heading: '落实属地责任',
    text: '各县（区、市）人民政府每半年向市食安办报告贯彻落实情况。',
    units: '各县（区、市）人民政府',
    story: 'parts',
    progress: 55,
  },
]

/** Working days past due on the reference date: between two rungs of the ladder. */
const LATE: Partial<Record<Story, number>> = { 'late-1': 3, 'late-2': 7, 'late-3': 14, 'late-4': 24, court: 7 }

/** When a task of a story is due. What is done was due before; what is open is due later. */
export function dueOf({ story }: Pick<DemoTask, 'story'>, today: DateOnly, days: Calendar): DateOnly {
  const late = LATE[story]
  if (late !== undefined) return days.workingDaysFrom(today, -late)
  return days.workingDayAtOrAfter(addDays(today, story === 'done' ? -40 : story === 'assigned' ? 6 : 30))
}

/** The day of the notice: early in the year that the plan is for, and long before anything of it is late. */
export const noticeDay = (today: DateOnly): DateOnly => {
  const year = Number(addDays(today, -120).slice(0, 4))
  return date(`${year}-03-02`)
}

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']
const numeral = (n: number): string =>
  n <= 10 ? NUMERALS[n - 1]! : n < 20 ? `十${NUMERALS[n - 11]!}` : `二十${n > 20 ? NUMERALS[n - 21]! : ''}`

/** The notice as text, in the form that notices have. */
export function demoNotice(city: string, today: DateOnly, days: Calendar): string {
  const issued = noticeDay(today)
  const year = issued.slice(0, 4)
  const sections = [...new Set(DEMO_TASKS.map(({ section }) => section))]
  const lines = DEMO_TASKS.map((task, at) => {
    const opening =
      DEMO_TASKS[at - 1]?.section === task.section ? '' : `${numeral(sections.indexOf(task.section) + 1)}、${task.section}\n\n`
    const said = task.text.replace('{due}', writtenDate(dueOf(task, today, days)))
    return `${opening}（${numeral(at + 1)}）${task.heading}。${said}（${task.units}）`
  })
  const office = `${city}人民政府办公室`
  return [
    `某政办发〔${year}〕12号（演示）`,
    '',
    `${office}\n关于印发${city}${year}年食品安全重点工作安排的通知`,
    '',
    '各县（区、市）人民政府，市直各有关单位：',
    '',
    `《${city}${year}年食品安全重点工作安排》已经市人民政府同意，现印发给你们，请认真贯彻执行。`,
    '',
    office,
    '',
    writtenDate(issued),
    '',
    '（本文件为演示数据，内容虚构）',
    '',
    `${city}${year}年食品安全重点工作安排`,
    '',
    lines.join('\n\n'),
    '',
  ].join('\n')
}
