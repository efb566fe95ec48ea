import type { Bilingual } from '../../platform/core/bilingual.ts'
import type { Choice } from '../../platform/register/fields.ts'
import type { LicenceKind } from './licence-kinds.ts'

/**
 * The department that answers for a kind of premises, by function code (org_unit.function):
 * market 市场监管 · approval 行政审批 · agriculture 农业农村 · health 卫生健康 · education 教育 · grain 粮食 ·
 * civil 民政 · tourism 文旅 · fso 食安办.
 */
export type FunctionCode = 'market' | 'approval' | 'agriculture' | 'health' | 'education' | 'grain' | 'civil' | 'tourism' | 'fso'

/** A node of the tree of premises types. */
export type PremisesType<C extends string = string> = Choice<C> & {
  /** 口径: what a count of this type includes and leaves out. */
  readonly note: Bilingual
  /** Who supervises it, the leading department first. */
  readonly regulators: readonly FunctionCode[]
  /** Licences or filings it may work under: one of them is needed. Empty where the law asks for none. */
  readonly licences: readonly LicenceKind[]
}

const node = <const C extends string>(
  code: C, parent: string | undefined, zh: string, en: string,
  regulators: readonly FunctionCode[], licences: readonly LicenceKind[], noteZh: string, noteEn: string,
): PremisesType<C> => ({ code, parent, label: { zh, en }, note: { zh: noteZh, en: noteEn }, regulators, licences })

/**
 * The tree. A count of a node is its own premises and those of every node below it; what a published document
 * counts together is another matter and stands in countings.ts.
 * The five roots only gather: no premises is of that type itself.
 * @source 食品安全法 art.2, 35, 36; 食品安全法实施条例 art.25 (COLD_STORE), art.31 (WHOL)
 */
export const premisesTypes = [
  node('PRODUCTION', undefined, '生产加工', 'Production', ['market'], [], '五类生产加工场所之和，不是一种可登记的类型。',
    'All production below; not a type of its own.'),
  node('PROD', 'PRODUCTION', '食品生产企业', 'Food producer', ['market'], ['SC'],
    '持食品生产许可（SC1）的生产场所；不含小作坊、食品添加剂、保健食品和婴幼儿配方乳粉生产企业。',
    'Production sites under a food production licence (SC1); without workshops, additives, health food and infant formula.'),
  node('ADDI', 'PRODUCTION', '食品添加剂生产企业', 'Food additive producer', ['market'], ['SC'],
    '持食品添加剂生产许可（SC2）的生产场所。', 'Sites under an additive production licence (SC2).'),
  node('HEAL', 'PRODUCTION', '保健食品生产企业', 'Health-food producer', ['market'], ['SC'],
    '持保健食品生产许可（SC127）的生产场所；有的文件把它计入食品生产企业。', 'Sites under licence SC127; some documents count them among producers.'),
  node('INFA', 'PRODUCTION', '婴幼儿配方乳粉生产企业', 'Infant formula producer', ['market'], ['SC'],
    '持婴幼儿配方食品生产许可（SC129）的生产场所；不含销售者。', 'Sites under licence SC129; sellers are not among them.'),
  node('WORK', 'PRODUCTION', '食品小作坊', 'Food workshop', ['market'], ['WORKSHOP'],
    '按省级地方性法规登记或许可的小作坊；有的文件把它计入食品生产企业。', 'Workshops under the provincial permit; some documents count them among producers.'),
  node('PACK', 'PRODUCTION', '食品相关产品生产企业', 'Food-contact material producer', ['market'], ['FOOD_CONTACT'],
    '食品包装材料、容器等生产企业，不是食品生产者。', 'Makers of packaging and other food-contact products; not food producers.'),

  node('SALE', undefined, '食品销售', 'Sale', ['market'], [], '各类销售场所之和，不是一种可登记的类型。', 'All sale below; not a type of its own.'),
  node('DIST', 'SALE', '食品流通（销售）企业', 'Distributor or retailer', ['market'], ['JY', 'YB'],
    '持食品经营许可（JY1）或预包装食品销售备案（YB）的场所；不含小经营店。', 'Premises under JY1 or a pre-packaged food filing; without small shops.'),
  node('INFA_SALE', 'DIST', '婴幼儿配方乳粉销售者', 'Infant formula seller', ['market'], ['JY', 'YB'],
    '销售企业中经营婴幼儿配方乳粉的，计入食品流通企业。', 'Retailers that sell infant formula; counted among retailers.'),
  node('SHOP', 'SALE', '小经营店', 'Small shop', ['market', 'approval'], ['SMALL_SHOP', 'JY', 'YB'],
    '按省级地方性法规许可或备案的小食品店；有的文件计入食品流通企业。', 'Small shops under the provincial permit; some documents count them among retailers.'),
  node('WHOL', 'SALE', '食用农产品市场', 'Farm-produce market', ['market'], [],
    '批发市场与农贸市场开办者，一个市场计一户，市场内摊位不在其内。', 'Market operators: one market is one; the stalls inside are not counted.'),
  node('WHOL_WHOLESALE', 'WHOL', '食用农产品批发市场', 'Wholesale market', ['market'], [], '仅批发市场。', 'Wholesale markets only.'),
  node('WHOL_FARMERS', 'WHOL', '农贸市场', 'Farmers’ market', ['market'], [], '仅农贸（集贸）市场。', 'Farmers’ markets only.'),
  node('PLAT', 'SALE', '网络食品交易第三方平台', 'Online food platform', ['market'], ['PLATFORM'],
    '平台提供者及其分支机构；平台内商户按各自类型计。', 'Platform providers and branches; sellers on them are counted by their own type.'),

  node('CATERING', undefined, '餐饮服务', 'Catering', ['market'], [], '各类餐饮场所之和，含食堂，不是一种可登记的类型。',
    'All catering below, canteens too; not a type of its own.'),
  node('CATE', 'CATERING', '餐饮服务单位', 'Restaurant', ['market'], ['JY'],
    '持食品经营许可（JY2）的餐馆；不含小餐饮、食堂、中央厨房和集体用餐配送单位。',
      'Restaurants under JY2; without small catering, canteens, central kitchens and meal delivery.'),
  node('SCAT', 'CATERING', '小餐饮店', 'Small catering', ['market'], ['SMALL_CATERING', 'JY'],
    '按省级地方性法规许可或备案的小餐饮。', 'Small catering under the provincial permit.'),
  node('VEND', 'CATERING', '小摊点', 'Street vendor', ['market', 'fso'], ['VENDOR'],
    '持备案卡的食品小摊点（摊贩），制售与销售都在内。', 'Food vendors with a filing card, whether they cook or only sell.'),
  node('CANT', 'CATERING', '食堂', 'Canteen', ['market', 'education'], ['JY'],
    '学校、托幼机构和单位食堂（JY3）；有的文件计入餐饮服务，有的不计。',
      'Canteens of schools, kindergartens and employers (JY3); some documents count them inside catering, some outside.'),
  node('CANT_SCHOOL', 'CANT', '中小学食堂', 'School canteen', ['market', 'education'], ['JY'], '中小学（含中职）食堂。',
    'Primary, middle and vocational schools.'),
  node('CANT_KINDERGARTEN', 'CANT', '幼儿园食堂', 'Kindergarten canteen', ['market', 'education'], ['JY'], '幼儿园食堂。', 'Kindergartens.'),
  node('CANT_UNIVERSITY', 'CANT', '高校食堂', 'University canteen', ['market', 'education'], ['JY'], '高等学校食堂，一个许可证计一户。',
    'Universities; one licence is one canteen.'),
  node('CANT_UNIT', 'CANT', '单位食堂', 'Employer’s canteen', ['market'], ['JY'], '机关、企业、工地、医院、养老机构等食堂。',
    'Offices, firms, building sites, hospitals, care homes.'),
  node('CENT', 'CATERING', '中央厨房和集体用餐配送单位', 'Central kitchen or meal delivery', ['market'], ['JY'],
    '中央厨房与集体用餐（校外供餐）配送单位之和。', 'Central kitchens and firms that deliver group meals.'),
  node('CENT_KITCHEN', 'CENT', '中央厨房', 'Central kitchen', ['market'], ['JY'], '餐饮连锁的中央厨房。', 'Central kitchens of catering chains.'),
  node('CENT_MEALS', 'CENT', '集体用餐配送单位', 'Group-meal delivery', ['market', 'education'], ['JY'], '含校外供餐单位。',
    'Firms that supply schools are included.'),
  node('CARE', 'CATERING', '其他集中供餐与住宿', 'Other group meals and lodging', ['market'], ['LOCAL', 'JY'],
    '小饭桌、托管、托育、日间照料、社区食堂、民宿之和。', 'After-school meals, day care, nurseries, community canteens, guest houses.'),
  node('CARE_TABLE', 'CARE', '小饭桌和校外托管机构', 'After-school meals', ['market', 'education'], ['LOCAL', 'JY'], '向学生供餐的小饭桌、托管机构。',
    'Places that feed pupils outside school.'),
  node('CARE_NURSERY', 'CARE', '婴幼儿托育机构', 'Nursery', ['market', 'health'], ['LOCAL', 'JY'], '3 岁以下托育机构。', 'Care of children under three.'),
  node('CARE_ELDERLY', 'CARE', '日间照料中心', 'Day-care centre', ['market', 'civil'], ['LOCAL', 'JY'], '供餐的老年人日间照料中心。',
    'Day-care centres that serve meals.'),
  node('CARE_COMMUNITY', 'CARE', '社区食堂', 'Community canteen', ['market', 'civil'], ['LOCAL', 'JY'], '社区（助餐）食堂。', 'Community canteens.'),
  node('CARE_GUESTHOUSE', 'CARE', '民宿', 'Guest house', ['market', 'tourism'], ['LOCAL', 'JY'], '供餐的民宿、农家乐。',
    'Guest houses that serve meals.'),

  node('PRIMARY', undefined, '种养殖与收储', 'Primary production and storage', ['agriculture'], [], '各类源头场所之和，不是一种可登记的类型。',
    'All sources below; not a type of its own.'),
  node('FARM', 'PRIMARY', '种植养殖企业、合作社', 'Farm or cooperative', ['agriculture'], [], '纳入监管名录的规模主体，不含散户。',
    'Those on the supervised list; smallholders are not counted.'),
  node('INPU', 'PRIMARY', '农资经营者', 'Agricultural input seller', ['agriculture'], ['PESTICIDE', 'VETERINARY'], '农药、兽药经营者，一个门店计一户。',
    'Sellers of pesticides and veterinary drugs, by shop.'),
  node('SLAU', 'PRIMARY', '定点屠宰厂（场）', 'Slaughterhouse', ['agriculture'], ['SLAUGHTER'], '生猪与牛羊定点屠宰之和。',
    'Pig, cattle and sheep slaughterhouses.'),
  node('SLAU_PIG', 'SLAU', '生猪定点屠宰厂', 'Pig slaughterhouse', ['agriculture'], ['SLAUGHTER'], '仅生猪。', 'Pigs only.'),
  node('SLAU_RUMINANT', 'SLAU', '牛羊定点屠宰厂', 'Cattle and sheep slaughterhouse', ['agriculture'], ['SLAUGHTER'], '仅牛羊。',
    'Cattle and sheep only.'),
  node('GRAI', 'PRIMARY', '粮食收购（收储）企业', 'Grain buyer', ['grain'], ['GRAIN'], '已备案的粮食收购、收储企业。', 'Filed grain buyers and stores.'),

  node('SERVICE', undefined, '相关服务', 'Related services', ['market'], [], '各类服务场所之和，不是一种可登记的类型。',
    'All services below; not a type of its own.'),
  node('WASH', 'SERVICE', '餐饮具集中消毒服务单位', 'Tableware disinfection', ['health'], [], '集中消毒服务单位，由卫生健康部门监督。',
    'Central disinfection firms, supervised by the health department.'),
  node('COLD', 'SERVICE', '冷链贮存与进口冷链', 'Cold chain', ['market'], ['COLD_STORE', 'JY'], '进口冷链经营者、总仓与第三方冷库之和。',
    'Importers, hubs and third-party cold stores.'),
  node('COLD_IMPORTER', 'COLD', '进口冷链食品经营者', 'Cold-chain importer', ['market'], ['JY', 'YB'], '在冷链追溯系统登记的经营者。',
    'Operators registered in the tracing system.'),
  node('COLD_HUB', 'COLD', '进口冷链总仓', 'Cold-chain hub', ['market'], ['COLD_STORE'], '集中监管总仓。', 'Central supervised hubs.'),
  node('COLD_STORE', 'COLD', '冷藏冷冻贮存者', 'Cold store', ['market'], ['COLD_STORE'], '从事对温湿度有要求的贮存的非食品生产经营者，应备案。',
    'Non-food firms that store temperature-controlled food; they file.'),
  node('LAB', 'SERVICE', '检验检测', 'Testing', ['market', 'agriculture'], [], '检验机构与快检室之和。', 'Testing bodies and rapid-test rooms.'),
  node('LAB_BODY', 'LAB', '食品检验机构', 'Testing body', ['market', 'agriculture'], ['CMA'], '取得资质认定（CMA）的机构。',
    'Bodies with CMA qualification.'),
  node('LAB_RAPID', 'LAB', '快检室', 'Rapid-test room', ['market', 'agriculture'], [], '只作筛查，不需资质认定。',
    'Screens only; needs no qualification.'),
] as const satisfies readonly PremisesType[]

/** Code of any node, the five gathering roots too. */
export type PremisesTypeCode = (typeof premisesTypes)[number]['code']

const byCode: ReadonlyMap<string, PremisesType> = new Map(premisesTypes.map((type) => [type.code, type]))

/** The node of a code, if there is one. */
export const findType = (code: string): PremisesType | undefined => byCode.get(code)

/** A root gathers; premises are of one of the types below. */
export const gathersOnly = (type: PremisesType): boolean => type.parent === undefined

/** The types that premises may be of: what forms and imports offer. */
export const premisesTypeChoices: readonly PremisesType<PremisesTypeCode>[] = premisesTypes.filter((type) => !gathersOnly(type))

/** A type and every type below it, in the order of the tree. @example typesUnder('SLAU') // ['SLAU', 'SLAU_PIG', 'SLAU_RUMINANT'] */
export const typesUnder = (code: string): readonly string[] =>
  premisesTypes.filter((type) => lineage(type.code).includes(code)).map((type) => type.code)

/** A type and every type above it, itself first. @example lineage('SLAU_PIG') // ['SLAU_PIG', 'SLAU', 'PRIMARY'] */
export const lineage = (code: string): readonly string[] => lineages.get(code) ?? []

const wayUp = (type: PremisesType): readonly string[] => [type.code, ...(type.parent === undefined ? [] : wayUp(byCode.get(type.parent)!))]
const lineages: ReadonlyMap<string, readonly string[]> = new Map(premisesTypes.map((type) => [type.code, wayUp(type)]))

/** Types that may not work without a licence or filing of some kind. */
export const licensedTypes: readonly string[] = premisesTypes.filter((type) => type.licences.length > 0).map((type) => type.code)
