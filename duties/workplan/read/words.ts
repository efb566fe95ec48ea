/**
 * The vocabulary of assignment in official notices (公文): grammar only, no place and no department. Data: change a word here and
 * every rule follows. Longer words stand first, since alternatives are tried in order.
 */

const any = (...words: string[]) => words.join('|')

/** What the name of a body ends in. */
export const BODY_END = new RegExp(
  `(?:${any(
    '委员会',
    '办公室',
    '办事处',
    '管委会',
    '领导小组',
    '工作组',
    '专班',
    '指挥部',
    '人民政府',
    '政府',
    '法院',
    '检察院',
    '研究院',
    '医院',
    '学院',
    '党校',
    '海关',
    '分局',
    '局',
    '委',
    '厅',
    '办',
    '部',
    '纪委',
    '监委',
    '政协',
    '人大',
    '常委会',
    '常务会',
    '中心',
    '公司',
    '集团',
    '总队',
    '支队',
    '大队',
    '中队',
    '(?<!团)队',
    '医共体',
    '总站',
    '站',
    '所',
    '协会',
    '学会',
    '联合会',
    '商会',
    '科协',
    '妇联',
    '合作社',
    '联合社',
    '总会',
    '分会',
    '理事会',
    '基金会',
    '纪检监察组',
    '监察组',
    '纪检组',
    '派驻组',
    '检查组',
    '党工委',
    '党组',
    '人武部',
    '行政公署',
    '行署',
    '苏木',
    '农场',
    '林场',
    '博物馆',
    '文化馆',
    '气象台',
    '电台',
    '日报',
    '管理区',
    '保税区',
    '风景区',
    '景区',
    '试验区',
    '功能区',
    '合作区',
    '产业园',
    '工业园',
    '工会',
    '团委',
    '共青团',
    '残联',
    '侨联',
    '文联',
    '社联',
    '红十字会',
    '工商联',
    '联社',
    '供销社',
    '邮政',
    '银行',
    '分行',
    '支行',
    '督查室',
    '研究室',
    '(?<![检验教化])室',
    '电视台',
    '报社',
    '传媒',
    '管理处',
    '园区',
    '开发区',
    '示范区',
    '高新区',
    '新区',
    '街道',
    '乡镇',
    '镇街',
    '镇',
    '乡',
    '部门',
    '单位',
    '机构',
    '机关',
    '企业',
    '学校',
    '中心校',
    '高校',
    '中小学',
    '幼儿园',
    '院校',
    '各地',
    '各县',
    '各区',
    '各市',
    '各旗',
    '社区',
    '村委会',
    '居委会',
    '总厂',
    '档案馆',
    '图书馆',
    '事务管理局',
    '保障局',
    '支社',
    '分社',
    '大学',
    '旗',
    '院',
    '科室',
    '处室',
    '科',
    '股',
    '(?<![查惩之到])处',
  )})$`,
)

/** A level of government, as names of its bodies begin. */
export const LEVEL = /^[省市区县州盟旗]/
/** Organs that have branches and detachments, and what those are called: their names are whole only behind the organ's. */
export const ORGAN_END = /(?:局|委|厅|总队|支队|海关|公司|中心)$/
/** A Party committee, and what its own departments are called: 市委 | 宣传部. */
export const COMMITTEE = /^(?:[\u4e00-\u9fff]{0,6}[省市区县州盟旗]|地|工|党)委$/
export const INNER_END = /(?:部|办|办公室|研究室|督查室|政法委|编委|党校)$/
/** A body of many members, and how these are named after it. */
export const COUNCIL = /(?:委|委员会|领导小组)$/
export const MEMBERS = /^各?(?:有关|相关)?成员单位/
export const BRANCH_END = /(?<!总)(?:分局|分中心|分公司|分院|分队)$/
export const DETACHMENT_END = /(?:支队|大队|中队|派出所)$/

/** Openings that tell a group of bodies. */
export const GROUP =
  /^(?:各|全[市县区省旗盟]各?|有关|相关|其他|其它|所有)|各(?:级|有关|相关)?(?:成员|有关|相关|职能|责任)?(?:单位|部门)|(?:有关|相关)(?:成员)?(?:单位|部门)|成员单位$/

/** 各村要高度重视: a group told to do something, not merely named. */
export const EXHORTS = /要(?!素)|应(?!急)|须|做好|加强|切实|认真|高度/

const TOLD = '(?:要|应当?|须|必须|务必|请|于|每|按照?|将|认真|切实|高度|抓好)'
/** Paragraphs that tell all executors something: of all the tasks before them, or of none by name. */
export const SPEAKS_OF_ALL = new RegExp(
  `^(?:以上|上述)(?:各项?|所有|全部|[\\d一二三四五六七八九十]+项)(?:重点)?(?:工作|任务|措施|事项|要求|内容)+，?(?:请|要求)?(?:各|有关|相关|全体)[^，。]{0,24}?${TOLD}`,
)
export const EXHORTS_ALL = new RegExp(`^(?:请|要求)?各[^，。：]{0,24}?(?:单位|部门|地区?|政府|办事处|街道|乡镇|镇)[^，。：]{0,6}?${TOLD}`)

/** A list left open: 等部门, 有关部门 without saying whose. */
export const OPEN_LIST = /等(?:[省市州盟县区旗](?:级|直)?|本级)?(?:有关|相关|职能|成员|责任|多个)*(?:部门和单位|部门|单位|机构|职能部门)?$/
export const OPEN_GROUP = /^(?:各?其[他它])?(?:各级)?(?:各)?(?:有关|相关|责任|职能)+(?:部门|单位|部门和单位)$/

/** 要求企业, 督促学校: somebody told to do something by another. */
export const TELLS = /^(?:要求|督促|引导|鼓励|敦促|教育引导)(?=[\u4e00-\u9fff]{2})/

/** In brackets, never a unit: definitions, inclusions, references. */
export const NOT_UNITS =
  /^(?:包括|包含|不含|例如|以下|下同|详见|参见|附件|其中|按照|根据|自\d|截至|另有|试行)|(?:简称|以下称)|版$|试行$|^[^，、；]*年$|^即?进(?:机关|企业|单位|社区|家庭|学校|校园|课堂|农村|乡村|村居|商超|商场|市场|网络|景区|工地|军营|食堂|车间)/
/** Openings of one sign that mean the same before a common noun, but may also begin a name. */
export const NOT_UNITS_WEAK = /^(?:含|即|如|例|见|附|另|注|原|指|以|从)(?!.*(?:局|委|办|厅|部|政府|院)$)/

export type Role = 'lead' | 'divided' | 'assist' | 'unplaced'

const DUTY = any('负责', '落实', '实施', '推进', '办理', '承办', '抓好', '执行', '组织', '开展', '完成', '做好')
const BY_DUTY =
  '(?:各?(?:按照?|根据|依据|依照?|结合|依)(?:各自|部门|工作|法定|有关|相关|本)*(?:的)?(?:职责|职能|任务|权限|工作)+(?:任务|范围)?(?:和)?(?:分工)?|各(?:司其职|负其责|尽其责)|分工)'

/** Words that end the list of units they give a role to. */
export const ROLE_END: readonly (readonly [Role, RegExp])[] = [
  [
    'assist',
    new RegExp(
      `(?:${BY_DUTY}(?:共同|分别|积极)*)?(?:积极|密切|共同|分别|予以|给予)*(?:配合|协助|协同|协作|参与|参加|协办|支持|会办|会同)(?:做好|抓好|落实|实施|推进|完成|负责|工作|相关工作)*$`,
    ),
  ],
  [
    'lead',
    new RegExp(
      `(?:总|共同|联合|分别|具体|负责|作为|为)*(?:牵头|主办|主抓|主责|主要负责|负总责|负主责|总负责)(?:总|抓|共同)*(?:${DUTY}|统筹|协调|单位|部门)*$`,
    ),
  ],
  [
    'unplaced',
    /(?:负责)?(?:跟踪|统一)?(?:督办|督导|督查|督促|监督|指导|汇总|统筹协调|统筹|总协调|协调|考核|通报|备案|检查|抓总)(?:落实|检查|指导)?$/,
  ],
  [
    'divided',
    new RegExp(`(?:${BY_DUTY}|分别|共同|具体|联合|各自|协同|一并|全面|统一)*(?:${DUTY})(?:${DUTY}|工作|到位|具体工作)*$|${BY_DUTY}$`),
  ],
]

/** Said of several units: none of them leads. */
export const TOGETHER = /职责|职能|分工|共同|分别|联合|各自|协同|各司|各负|各尽/

/** Words between two units that make the second assist the first. */
export const JOINS = /(?:要|应当?|须)?(?:牵头)?(?:并)?(?:会同|会商|协同|联合|商请|商)/

/** Between a unit and the body it assists: 配合, 按职责配合, 积极配合. */
export const ASSISTS = new RegExp(`(?:${BY_DUTY})?(?:积极|全力|密切|主动)*(?:配合|协助)`)

/** What a body named in a list is to do, told in words behind its name. */
export const DOES = /(?:切实|积极|全力|及时|要|应)?(?:做好|抓好|落实|提供|加强|保障|给予|开展|推进|组织|强化|完善|完成)(?=.{2})/g

/** Labels before a unit list or a time limit. */
export type Label = 'lead' | 'assist' | 'duty' | 'time' | 'unplaced' | 'person'
const UNIT_WORD =
  '(?:单位|部门|机构|主体|处室|科室|股室|站所|站办|科所|所队|岗位|乡镇|镇街|街镇|街道|县区|区县|县市区|村居|方|处|科|局|地区)'
export const LABELS: readonly (readonly [Label, string])[] = [
  ['person', '(?:牵头|责任|分管|包保|[省市县区州旗镇乡]级?|主管|联系)*(?:领导|责任人|负责人|联系人|联络员)|责任人员'],
  ['unplaced', `(?:督办|督导|督查|监督|指导|考核|验收|业务指导)${UNIT_WORD}`],
  [
    'lead',
    `(?:总)?(?:牵头|主办|主责|主抓|主要责任|第一责任|首要责任)(?:责任|负责|落实)?${UNIT_WORD}(?:[(](?:责任)?(?:单位|部门)[)])?|牵头责任${UNIT_WORD}|责任${UNIT_WORD}[(]牵头[)]`,
  ],
  ['assist', `(?:配合|协办|协助|参与|参加|协同|支持|协作|协调|会办)(?:责任|落实)?${UNIT_WORD}|责任${UNIT_WORD}[(]配合[)]`],
  [
    'duty',
    `(?:具体|落实|主体|共同|分工|相关|工作)?(?:责任|承办|实施|落实|负责|执行|承担|任务|分工|完成)(?:落实|负责|承担)?${UNIT_WORD}|责任分工|任务分工|职责分工|部门分工|分工`,
  ],
  [
    'time',
    '(?:计划|工作|任务|整改|办理|目标)?(?:完成|办结|推进|落实|实施)?(?:时限|时间节点|节点|时点|时间要求|期限|时间安排|时间进度|进度安排|进度要求|时间)(?:要求|安排|节点)?|时序进度|进度|截止(?:时间|日期)',
  ],
]

/** Short labels, read as such only before a colon or within brackets of their own: `牵头：X；配合：Y`, `【牵头】X【配合】Y`. */
export const SHORT_LABELS: readonly (readonly ['lead' | 'assist' | 'duty', string])[] = [
  ['lead', any('牵头', '主办', '主责')],
  ['assist', any('配合', '协办', '协助', '参与', '参加', '支持')],
  ['duty', any('责任', '落实', '负责', '承办')],
]

/** A role in brackets behind a name: `X（牵头）、Y（配合）`. */
export const ROLE_BEHIND = /\((?:(牵头|主办|主责|总牵头|主要负责)|(配合|协办|协助|参与|参加|支持))(?:单位|部门)?\)$/
/** A sign at a name that sets it off as the leading one. */
export const LEAD_SIGN = /^[★☆※*]+|[★☆※*]+$/g

/** The paper's own word that of units named together the first leads, and that the marked one does. */
export const FIRST_LEADS = new RegExp(
  `(?:(?:列|排|排名|位列|列在|排在|列于)*(?:${any('第一位', '首位', '第一', '最前', '第1位', '首个', '第一个')})|首家|第一家)` +
    '的?(?:责任)?(?:单位|部门)?者?，?(?:均?为|是|即为|作为)(?:[该本此]项(?:工作|任务)?的?)?总?牵头(?:单位|部门)?(?:，?下同)?',
)
/** Opens what a list says of other tasks than its own (以下任务均需…不再列出). */
export const OF_OTHERS =
  /([，；。\s]+|^)(?:以下|下列|后续|其余|其他)(?:各项?|所有)?(?:政策|工作|任务|措施|举措|事项|项目|条款)*(?:均|都|同样|不再|同|由)/
/** Set before a name printed in bold among others that are not; a sign no paper holds. */
export const BOLD_SIGN = '\ue000'
/** The paper's own word that units in bold lead. */
export const BOLD_LEADS = /(?:加粗|加黑|黑体|粗体)[^。；]{0,12}牵头|牵头[^。；]{0,12}(?:加粗|加黑|黑体|粗体)/
export const SIGN_LEADS = /[★☆※*].{0,12}牵头|牵头.{0,12}[★☆※*]/

/** Headings of table columns that are not units or times. First match wins. */
export const COLUMNS: readonly (readonly ['number' | 'period' | 'section' | 'task' | 'measure' | 'target' | 'note', RegExp])[] = [
  // 1-9月份工作完成情况: what was done, not what is to be
  ['note', /(?:完成|进展|推进|整改)情况$|(?:取得|工作)成效$|^(?:监督|咨询|举报|联系)?电话$/],
  [
    'period',
    /^(?:20\d\d年)?(?:第?[一二三四1-4]季度|[上下]半年|(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:[-—~至](?:\d{1,2}|[一二三四五六七八九十]{1,2}))?月份?|前[三四\d]个?(?:季度|月))(?:重点|工作|任务|目标|计划|进度|安排|完成|推进|要求|内容|情况)*$/,
  ],
  ['number', /^(?:序号|编号|项次|项号|序|号|任务编号|任务序号|no\.?)$/i],
  ['note', /^(?:备注|说明|进展|进度情况|文件依据|依据)$/],
  ['section', /^(?:任务|工作|所属|重点)?(?:类别|领域|方面|板块|类型|大类|分类|模块|环节|维度)$/],
  ['target', /^(?:工作|任务|年度|量化|考核|预期|主要)?(?:目标|指标|成效|目标值|指标值|成果|完成标准)$/],
  ['measure', /措施|要求|内容|举措|做法|具体任务|细化任务|目标任务|任务目标|任务描述|标准|要点|细则/],
  ['task', /任务|项目|事项|工作|名称/],
]

/** Headings of a column of bodies and of one that tells what each does. */
export const BODY_COLUMN = /^(?:涉及|成员|监管|职能|主管|相关|有关|各|责任)?(?:单位|部门|机构)(?:名称)?$/
export const DUTY_COLUMN = /^(?:主要|工作|具体|监管|部门|单位|岗位)*(?:职责|职能|分工)(?:任务|分工|内容|范围|要求)*$/

/** What stands in a column of time limits. */
export const TIME_CELL = /^(?:.{0,16}(?:前|底|末|季度|半年|年|月|日)|长期.{0,6}|全年.{0,6}|持续.{0,6}|常年.{0,6})$/

/** Sections that guide and assign nothing. */
export const GENERAL_SECTION =
  /^(?:总则|附则|指导思想)$|总体(?:要求|思路|目标)|指导思想|基本原则|工作(?:目标|要求|步骤|原则|思路)|主要目标|组织(?:领导|保障|实施)|保障措施|有关要求|相关要求|实施步骤|附则|工作保障/
