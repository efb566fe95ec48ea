import type { Bilingual } from '../../platform/core/bilingual.ts'
import { pathOf } from '../../platform/register/declare.ts'
import { matters, registers } from '../kit/declarations.ts'

const known: Readonly<Record<string, Bilingual>> = {
  'sign-in': { zh: '登录', en: 'Signed in' },
  'sign-in refused': { zh: '登录被拒', en: 'Sign-in refused' },
  'sign-out': { zh: '退出登录', en: 'Signed out' },
  'demo.load': { zh: '生成演示数据', en: 'Demo data made' },
  'city.create': { zh: '新建城市', en: 'City created' },
  'POST /files': { zh: '上传附件', en: 'File uploaded' },
  'POST /me/password': { zh: '修改密码', en: 'Password changed' },
  'change password': { zh: '修改密码', en: 'Password changed' },
  'set up second factor': { zh: '设置动态验证码', en: 'Authenticator app set up' },
  'confirm second factor': { zh: '绑定动态验证码', en: 'Authenticator app confirmed' },
  'remove second factor': { zh: '解除动态验证码', en: 'Authenticator app removed' },
  'create first administrator': { zh: '建立三员账号', en: 'Administrators created' },
  'open account': { zh: '开通账号', en: 'Account opened' },
  'reset password': { zh: '重置密码', en: 'Password reset' },
  'unlock account': { zh: '解除锁定', en: 'Account unlocked' },
  'user.add': { zh: '命令行：新增账号', en: 'Command line: account added' },
  'user.reset': { zh: '命令行：重置密码', en: 'Command line: password reset' },
  'user.unlock': { zh: '命令行：解除锁定', en: 'Command line: account unlocked' },
  'user.end-sessions': { zh: '命令行：结束会话', en: 'Command line: sessions ended' },
  'job.retry': { zh: '命令行：重试任务', en: 'Command line: job tried again' },
  'POST /audit/verify': { zh: '核验审计链', en: 'Audit trail verified' },
  'POST /jobs/:id/retry': { zh: '重试任务', en: 'Job tried again' },
  'POST /jobs/:id/cancel': { zh: '取消任务', en: 'Job cancelled' },
  'POST /sessions/:id/end': { zh: '强制下线', en: 'Session ended by an administrator' },
  'POST /me/sessions/:id/end': { zh: '结束本人的会话', en: 'Own session ended' },
}

/** Tables that are no registers and still stand in the trail. */
const tables: Readonly<Record<string, Bilingual>> = {
  credential: { zh: '账号', en: 'Account' },
  document: { zh: '文书', en: 'Document' },
  file: { zh: '附件', en: 'File' },
  job: { zh: '任务', en: 'Job' },
  session: { zh: '登录会话', en: 'Session' },
}

/** Reasons that the program gives itself; `{of}` is what it tells of. People's own words are shown as they wrote them. */
const reasons: readonly (readonly [RegExp, Bilingual])[] = [
  [/^office$/, { zh: '办公端', en: 'Office' }],
  [/^field$/, { zh: '移动端', en: 'Field' }],
  [/^asked by the person$/, { zh: '本人要求', en: 'Asked by the person' }],
  [/^no such login: (.*)$/s, { zh: '没有这个账号：{of}', en: 'No such login: {of}' }],
  [/^locked: (.*)$/s, { zh: '账号已锁定：{of}', en: 'The account is locked: {of}' }],
  [/^wrong password: (.*)$/s, { zh: '密码错误：{of}', en: 'Wrong password: {of}' }],
  [/^wrong code: (.*)$/s, { zh: '动态验证码错误：{of}', en: 'Wrong code: {of}' }],
  [/^演示数据 Demo data \((.*)\)$/, { zh: '演示数据（{of}）', en: 'Demo data ({of})' }],
]

const deeds: Readonly<Record<string, Bilingual>> = {
  POST: { zh: '新建', en: 'created' },
  PUT: { zh: '修改', en: 'changed' },
  DELETE: { zh: '删除', en: 'removed' },
  close: { zh: '注销', en: 'closed' },
  unmask: { zh: '查看完整个人信息', en: 'personal data shown' },
  import: { zh: '导入', en: 'imported' },
  export: { zh: '导出', en: 'exported' },
  status: { zh: '变更状态', en: 'status changed' },
  merge: { zh: '合并', en: 'merged' },
}

const joined = (title: Bilingual, deed: Bilingual): Bilingual => ({ zh: `${title.zh}：${deed.zh}`, en: `${title.en}: ${deed.en}` })

/** What was done, in words, of an action as the trail keeps it (`PUT /premises/:id`); null where no declaration knows it. */
export function actionWords(action: string): Bilingual | null {
  if (known[action]) return known[action]
  const shown = /^unmask (\w+)\./.exec(action)
  if (shown) return wordsOf(shown[1]!, 'unmask')
  const job = /^job:(\w+)/.exec(action)
  if (job) return { zh: `后台任务 ${job[1]}`, en: `Job ${job[1]}` }
  const [method, path = ''] = action.split(' ')
  const [first = '', ...rest] = path.split('/').filter((part) => part !== '' && !part.startsWith(':'))
  if (first === 'matters') {
    const matter = [...matters.values()].find(({ name }) => pathOf(name) === rest[0])
    const spec = matter?.actions[rest[1] ?? 'open']
    return matter && spec ? joined(matter.title, spec.label) : null
  }
  return wordsOf(first, rest[0] ?? method ?? '')
}

/** What a table is called: by its register's title where it is one. */
export function tableWords(table: string): Bilingual {
  return registers.get(table)?.title ?? tables[table] ?? { zh: table, en: table }
}

/** Why something was done, in both languages where the program said so; in a person's words as they are; null where nobody said. */
export function reasonWords({ action, reason }: { readonly action: string; readonly reason: string | null }): Bilingual | null {
  if (!reason) return null
  const exported = /(?:^GET \/| export )([\w-]+)(?:\/export)?$/.exec(action)
  if (exported) return askedWords(exported[1]!, reason)
  for (const [pattern, { zh, en }] of reasons) {
    const [found, of = ''] = pattern.exec(reason) ?? []
    if (found !== undefined) return { zh: zh.replace('{of}', () => of), en: en.replace('{of}', () => of) }
  }
  return { zh: reason, en: reason }
}

const asked: Readonly<Record<string, Bilingual>> = {
  format: { zh: '格式', en: 'Format' },
  columns: { zh: '列', en: 'Columns' },
  region: { zh: '区域', en: 'Region' },
  q: { zh: '搜索', en: 'Search' },
  sort: { zh: '排序', en: 'Sorted by' },
  closed: { zh: '注销情况', en: 'Closed rows' },
  as_of: { zh: '截至', en: 'As of' },
}

/** The conditions of an export, kept as the query that asked for it. */
function askedWords(name: string, query: string): Bilingual {
  const register = [...registers.values()].find((one) => one.name === name || pathOf(one.name) === name)
  const label = (field: string): Bilingual => register?.fields[field.split('.')[0]!]?.label ?? asked[field] ?? { zh: field, en: field }
  const parts = [...new URLSearchParams(query)].map(([field, value]) => {
    const named =
      field === 'columns' ? value.split(',').map(label) : field === 'sort' ? [label(value.replace(/^-/, ''))] : [{ zh: value, en: value }]
    return {
      zh: `${label(field).zh} ${named.map(({ zh }) => zh).join('、')}`,
      en: `${label(field).en} ${named.map(({ en }) => en).join(', ')}`,
    }
  })
  return { zh: parts.map(({ zh }) => zh).join('；'), en: parts.map(({ en }) => en).join('; ') }
}

/** What is wrong with a line of the file of checkpoints. */
export const fileFaultWords = ({ line, sentence }: { readonly line: number; readonly sentence: Bilingual }): Bilingual => ({
  zh: `检查点文件第 ${line} 行：${sentence.zh}`,
  en: `Line ${line} of the file of checkpoints: ${sentence.en}`,
})

function wordsOf(name: string, deed: string): Bilingual | null {
  const register = [...registers.values()].find((one) => one.name === name || pathOf(one.name) === name)
  return register && deeds[deed] ? joined(register.title, deeds[deed]) : null
}
