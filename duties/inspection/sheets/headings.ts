import { fold } from '../../../platform/core/chinese.ts'

/** What a column of a print holds. Of `subject` columns there may be several: the least particular is the section, the most particular the item. */
export type Role = 'code' | 'key' | 'method' | 'basis' | 'when' | 'measure' | 'photo' | 'points' | 'section_en' | 'text_en' | 'method_en'

const NAMES: Readonly<Record<Role, readonly string[]>> = {
  code: ['序号', '编号', '项目编号', '项号', '条目号', '条款号', '项目序号', '检查项编号', 'no', 'no.', 'number'],
  key: ['重点项', '重点项目', '是否重点', '是否重点项', '是否重点项目', '重点', '关键项', '关键项目', '项目性质', '项目类型', '重点项*', '*', 'key'],
  method: ['检查方式', '检查方法', '方式', '方法', '核查方式', '核查方法'],
  basis: ['依据', '检查依据', '法律依据', '法规依据', '主要依据', '依据条款', '法律法规依据', '相关条款', '标准依据', '法律法规及标准依据'],
  when: ['适用情形', '适用条件', '适用对象', '适用范围', '条件', '合理缺项条件'],
  measure: ['限值', '限量', '限量值', '测量限值', '数值要求', '参数要求', '标准值', '温度要求', '控制值'],
  photo: ['拍照', '拍照要求', '照片', '照片要求', '影像要求'],
  points: ['分值', '标准分', '标准分值', '分数', '满分', '应得分', '量化分', '量化分值'],
  section_en: ['section'], text_en: ['item', 'text'], method_en: ['method'],
}
/** Columns of subjects from wide to narrow. */
const SUBJECTS: readonly (readonly string[])[] = [
  ['检查项目', '项目', '检查类别', '类别', '大类', '大项', '分类', '环节', '检查环节', '一级项目', '项目名称'],
  ['检查内容', '内容', '检查事项', '二级项目', '检查条目', '检查项'],
  ['检查要点', '要点', '检查标准', '检查要求', '要求', '具体内容', '检查内容及要求', '检查内容和要求', '评价要点', '三级项目', '具体要求'],
]

const plain = (heading: string): string => {
  const folded = fold(heading).replace(/\s/g, '').toLowerCase()
  const bare = folded.replace(/\([^)]*\)/g, '')
  return bare === '' ? folded : bare
}

/** Where the columns are. `text` and `between` are columns of the item's words, `section` that of its heading. */
export type Columns = { readonly roles: ReadonlyMap<Role, number>; readonly section: number | null; readonly between: readonly number[]; readonly text: number; readonly headings: readonly string[] }

/** The columns of a row of headings; null where the row is none. A merged heading stands in each of its columns. */
export function columnsOf(cells: readonly string[]): Columns | null {
  const names = cells.map(plain)
  const roles = new Map<Role, number>()
  const subjects: { rank: number; column: number }[] = []
  for (const [column, name] of names.entries()) {
    if (name === '') continue
    const role = (Object.keys(NAMES) as Role[]).find((one) => NAMES[one].includes(name))
    const rank = SUBJECTS.findIndex((words) => words.includes(name))
    if (role && !roles.has(role)) roles.set(role, column)
    else if (rank >= 0) subjects.push({ rank, column })
  }
  // 条款 is the number of the item in some prints and the article of the law in others.
  const clause = names.indexOf('条款')
  if (clause >= 0 && !roles.has('code')) roles.set('code', clause)
  else if (clause >= 0 && !roles.has('basis')) roles.set('basis', clause)
  subjects.sort((a, b) => a.rank - b.rank || a.column - b.column)
  const text = subjects.at(-1)
  if (!text || roles.size + subjects.length < 2) return null
  return { roles, text: text.column, section: subjects.length > 1 ? subjects[0]!.column : null, between: subjects.slice(1, -1).map(({ column }) => column), headings: cells }
}
