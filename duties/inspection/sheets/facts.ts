import type { Bilingual } from '../../../platform/core/bilingual.ts'

/** Questions about a place, under one code in every sheet, so that the answer of one visit serves the next. */
export const facts = {
  // kitchens
  cold_dishes: { zh: '是否制作冷食类食品（凉菜、熟食改刀等）？', en: 'Are cold dishes made here?' },
  cold_room: { zh: '是否设有食品专间？', en: 'Is there a separate room for ready-to-eat work?' },
  raw_food: { zh: '是否制作生食类食品（刺身等）？', en: 'Is food made that is eaten raw?' },
  decorated_cakes: { zh: '是否制作裱花糕点？', en: 'Are decorated cakes made here?' },
  hot_holding: { zh: '是否热藏待售（供）食品？', en: 'Is food held hot before it is served?' },
  additives: { zh: '是否使用食品添加剂？', en: 'Are food additives used?' },
  online: { zh: '是否通过网络销售或配送？', en: 'Is food sold or delivered online?' },
  banquets: { zh: '是否承办宴席或重大活动供餐？', en: 'Are banquets or major events catered for?' },
  delivers_meals: { zh: '是否为集体用餐配送单位？', en: 'Are group meals delivered from here?' },
  central_kitchen: { zh: '是否为中央厨房？', en: 'Is this a central kitchen?' },
  heat_disinfection: { zh: '餐饮具是否自行热力消毒？', en: 'Is tableware disinfected here by heat?' },
  chemical_disinfection: { zh: '餐饮具是否自行化学消毒？', en: 'Is tableware disinfected here with chemicals?' },
  hires_disinfection: { zh: '是否使用集中消毒餐饮具？', en: 'Is tableware bought in from a disinfection firm?' },
  own_water: { zh: '是否使用自备水源或二次供水？', en: 'Is water taken from an own source or a tank?' },
  // canteens
  school: { zh: '是否为中小学、幼儿园食堂（不含高校）？', en: 'Is this the canteen of a school or kindergarten (not of a university)?' },
  kindergarten: { zh: '是否为托幼机构食堂？', en: 'Is this the canteen of a kindergarten or nursery?' },
  contractor: { zh: '食堂是否由承包方经营？', en: 'Does a contractor run the canteen?' },
  orders_meals: { zh: '是否从校外（外部）供餐单位订餐？', en: 'Are meals ordered from an outside supplier?' },
  director_required: { zh: '依法是否应配备食品安全总监？', en: 'Does the law require a food safety director here?' },
  // sale and storage
  bulk: { zh: '是否销售散装食品？', en: 'Is food sold loose?' },
  chilled: { zh: '是否经营或贮存冷藏食品？', en: 'Is chilled food kept here?' },
  frozen: { zh: '是否经营或贮存冷冻食品？', en: 'Is frozen food kept here?' },
  made_on_site: { zh: '是否现场制售食品？', en: 'Is food made on site for sale?' },
  produce: { zh: '是否销售食用农产品？', en: 'Is farm produce sold?' },
  meat: { zh: '是否经营畜禽肉类？', en: 'Is meat sold or used?' },
  imported: { zh: '是否经营进口食品？', en: 'Is imported food sold?' },
  wholesale: { zh: '是否从事批发？', en: 'Is food sold wholesale?' },
  special_food: { zh: '是否销售特殊食品？', en: 'Are special foods sold?' },
  near_school: { zh: '是否位于校园周边？', en: 'Is the place near a school?' },
  outsources_storage: { zh: '是否委托他人贮存、运输食品？', en: 'Is storage or transport left to others?' },
  transport: { zh: '是否自行运输食品？', en: 'Is food carried in own vehicles?' },
  import_hub: { zh: '是否贮存进口冷链食品？', en: 'Is imported cold-chain food stored?' },
  non_food_firm: { zh: '是否为非食品生产经营者（专业贮存者）？', en: 'Is this a storage firm that makes or sells no food itself?' },
  // production
  commissioned: { zh: '是否委托或受托生产？', en: 'Is production commissioned from or by others?' },
  own_tests: { zh: '出厂检验是否自行完成？', en: 'Are release tests done in-house?' },
  controlled_area: { zh: '是否设有清洁作业区？', en: 'Is there a clean-work area?' },
  cold_store: { zh: '是否设有冷藏（冻）库？', en: 'Is there a cold store?' },
  gm: { zh: '是否使用转基因原料？', en: 'Are genetically modified materials used?' },
  health_food: { zh: '是否涉及保健食品？', en: 'Is health food concerned?' },
  infant_formula: { zh: '是否涉及婴幼儿配方食品？', en: 'Is infant formula concerned?' },
  medical_food: { zh: '是否涉及特殊医学用途配方食品？', en: 'Is food for special medical purposes concerned?' },
  makes_special: { zh: '是否生产特殊食品？', en: 'Are special foods produced here?' },
  pretreatment: { zh: '是否有原料提取、纯化等前处理工序？', en: 'Are raw materials extracted or purified here?' },
  // others
  stalls_cooked: { zh: '市场内是否有熟食、现场制售摊位？', en: 'Are there stalls in the market that cook or sell cooked food?' },
  live_poultry: { zh: '市场内是否经营活禽？', en: 'Is live poultry sold in the market?' },
  meals_platform: { zh: '平台是否提供网络餐饮服务？', en: 'Does the platform offer meals?' },
  goods_platform: { zh: '平台是否销售预包装食品、食用农产品等？', en: 'Does the platform offer packed food or produce?' },
  pigs: { zh: '是否屠宰生猪？', en: 'Are pigs slaughtered here?' },
  ruminants: { zh: '是否屠宰牛羊？', en: 'Are cattle or sheep slaughtered here?' },
  cutting: { zh: '是否分割加工？', en: 'Is meat cut up here?' },
  licence_required: { zh: '产品是否实行工业产品生产许可？', en: 'Does the product need an industrial production licence?' },
  printing: { zh: '产品是否印刷或复合？', en: 'Are products printed or laminated?' },
} as const satisfies Readonly<Record<string, Bilingual>>

export type FactCode = keyof typeof facts
