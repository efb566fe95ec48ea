import { checks, cite, gb, law, rules } from './basis.ts'
import { accident, managers, pests, resultPosted } from './common.ts'
import { celsius, general, key, shipped } from './line.ts'

/** 冷藏冷冻贮存. @source 总局令49号 art.19; 实施条例 art.24, 25 */
export const coldStore = shipped('cold_store', '食品冷藏冷冻贮存监督检查要点表', 'Check sheet for cold stores', [
  ['备案与责任', 'Filing and responsibility',
    key('papers', '从事温湿度有特殊要求食品贮存的非食品生产经营者，自取得营业执照起 30 个工作日内已备案，信息与实际一致', 'A storage firm that is no food business has filed within 30 working days of its business licence, and the filing is true', cite(rules(25), checks(19)), { when: ['non_food_firm'] }),
    general('papers', '与委托方签订合同，明确食品安全责任和贮存条件', 'Contracts with customers state food safety duties and storage conditions', rules(25)),
    managers, resultPosted],
  ['查验与记录', 'Checks and records',
    key('papers', '如实记录委托方和收货方名称、地址、联系方式，记录保存至贮存、运输结束后 2 年以上', 'Name, address and contact of customer and receiver are truly recorded and kept for two years after storage or transport ended', rules(25)),
    general('papers', '出入库记录品名、批号、数量、日期、温度，账货相符，能追溯每批去向', 'Name, batch, amount, date and temperature are recorded in and out; books match goods; each batch can be followed', cite(law(42), rules(18))),
    key('papers', '贮存肉类有检疫、检验合格证明，没有无合法来源、走私或病死畜禽产品', 'Stored meat has quarantine and inspection papers; nothing is of unlawful source, smuggled or from animals that died of disease', cite(law(34, 7), law(34, 8)), { when: ['meat'] }),
    key('papers', '进口冷链食品有报关、检验检疫证明和追溯码，入库、出库信息上传冷链追溯系统', 'Imported cold-chain food has customs and inspection papers and a tracing code; entry and exit are reported to the tracing system', cite(law(92), rules(17), rules(18)), { when: ['import_hub'], photo: 'failed' })],
  ['温度控制', 'Temperature',
    key('measured', '冷冻库温度不高于 -18 ℃，温度波动在允许范围内', 'The frozen store is at most -18 °C and varies only as allowed', cite(law(33, 6), rules(24), gb.coldChain), { when: ['frozen'], measure: celsius({ max: -18 }), photo: 'always' }),
    key('measured', '冷藏库温度保持在 0 ℃～10 ℃，食品标签另有要求的从其要求', 'The chilled store is held at 0 to 10 °C, or as labels say', cite(law(33, 6), rules(24), gb.coldChain), { when: ['chilled'], measure: celsius({ min: 0, max: 10 }), photo: 'always' }),
    general('both', '温度自动监测、记录和超限报警装置正常，传感器经校准，记录保存完整', 'Temperatures are monitored and recorded automatically with alarm; sensors are calibrated and records complete', cite(rules(24), gb.coldChain)),
    general('site', '装卸货在封闭月台或控温条件下快速完成，作业时间和温度有控制', 'Loading is quick, under cover or at a controlled temperature', gb.coldChain),
    general('measured', '冷冻运输车辆厢内温度不高于 -18 ℃，全程温度有记录', 'Vehicles for frozen food are at most -18 °C inside, and the temperature of the whole journey is recorded', cite(law(33, 6), gb.coldChain), { when: ['transport', 'frozen'], measure: celsius({ max: -18 }) })],
  ['库房与存放', 'Rooms and stacking',
    general('site', '库房清洁、无异味，定期除霜、清洗消毒并记录', 'Rooms are clean and without smell, and are defrosted, washed and disinfected with records', cite(law(33, 1), gb.coldChain)),
    general('site', '食品按品种、批次离地离墙堆放，生熟、清真与非清真、有异味的分开，不与有毒有害物品同库', 'Food is stacked by kind and batch off floor and wall; raw, cooked, halal and strong-smelling goods are apart; no poisons share the room', cite(law(33, 6), gb.coldChain)),
    pests,
    key('site', '没有超过保质期、腐败变质、无标签食品；待处理食品隔离存放、标识并记录', 'Nothing is expired, spoilt or unlabelled; food awaiting disposal is apart, marked and recorded', cite(law(34), rules(29)), { photo: 'failed' })],
  ['应急', 'Emergencies', accident,
    general('asked', '有断电、设备故障等应急措施，发现委托贮存的食品不安全时及时报告并配合处置', 'There are arrangements for power cuts and breakdowns; unsafe goods of customers are reported and dealt with', cite(law(63), rules(24)))],
])
