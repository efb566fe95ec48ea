import { describe, expect, test } from 'vitest'
import { actorWords } from '../kit/actor-words.ts'
import { actionWords, fileFaultWords, reasonWords, tableWords } from './audit-words.ts'

describe('the audit trail in words', () => {
  test('a table is called by its register’s title, in both languages', () => {
    expect(tableWords('person')).toEqual({ zh: '人员', en: 'People' })
    expect(tableWords('file')).toEqual({ zh: '附件', en: 'File' })
    expect(tableWords('credential')).toEqual({ zh: '账号', en: 'Account' })
  })

  test('the program is called by the part of it that acted, a person by name', () => {
    expect(actorWords({ actor: 'cli', person: null })).toEqual({ zh: '命令行', en: 'Command line' })
    expect(actorWords({ actor: 'job:files.verify', person: null })).toEqual({ zh: '后台任务', en: 'Background jobs' })
    expect(actorWords({ actor: 'cli', person: '0199aaaa-0000-7000-8000-000000000000' })).toEqual({ zh: 'cli', en: 'cli' })
  })

  test('a reason that the program gave is told in both languages, a person’s own as it was written', () => {
    const why = (reason: string | null, action = 'sign-in refused') => reasonWords({ action, reason })
    expect(why('wrong password: zhang$&')).toEqual({ zh: '密码错误：zhang$&', en: 'Wrong password: zhang$&' })
    expect(why('asked by the person', 'sign-out')).toEqual({ zh: '本人要求', en: 'Asked by the person' })
    expect(why('电话核实', 'PUT /person/:id')).toEqual({ zh: '电话核实', en: '电话核实' })
    expect(why(null)).toBeNull()
  })

  test('the conditions of an export are told by the labels of its fields', () => {
    const words = reasonWords({ action: 'GET /person/export', reason: 'format=csv&columns=name&sort=-name&q=%E7%8E%8B' })
    expect(words).toEqual({ zh: '格式 csv；列 姓名；排序 姓名；搜索 王', en: 'Format csv; Columns Name; Sorted by Name; Search 王' })
    expect(reasonWords({ action: 'cli export person', reason: 'format=xlsx' })).toEqual({ zh: '格式 xlsx', en: 'Format xlsx' })
  })

  test('what the platform’s own routes and commands do has words', () => {
    for (const action of [
      'sign-in',
      'change password',
      'user.reset',
      'POST /audit/verify',
      'POST /sessions/:id/end',
      'PUT /person/:id',
      'GET /person/export',
    ])
      expect(actionWords(action), action).not.toBeNull()
    expect(fileFaultWords({ line: 3, sentence: { zh: '坏', en: 'Bad' } }).en).toBe('Line 3 of the file of checkpoints: Bad')
  })
})
