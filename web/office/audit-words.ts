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
}

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

function wordsOf(name: string, deed: string): Bilingual | null {
  const register = [...registers.values()].find((one) => one.name === name || pathOf(one.name) === name)
  return register && deeds[deed] ? joined(register.title, deeds[deed]) : null
}
