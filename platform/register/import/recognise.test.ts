import { expect, test } from 'vitest'
import { example, recogniseTexts } from './example.ts'
import { headingsOf, recognise } from './recognise.ts'

test.each([
  ['企业名称', 'name'],
  [' 企 业\n名 称 ', 'name'],
  ['*企业名称（必填）', 'name'],
  ['企业名称：', 'name'],
  ['店名', 'name'],
  ['NAME', 'name'],
  ['Licence Number', 'number'],
  ['licence_number', 'number'],
  ['许可证号[18位]', 'number'],
  ['注册资本（万元）', 'capital'],
  ['面积/㎡', 'area'],
  ['Ａrea', 'area'],
  ['发证日期(yyyy-mm-dd)', 'issued_on'],
  ['是否连锁（是/否）', 'chain'],
  ['legal_person', 'legal_person'],
  ['Valid from', 'starts_on'],
  ['企业名称（盖章）', 'name'],
  ['企业名称（店名）', 'name'],
])('the heading %j is surely %s', (heading, field) => {
  const { columns, guesses } = recogniseTexts(heading)
  expect(Object.values(columns)).toEqual([field])
  expect(guesses).toEqual([])
})

test.each([
  ['法定代表人姓名', 'legal_person'],
  ['法人代表人', 'legal_person'],
  ['商户全称', 'name'],
  ['发证时间', 'issued_on'],
  ['许可证编码号', 'number'],
  ['联系人电话', 'phone'],
  ['现有从业人数', 'staff'],
  ['企业名称（甲方）', 'name'],
])('the heading %s is guessed to be %s, for the user to confirm', (heading, field) => {
  const { columns, guesses } = recogniseTexts(heading)
  expect(columns).toEqual({ [heading]: field })
  expect(guesses).toEqual([{ heading, field }])
})

test.each(['法定代表人电话', '法定代表人身份证号', '发证机关', '有效期', '封存日', '序号', '企业类型', '备注', '单位类型（学校/企业）'])(
  'the heading %s is not taken for a field that resembles it',
  (heading) => {
    expect(recogniseTexts(heading)).toMatchObject({ columns: {}, unrecognised: [heading] })
  },
)

test('beginning and end of a term are never taken for each other', () => {
  expect(recogniseTexts('有效期（起）', '有效期（止）').columns).toEqual({ '有效期（起）': 'starts_on', '有效期（止）': 'expires_on' })
  expect(recogniseTexts('有效期止').columns).toEqual({ 有效期止: 'expires_on' })
})

test('two headings for one field: a label goes before a declared heading, equals are a conflict of which the first is read', () => {
  expect(recogniseTexts('单位名称', '企业名称')).toMatchObject({ columns: { 企业名称: 'name' }, unrecognised: ['单位名称'], conflicts: [] })
  expect(recogniseTexts('单位名称', '店名')).toMatchObject({
    columns: { 单位名称: 'name' },
    conflicts: [{ field: 'name', headings: ['单位名称', '店名'] }],
  })
})

test('required fields without a column are missing', () => {
  expect(recogniseTexts('企业名称', '电话').missing).toEqual(['starts_on'])
})

test('what the user confirmed overrules recognition, and null leaves a column out', () => {
  const { columns, unrecognised } = recognise(example, headingsOf(['甲列', '企业名称', '店名']), {
    甲列: 'number',
    企业名称: null,
    店名: 'name',
  })
  expect(columns).toEqual({ 甲列: 'number', 店名: 'name' })
  expect(unrecognised).toEqual(['企业名称'])
})

test('the user cannot confirm a field that only the program sets', () => {
  expect(recognise(example, headingsOf(['封存日']), { 封存日: 'sealed_on' }).columns).toEqual({})
})

test('the levels of a place are columns of the one region field', () => {
  const { columns, reads } = recogniseTexts('县（市、区）', '乡镇（街道）', '村')
  expect(columns).toEqual({ '县（市、区）': 'region', '乡镇（街道）': 'region', 村: 'region' })
  expect(reads.map(({ level }) => level)).toEqual(['county', 'township', 'village'])
})
