/**
 * How stations head the columns of their ledgers of businesses, where no list has the heading: whose (作坊, 摊主, 学校 …) and what (名称, 地址,
 * 品种 …). Whatever is found so is a guess that the clerk confirms.
 */

/** Whose name, address or telephone it is not: papers, goods, offices, officials. */
const OTHERS =
  '产品|商品|食品名|品种|机关|部门|执法|监管|检查|乡镇|街道|县区|证照|证书|证件|平台|文书|项目|设备|干部|包保|网格|质量|安全|仓库|户籍|家庭|注册|邮|网址|法人企业'
const without = (...words: readonly string[]): string => `^(?!.*(?:${words.join('|')}))`

export const headingBuilds = {
  enterprise_name: new RegExp(`${without(OTHERS, '许可证', '登记证', '法人', '负责人', '代表')}\\p{Script=Han}{0,8}(?:企业|公司|单位|主体|开办者|开办方|主办方|举办者|申请人|备案人|持证人|相对人|被许可人|登记人)(?:名称|全称|名)$|^(?:营业)?执照上?(?:登记|注册)?的?(?:名称|全称|字号)$`, 'u'),
  premises_name: new RegExp(
    `${without(OTHERS, '许可证', '登记证', '执照', '企业', '公司', '单位', '主体', '开办', '主办', '举办', '申请人', '备案人', '持证人', '相对人', '被许可', '登记人', '法人', '负责人', '代表', '业主', '摊主')}\\p{Script=Han}{0,8}(?:名称|全称|店名|字号)$`,
    'u',
  ),
  legal_representative: new RegExp(
    `${without(OTHERS, '电话', '手机', '号', '证')}\\p{Script=Han}{0,6}(?:业主|店主|老板|摊主|坊主|场主|户主|经营者|负责人|法人|代表人|责任人|校长|园长)(?:姓名|名字)?$`,
    'u',
  ),
  address: new RegExp(`${without(OTHERS, '住所', '场所名', '类')}\\p{Script=Han}{0,8}(?:地址|地点|场所|位置|坐落)$`, 'u'),
  phone: new RegExp(`${without(OTHERS, '传真', '投诉', '举报', '登记')}\\p{Script=Han}{0,8}(?:电话|手机号?码?|联系方式)$`, 'u'),
  uscc: /^(?!.*(?:机关|部门|监管|法人单位)).*(?:(?:信用|主体身份|统一)代码|营业执照(?:注册)?(?:号|编号|号码)$)/,
  licence_number: new RegExp(
    `${without('身份证', '健康证', '营业执照', '信用', '机构', '日期', '时间', '机关', '序号', '文书', '决定', '受理')}\\p{Script=Han}{0,10}(?:许可|登记|备案|经营|生产|证书|屠宰)[证卡书]?(?:的)?(?:编号|号码|编码|证号|卡号|号)$`,
    'u',
  ),
  issued_on: new RegExp(
    `${without('成立', '开业', '状态', '检查', '制表', '填')}\\p{Script=Han}{0,8}(?:(?:发证|发卡|颁证|签发|颁发|核发|领证|办证|批准|登记|备案|许可|许可决定|准予许可|起始|生效)(?:日期|时间|日)|期限?(?:起始?|自|从|开始)(?:日期?|时间)?)$|^(?:validfrom|validstart|qsrq|yxqq|yxqs|xkyxqz)$`,
    'u',
  ),
  expires_on: /(?:有效|截止|到期|失效|终止|届满)(?:日期|时间|日|期限?(?:[至到止](?:日期?)?|截止)?)$|期限?(?:[至到止]|截止|结束|终止)(?:日期?|时间)?$|(?:许可|许可证|证照|证书|证件|备案)到期$/,
  scope: new RegExp(
    `${without('许可', '分类', '类别')}(?:(?:主要|主营|经营|生产|加工|制售|销售)+(?:的)?(?:食品|产品)?|食品|产品)(?:品种|种类|项目|内容|产品|范围|品类)(?:明细)?$|^营业执照(?:登记)?的?经营范围$`,
  ),
  licence_scope: /^(?:许可|登记|备案|获证|食品|食品类别|食品、?食品添加剂|食品添加剂|添加剂|产品)(?:的)?(?:类别|种类|明细|单元)(?:名称|明细)?$/,
  licence_kind: /^(?:许可证?书?|证书|证照|证件)(?:的)?名称$/,
  licence_state: /^(?:许可证?书?|证书|证照|证件|备案)(?:的)?(?:当前|目前)?(?:有效)?(?:状态|状况|性)$/,
  type: /^(?:市场主体|经营主体|主体|单位|企业|食堂|学校|经营者|经营|商户|店铺|门店|对象|场所)?(?:业态|类型|类别|性质)(?:名称)?$|^(?:国标|所属|登记)?行业(?:门类|大类|中类|小类|类别|分类)?(?:名称)?$/,
  duty_level: /^(?:主体)?(?:包保|督导|分级)(?:责任)?(?:层级|级别|等级)$/,
  safety_director: /(?:安全|食安)总监(?:姓名)?$/,
  safety_officer: /(?:安全员|食安员|(?:安全|食安)管理员|安全管理人员)(?:姓名)?$/,
  status: /^(?:目前|现在?|当前|(?:市场|经营)?主体|企业|商户|学校|市场|门店|店铺|单位|是否)?(?:正常)?(?:营业|经营|生产|运营|开业|在营|登记|存续|注册)?(?:状态|状况|现状)$|^(?:目前|现)?是否(?:仍在|正在|正常|在)?(?:营业|经营|生产|运营|开业)(?:中)?$/,
  diners: /(?:用餐|就餐|供餐|服务|在园|在校|学生|师生|幼儿|老人)+(?:人数|人次)$|^(?:在园|在校)?(?:幼儿|学生|师生)总?数$/,
} as const

/** Words around a type of business that change nothing about it. 小 is none of them: 小餐饮 is a type of its own. */
export const AROUND_TYPE =
  /^(?:特大型?|大型|中型|小型|微型|社会|普通|一般|个体|其[他它]|固定|城区|城镇|农村|综合|连锁|单体|各类|公办|民办)+|(?:经营单位|经营户|经营者|生产者|单位|企业|户|店|类|服务)+$/g

/** Trades whose last word sounds like food's: 农药零售, 餐具销售. */
const OTHER_TRADES = '^(?!.*(?:农药|兽药|农资|种子|化肥|饲料|药品|药店|餐具|餐饮具|消毒|器械|设备|平台|冷链|粮食收购))'
/** What kind of business a text means by its last words. */
export const TYPE_HEADS = [
  [new RegExp(`${OTHER_TRADES}.*(?:批发|零售|销售|超市|便利|商店|商行|副食|食杂|菜店|果店|粮油店|熟食店|自动售货)[部店]?$`), 'DIST'],
  [new RegExp(`${OTHER_TRADES}.*(?:餐馆|饭店|饭馆|酒楼|餐厅|餐饮|面馆|小吃|火锅|烧烤|快餐|食府|奶茶|饮品|咖啡)[部店城]?$`), 'CATE'],
  [/食堂$/, 'CANT'],
  [/(?:食品|制品|饮料|调味品|糕点|酒类?|茶叶|食用油)(?:生产(?:企业|厂|者|商)?|(?:加工|制造)(?:企业|厂))$/, 'PROD'],
] as const

/** What a word for the nature of a holder says by its last words: 国有企业, 有限责任公司（自然人独资）. */
export const KIND_HEADS = [
  [/个体(?:工商户|经营者|经营户|户)?$/, 'individual'],
  [/合作(?:社|经济组织)$/, 'cooperative'],
  [/(?:公司|企业|集团|厂|法人|分支机构)$/, 'company'],
  [/(?:学校|幼儿园|医院|事业单位)$/, 'institution'],
] as const

/** What kind of business a list is of, by its title or its own name; the finer ones first. */
export const TYPE_OF_LIST = [
  [/学校.{0,3}(?:幼儿园|托幼)[\p{Script=Han}]{0,4}食堂/u, 'CANT'],
  [/(?:学校|中小学|中学|小学)食堂/, 'CANT_SCHOOL'],
  [/(?:幼儿园|托幼机构)食堂/, 'CANT_KINDERGARTEN'],
  [/社区食堂|助餐点?食堂/, 'CARE_COMMUNITY'],
  [/食堂/, 'CANT'],
  [/小作坊|加工作坊/, 'WORK'],
  [/小餐饮/, 'SCAT'],
  [/小经营店|小食杂店|小食品店/, 'SHOP'],
  [/小?摊点|摊贩/, 'VEND'],
  [/小饭桌|校外托管/, 'CARE_TABLE'],
  [/集体用餐配送|校外供餐|集体配餐/, 'CENT_MEALS'],
  [/中央厨房/, 'CENT_KITCHEN'],
  [/农产品批发市场/, 'WHOL_WHOLESALE'],
  [/农贸市场|集贸市场|菜市场/, 'WHOL_FARMERS'],
  [/(?:农产品|农副产品)[\p{Script=Han}]{0,6}市场/u, 'WHOL'],
  [/冷库|冷藏冷冻[\p{Script=Han}]{0,4}贮存/u, 'COLD_STORE'],
  [/餐饮?(?:具|饮具)[\p{Script=Han}]{0,6}消毒|消毒餐饮?具/u, 'WASH'],
  [/生猪[\p{Script=Han}]{0,4}屠宰/u, 'SLAU_PIG'],
  [/屠宰/, 'SLAU'],
  [/粮食(?:收购|收储|仓储)/, 'GRAI'],
  [/食品相关产品/, 'PACK'],
  [/食品添加剂生产/, 'ADDI'],
  [/(?:保健|特殊)食品生产/, 'HEAL'],
  [/食品生产(?:企业|许可|获证|者)/, 'PROD'],
] as const satisfies readonly (readonly [RegExp, string])[]

/** What a word for the state of a business says, whatever stands around it: 正常营业, 长期停业, 已关停. */
export const STATUS_HEADS = [
  [/^(?!.*(?:非|未|无|不|停))(?:目前|持续|仍|已)?(?:正常|正在)?(?:营业|经营|生产|开业|运营|在营|在产)(?:中|状态)?$/, 'open'],
  [/(?:停|歇)(?:止)?(?:业|产|营|收|办|止?营业|止?经营|止?生产|止?收购)(?:中|状态|整顿)?$|^(?:店铺)?(?:休息|打烊|装修|整改|放假)中?$/, 'suspended'],
  [/(?:注销|关闭|关停|关店|闭店|撤店|倒闭|吊销|撤销|迁出)(?:营业执照)?$/, 'closed'],
] as const
