import { checks, cite, gb, law, named, rules } from './basis.ts'
import { general, key } from './line.ts'

/** Items that every food business is asked, whatever it does. */

export const resultPosted = general('site', '上次监督检查结果记录表按要求张贴或公开展示，未遮挡、撕毁、涂改',
  'The record of the last inspection is displayed as required: not covered, torn or altered', checks(39))

export const managers = general('papers', '配备与规模相适应的食品安全管理人员，明确岗位职责，培训、考核有记录，抽查考核合格',
  'Food safety managers are appointed to suit the size of the business, with defined duties; training and tests are recorded and spot tests passed', cite(law(44), rules(20)))

export const director = general('papers', '配备食品安全总监，主要负责人定期听取其汇报，《风险管控清单》等制度齐全',
  'A food safety director is appointed and reports to the person in charge; the risk control list and related rules exist', cite(law(44), named.duty), { when: ['director_required'] })

export const dutyRecords = general('papers', '日管控、周排查、月调度按期进行，零风险日也有记录，发现的问题已闭环处理',
  'Daily, weekly and monthly checks are done on time, days without findings are recorded too, and problems found have been closed', cite(law(47), named.duty))

export const selfCheck = general('papers', '定期自查食品安全状况并记录，条件变化后及时整改，存在事故潜在风险的立即停止经营并报告',
  'The business checks itself regularly and keeps a record, corrects what has changed for the worse, and stops and reports where an accident threatens', law(47))

export const health = key('both', '从事接触直接入口食品工作的人员每年健康检查、持有效健康证明上岗，没有患有碍食品安全疾病的人员在岗',
  'Everyone who handles ready-to-eat food has a yearly examination and a valid health certificate; nobody works with a disease that endangers food', law(45))

export const hygiene = general('site', '从业人员保持个人卫生，穿戴清洁的工作衣帽，操作前洗净双手',
  'Staff keep themselves clean, wear clean work clothes and caps, and wash their hands before work', law(33, 8))

export const pests = key('site', '防鼠、防蝇、防虫设施齐全有效，现场没有鼠类、蟑螂、苍蝇活动迹象',
  'Rodents, flies and insects are kept out by equipment that works; there are no traces of rats, cockroaches or flies', law(33, 2), { photo: 'failed' })

export const toxic = general('site', '杀虫剂、杀鼠剂、清洁剂等与食品分开存放，标识清楚，有专人保管',
  'Pesticides, rodent bait and cleaning agents are kept apart from food, clearly marked and in one person’s charge', law(33, 6))

export const water = general('papers', '用水符合生活饮用水卫生标准，自备水源、二次供水有有效检测报告',
  'Water meets the drinking-water standard; an own source or tank has a valid test report', cite(law(33, 9), gb.water), { when: ['own_water'] })

export const expired = key('both', '变质、超过保质期和回收的食品显著标示或单独存放，及时无害化处理或销毁并如实记录',
  'Spoilt, expired and returned food is clearly marked or kept apart, destroyed promptly, and recorded', cite(law(54), rules(29)), { photo: 'failed' })

export const accident = general('papers', '制定食品安全事故处置方案，定期检查防范措施落实情况',
  'There is a plan for food safety accidents, and the precautions are checked regularly', law(102))

export const accidentDuty = general('asked', '知晓发生食品安全事故后须立即停止经营、封存可疑食品和工具并及时报告，不隐瞒、谎报、缓报',
  'The people in charge know that after an accident they must stop, seal suspect food and tools, and report at once without concealing anything', cite(law(103), rules(56)))

export const additives = key('both', '按食品安全国家标准的品种、范围和用量使用食品添加剂',
  'Additives are used only as the national standard allows: kind, food and amount', cite(law(34, 4), law(40), gb.additives), { when: ['additives'] })

export const additiveStore = general('site', '食品添加剂专人采购、专人保管、专柜存放，使用专用称量工具并如实记录用量',
  'Additives are bought and kept by named people in a cupboard of their own, weighed with their own scales, and every use is recorded', cite(law(40), gb.additives), { when: ['additives'] })

export const forbidden = key('both', '没有非食品原料、非食用物质，没有用回收食品作原料，没有法律禁止生产经营的其他食品',
  'There are no non-food materials or substances, no recycled food used as an ingredient, and nothing else that the law forbids', law(34), { photo: 'failed' })

export const meatPapers = key('papers', '畜禽肉类有动物检疫合格证明，猪肉另有肉品品质检验合格证明，票货相符，没有病死、毒死或死因不明的肉类',
  'Meat has its quarantine certificate, pork also its quality inspection certificate, and papers match the goods; there is no meat of animals that died of disease, poison or unknown cause',
  cite(law(34, 7), law(34, 8)), { when: ['meat'] })
