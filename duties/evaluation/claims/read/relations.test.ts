import { describe, expect, test } from 'vitest'
import type { ReadClaim } from '../contract.ts'
import { readDocument } from './index.ts'

const read = (text: string) => readDocument('paper.txt', text).read
const told = (text: string) => read(text).map(({ subject, measure }) => `${subject}/${measure}`)
const wholes = (text: string): (string | null)[] => {
  const claims = read(text)
  const name = (index: number | null) => (index === null ? null : claims[index]!.text)
  return claims.map((claim: ReadClaim) => name(claim.partOf))
}

describe('what a figure counts', () => {
  test.each([
    ['全市共有食品生产企业492家，食品小作坊1350家。', ['食品生产企业/数量', '食品小作坊/数量']],
    [
      '共检查食品生产经营单位6959户次，责令整改320户次，立案31起。',
      ['食品生产经营单位/检查', '食品生产经营单位/责令整改', '食品生产经营单位/立案'],
    ],
    ['市市场监管部门共出动执法人员11200余人次。', ['执法人员/出动']],
    ['立案查处31起违法案件，罚没款18.7万元。', ['违法案件/立案查处', '违法案件/罚没款']],
    ['收到1025件核查处置任务，核查处置率达到100%。', ['核查处置任务/收到', '核查处置任务/核查处置率']],
    ['建立1005人的专兼职信息员队伍。', ['专兼职信息员队伍/建立']],
    ['对16家乳制品、食醋企业的体系检查。', ['乳制品、食醋企业/数量']],
    ['食品相关产品生产企业（包材）15家。', ['食品相关产品生产企业/数量']],
    ['检查食品生产企业120家、餐饮单位500家。', ['食品生产企业/检查', '餐饮单位/检查']],
    ['涵盖4个市委部门、22个市直部门。', ['市委部门/涵盖', '市直部门/涵盖']],
    ['监督抽检合格率98%，评价性抽检合格率98.5%。', ['监督抽检/合格率', '评价性抽检/合格率']],
    ['企业自查率和自查报告率均达98%。', ['企业/自查率、自查报告率']],
    ['食品安全工作所占权重达到3%。', ['食品安全工作/权重']],
    ['覆盖率由29.5%提升至98%，提高了68.5个百分点。', ['/覆盖率', '/覆盖率', '/覆盖率']],
    ['平均每所4人。', ['/平均']],
  ])('%s', (text, expected) => expect(told(text)).toEqual(expected))

  test('a share says of what', () => {
    expect(read('规模以上企业占全部食品企业的30%。')[0]).toMatchObject({ subject: '规模以上企业', measure: '占比', base: '食品企业' })
    expect(read('704家98%的中小学食堂实施改造。').map(({ base }) => base)).toEqual([null, '中小学食堂'])
  })

  test('分别 deals figures to the names before it', () => {
    expect(told('不合格样品及问题样品分别为386批次和6批次。')).toEqual(['不合格样品/数量', '问题样品/数量'])
    expect(told('抽检食品100批次、农产品50批次，不合格率分别为2%和1%。').slice(2)).toEqual(['食品/不合格率', '农产品/不合格率'])
  })
})

describe('parts and notes', () => {
  test.each([
    ['餐饮单位173家，其中学校食堂71家，包括幼儿园食堂62家；批发市场13家。', [null, '173家', '71家', null]],
    ['经营单位112户（A级60户，B级12户，C级40户），包保60户。', [null, '112户', '112户', '112户', null]],
    ['企业520家（含小作坊251家，保健食品企业4家）。', [null, '520家', '520家']],
    ['屠宰企业6家(其中生猪4家，牛羊2家)，超市9家。', [null, '6家', '6家', null]],
    ['共检查单位500家次：企业100家次、餐饮300家次、超市100家次。', [null, '500家次', '500家次', '500家次']],
    ['检查企业500家次，其中生产企业100家次，责令整改20家。', [null, '500家次', null]],
    ['监管人员571名，其中专业人员510名，占比89.3%。', [null, '571名', null]],
  ])('%s', (text, expected) => expect(wholes(text)).toEqual(expected))

  test('behind a semicolon the first whole goes on where what follows can be a part of it', () => {
    const text = '全市共有单位近5万家，其中生产企业520家；经营企业46480家，其中：流通企业29409家，餐饮企业17071家；食堂885家。'
    expect(wholes(text)).toEqual([null, '近5万家', '近5万家', '46480家', '46480家', '近5万家'])
  })

  test('a bracket right behind a figure says it in another unit, or notes it', () => {
    const claims = read('抽检2.8批次/千人（12123批次），核酸检测15374.5公斤（15.3745吨），覆盖704家（98%）。')
    expect(claims.map(({ bracketOf }) => bracketOf)).toEqual([null, 0, null, 2, null, 4])
    expect(claims.map(({ partOf }) => partOf)).toEqual([null, null, null, null, null, null])
  })
})
