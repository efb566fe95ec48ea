/** Figures that claim nothing: names, numbers of papers and laws, versions, telephone lines, idioms. */

const NAMES: readonly RegExp[] = [
  // titles and names in quotation marks
  /《[^《》]{1,80}》/g,
  /[“"][^“”"。]{1,24}[”"]/g,
  /‘[^‘’。]{1,24}’/g,
  // document numbers and file stamps
  /[(](?:19|20)\d{2}[)](?:第)?\d{1,4}号/g,
  /第?\d{1,4}号(?=令|公告|文|文件|楼|院)/g,
  // 第十二条, 第3批, 第四季
  /第(?:\d{1,6}|[一二三四五六七八九十百零〇]{1,8})(?:[条款项号届次期批季类位名个大]|方|者|医院|季度|轮|章|节)?/g,
  // versions and plans
  /(?:19|20)\d{2}(?:版|新版|修订版|年版|修正|修订)/g,
  /[“"]?(?:十[一二三四五六]五|[一二三]五)[”"]?(?=规划|时期|期间|末|以来|计划)/g,
  // standards, models, anything glued to letters: GB2760-2014, ISO22000, 5G, H5N1, A4
  // but 罗丹明B1.5公斤, 维生素C30万片 end a name with a letter
  /(?<![A-Za-z])(?!GDP\d)(?!(?<=[\u4e00-\u9fff])[A-Z]{1,5}\d{1,9}(?:\.\d{1,4})?[万亿]?(?:公斤|千克|克|毫克|吨|升|批次|件|家|户|份|盒|瓶|支|元))[A-Za-z]{1,20}[-/]?\d[\dA-Za-z.\-—/]{0,30}/g,
  /(?<![\d.])\d{1,9}[A-Za-z]{1,6}\d{0,9}(?<!kg|mg|km|ml|KG|L|t|g|m|mL)(?![A-Za-z])/g,
  // hot lines
  /(?<![\d.])(?:12315|12345|12331|12320)(?![\d.,]|[万余多家户件起次个%])/g,
  /(?<![\d.,])(?:110|119|120)(?=急救|报警|指挥|中心|联动|电话|热线|平台)/g,
  /(?<!\d)0\d{2,3}-\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)/g,
  // 1+3+N
  /(?<!\d)\d{1,3}(?:\+(?:\d{1,3}|[NXn])){1,9}/g,
  // ages and school years are conditions
  /(?<!\d)\d{1,3}(?:—|-|~|至)?\d{0,3}周?岁/g,
  // steps of rank: 3级, 四级台账, 两级
  /(?<!\d)(?:\d{1,3}|[一二三四五六七八九十两]{1,3})级(?!以上|联)/g,
  // one-sign idioms: 一企一档, 一品一批一建档, 四个最严, 两个责任, 三品一标
  /[一二三四五六七八九十两](?![十百千万亿分成])[\u4e00-\u9fff][一二三四五六七八九十两](?![十百千万亿分成])[\u4e00-\u9fff]/g,
  /(?:https?：|www\.)[\w./?=&%-]{1,200}/g,
]

/** 1 where a figure must not be read. */
export function masked(text: string): Uint8Array {
  const mask = new Uint8Array(text.length)
  for (const pattern of NAMES)
    for (const match of text.matchAll(pattern)) {
      mask.fill(1, match.index, match.index + match[0].length)
    }
  return mask
}
