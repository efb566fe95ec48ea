import type { Bilingual } from '../core/bilingual.ts'

/**
 * What kind of body a unit is. It decides how it is addressed: government bodies of the region are urged (督办),
 * all others are requested (商请函).
 */
export type UnitKind =
  | 'government' // 政府组成部门、直属机构
  | 'county_government' // 县级以上人民政府
  | 'township' // 乡镇人民政府、街道办事处
  | 'station' // 派出机构：市场监管所
  | 'institution' // 事业单位
  | 'party' // 党委部门
  | 'congress' // 人大、政协
  | 'court'
  | 'procuratorate'
  | 'mass' // 人民团体
  | 'vertical' // 垂直管理机构：海关、税务 …

/**
 * A function (职能): what a unit answers for, whatever it is called in a place. `names` are the names without the
 * region in front, the full one first; several functions may share one unit, see `sharedNames`.
 */
export type DepartmentFunction = {
  readonly code: string
  readonly title: Bilingual
  readonly kind: UnitKind
  readonly names: readonly string[]
}

/** What functions that go by one name at several levels are called where they stand side by side. */
const levelled: Readonly<Record<string, string>> = {
  county_government: '县（市、区）人民政府',
  township_government: '乡镇人民政府（街道办事处）',
}

const of = (kind: UnitKind, rows: readonly (readonly [code: string, en: string, ...names: string[]])[]): DepartmentFunction[] =>
  rows.map(([code, en, ...names]) => ({ code, title: { zh: levelled[code] ?? names[0]!, en }, kind, names }))

export const departmentFunctions: readonly DepartmentFunction[] = [
  ...of('government', [
    ['fso', 'Food Safety Office', '食品安全委员会办公室', '食安委办公室', '食品安全办', '食安办'],
    ['government_office', 'Government Office', '人民政府办公室', '政府办公室', '政府办', '府办'],
    ['market', 'Market Supervision Bureau', '市场监督管理局', '市场监管局', '市监局', '市场局', '市场监督管理分局', '市场监管分局'],
    ['agriculture', 'Agriculture and Rural Affairs Bureau', '农业农村局', '农业局', '农业农村和水利局', '农业农村水务局'],
    ['health', 'Health Commission', '卫生健康委员会', '卫健委', '卫生健康委', '卫生健康局', '卫健局', '卫生健康和体育局', '卫健体局', '卫体局', '卫生计生局'],
    ['education', 'Education Bureau', '教育局', '教育科技局', '教科局', '教育体育局', '教体局', '教育和科学技术局'],
    ['police', 'Public Security Bureau', '公安局', '公安分局'],
    ['commerce', 'Commerce Bureau', '商务局', '商务和投资促进局', '商务投促局', '工业信息化和商务局'],
    ['development', 'Development and Reform Commission', '发展和改革委员会', '发改委', '发展改革委', '发展和改革局', '发展改革局', '发改局'],
    ['industry', 'Industry and Information Technology Bureau', '工业和信息化局', '工信局', '工信委', '工业信息化局', '工信和科技局', '工信科技局'],
    ['natural_resources', 'Natural Resources Bureau', '自然资源局', '规划和自然资源局', '自然资源和规划局', '自然资源分局', '规自局'],
    ['forestry', 'Forestry Bureau', '林业局', '林业和草原局', '林草局'],
    ['environment', 'Ecology and Environment Bureau', '生态环境局', '生态环境分局', '环保局', '环境保护局'],
    ['approval', 'Administrative Approval Bureau', '行政审批服务管理局', '行政审批局', '审批局', '政务服务中心'],
    ['urban_management', 'Urban Management Bureau', '城市管理局', '城管局', '城市管理综合行政执法局', '综合行政执法局', '城市综合管理局', '城管执法局'],
    ['tourism', 'Culture and Tourism Bureau', '文化和旅游局', '文旅局', '文化旅游局', '文旅委'],
    ['justice', 'Justice Bureau', '司法局'],
    ['transport', 'Transport Bureau', '交通运输局', '交通局'],
    ['science', 'Science and Technology Bureau', '科学技术局', '科技局'],
    ['finance', 'Finance Bureau', '财政局'],
    ['civil', 'Civil Affairs Bureau', '民政局'],
    ['human_resources', 'Human Resources and Social Security Bureau', '人力资源和社会保障局', '人社局'],
    ['housing', 'Housing and Urban-Rural Development Bureau', '住房和城乡建设局', '住建局', '住房城乡建设管理局', '住建委'],
    ['emergency', 'Emergency Management Bureau', '应急管理局', '应急局'],
    ['grain', 'Grain and Material Reserves Bureau', '粮食和物资储备局', '粮食和储备局', '粮食局', '粮储局', '发展改革和粮食局'],
    ['water', 'Water Resources Bureau', '水利局', '水务局'],
    ['private_economy', 'Private Economy Development Bureau', '民营经济发展局', '民营经济局', '中小企业局', '小企业发展促进局', '民营经济发展促进局'],
    ['audit', 'Audit Bureau', '审计局'],
    ['statistics', 'Statistics Bureau', '统计局'],
    ['sports', 'Sports Bureau', '体育局'],
    ['petitions', 'Petitions Bureau', '信访局', '信访工作局'],
    ['big_data', 'Big Data Bureau', '大数据管理局', '大数据局', '政务信息管理局', '数据局'],
    ['medical_insurance', 'Healthcare Security Bureau', '医疗保障局', '医保局'],
    ['ethnic_religious', 'Ethnic and Religious Affairs Bureau', '民族宗教事务局', '民宗局', '民族事务委员会', '民委'],
    ['state_assets', 'State Assets Commission', '国有资产监督管理委员会', '国资委'],
  ]),
  ...of('county_government', [
    ['county_government', 'County People’s Government', '人民政府', '政府'],
    ['city_government', 'Municipal People’s Government', '市人民政府', '市政府'],
  ]),
  ...of('township', [['township_government', 'Township Government or Subdistrict Office', '人民政府', '镇政府', '乡政府', '街道办事处', '街道办']]),
  ...of('station', [['market_station', 'Market Supervision Station', '市场监督管理所', '市场监管所', '市监所']]),
  ...of('institution', [
    ['inspection_centre', 'Inspection and Testing Centre', '综合检验检测中心', '检验检测中心', '质量检验检测所', '食品药品检验所', '食品检验所', '食药检所'],
    ['disease_control', 'Centre for Disease Control and Prevention', '疾病预防控制中心', '疾控中心', '疾病预防控制局', '疾控局'],
    ['media', 'Media Centre', '融媒体中心', '广播电视台', '新闻传媒中心', '媒体中心'],
    ['market_enforcement', 'Market Supervision Enforcement Team', '市场监管综合行政执法队', '市场监管综合行政执法支队', '市场监管执法队'],
    ['agriculture_enforcement', 'Agricultural Enforcement Team', '农业综合行政执法队', '农业综合行政执法支队', '农业执法队'],
    ['hospital', 'Hospital', '人民医院', '中医院', '妇幼保健院'],
    ['supply_cooperative', 'Supply and Marketing Cooperative', '供销合作社联合社', '供销合作社', '供销社', '供销联社'],
    ['livestock', 'Animal Husbandry Centre', '畜牧兽医服务中心', '畜牧兽医中心', '畜牧中心', '畜牧局'],
  ]),
  ...of('party', [
    ['party_office', 'Party Committee Office', '委办公室', '委办'],
    ['publicity', 'Publicity Department', '委宣传部', '宣传部'],
    ['cyberspace', 'Cyberspace Affairs Office', '委网络安全和信息化委员会办公室', '委网信办', '网信办', '互联网信息办公室'],
    ['political_legal', 'Political and Legal Affairs Commission', '委政法委员会', '委政法委', '政法委'],
    ['organisation', 'Organisation Department', '委组织部', '组织部'],
    ['united_front', 'United Front Work Department', '委统战部', '统战部'],
    ['establishment', 'Office of the Commission for Public Sector Reform', '委机构编制委员会办公室', '委编办', '编办'],
    ['discipline', 'Commission for Discipline Inspection', '纪委监委', '纪律检查委员会', '纪委'],
    ['civilisation', 'Civility Office', '精神文明建设指导委员会办公室', '委文明办', '文明办'],
  ]),
  ...of('congress', [
    ['congress', 'Standing Committee of the People’s Congress', '人大常委会', '人民代表大会常务委员会', '人大'],
    ['consultative', 'People’s Political Consultative Committee', '政协', '政治协商会议'],
  ]),
  ...of('court', [['court', 'People’s Court', '人民法院', '法院', '中级人民法院', '中级法院', '中院']]),
  ...of('procuratorate', [['procuratorate', 'People’s Procuratorate', '人民检察院', '检察院']]),
  ...of('mass', [
    ['science_association', 'Association for Science and Technology', '科学技术协会', '科协'],
    ['trade_union', 'Federation of Trade Unions', '总工会', '工会'],
    ['youth_league', 'Communist Youth League Committee', '团委', '共青团委', '团市委', '团区委', '团县委'],
    ['women', 'Women’s Federation', '妇女联合会', '妇联'],
    ['industry_commerce', 'Federation of Industry and Commerce', '工商业联合会', '工商联'],
    ['consumers', 'Consumers’ Association', '消费者协会', '消协', '消费者权益保护委员会', '消保委'],
    ['red_cross', 'Red Cross Society', '红十字会'],
  ]),
  ...of('vertical', [
    ['customs', 'Customs', '海关', '出入境检验检疫局'],
    ['tax', 'Tax Bureau', '税务局'],
    ['post', 'Postal Administration', '邮政管理局', '邮管局'],
    ['financial_supervision', 'Financial Regulatory Office', '金融监督管理分局', '金融监管分局', '银保监分局', '金融监管支局', '银保监局'],
    ['central_bank', 'People’s Bank of China Branch', '中国人民银行分行', '人民银行', '人行', '中心支行'],
    ['meteorology', 'Meteorological Bureau', '气象局'],
    ['tobacco', 'Tobacco Monopoly Bureau', '烟草专卖局', '烟草局'],
    ['railway', 'Railway Bureau', '铁路局', '铁路'],
  ]),
]

/** Names of units that answer for several functions at once; the first is the one under which the unit is found. */
export const sharedNames: Readonly<Record<string, readonly string[]>> = {
  卫生健康和体育局: ['health', 'sports'],
  卫健体局: ['health', 'sports'],
  卫体局: ['health', 'sports'],
  教育科技局: ['education', 'science'],
  教育和科学技术局: ['education', 'science'],
  教科局: ['education', 'science'],
  教育体育局: ['education', 'sports'],
  教体局: ['education', 'sports'],
  工信和科技局: ['industry', 'science'],
  工信科技局: ['industry', 'science'],
  工业信息化和商务局: ['commerce', 'industry'],
  发展改革和粮食局: ['grain', 'development'],
  农业农村和水利局: ['agriculture', 'water'],
  农业农村水务局: ['agriculture', 'water'],
}

const byCode = new Map(departmentFunctions.map((one) => [one.code, one]))
const byName = new Map<string, DepartmentFunction>()
for (const one of departmentFunctions) for (const name of one.names) if (!byName.has(name)) byName.set(name, one)

/** The function of a code. @throws RangeError where there is none: codes are data of this file */
export function departmentFunction(code: string): DepartmentFunction {
  const found = byCode.get(code)
  if (!found) throw new RangeError(`no department function: ${code}`)
  return found
}

/** The function that a unit's name without its region tells (`卫体局` → health), or undefined. Exact: nothing is guessed. */
export const functionOfName = (name: string): DepartmentFunction | undefined => byName.get(name)
