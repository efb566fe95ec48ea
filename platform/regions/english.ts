import { pinyin } from 'pinyin-pro'

/** Names that are printed in English otherwise than by pinyin (外交部 and 民政部 spellings). */
const PRINTED: Readonly<Record<string, string>> = {
  内蒙古自治区: 'Inner Mongolia Autonomous Region',
  广西壮族自治区: 'Guangxi Zhuang Autonomous Region',
  西藏自治区: 'Xizang Autonomous Region',
  宁夏回族自治区: 'Ningxia Hui Autonomous Region',
  新疆维吾尔自治区: 'Xinjiang Uygur Autonomous Region',
  香港特别行政区: 'Hong Kong Special Administrative Region',
  澳门特别行政区: 'Macao Special Administrative Region',
  陕西省: 'Shaanxi Province',
  哈尔滨市: 'Harbin City',
  齐齐哈尔市: 'Qiqihar City',
  呼和浩特市: 'Hohhot City',
  包头市: 'Baotou City',
  鄂尔多斯市: 'Ordos City',
  呼伦贝尔市: 'Hulunbuir City',
  巴彦淖尔市: 'Bayannur City',
  乌兰察布市: 'Ulanqab City',
  乌鲁木齐市: 'Urumqi City',
  克拉玛依市: 'Karamay City',
  吐鲁番市: 'Turpan City',
  拉萨市: 'Lhasa City',
  神农架林区: 'Shennongjia Forestry District',
  洪洞县: 'Hongtong County',
  繁峙县: 'Fanshi County',
  山西转型综合改革示范区晋中开发区: 'Shanxi Transition and Comprehensive Reform Demonstration Zone (Jinzhong)',
}

/** Nationalities in the names of autonomous places, longest first where one begins another. */
const NATIONALITIES = Object.entries({
  维吾尔: 'Uygur', 哈萨克: 'Kazak', 柯尔克孜: 'Kirgiz', 塔吉克: 'Tajik', 锡伯: 'Xibe', 蒙古: 'Mongol', 朝鲜: 'Korean', 达斡尔: 'Daur',
  鄂温克: 'Ewenki', 鄂伦春: 'Oroqen', 裕固: 'Yugur', 东乡: 'Dongxiang', 保安: 'Bonan', 撒拉: 'Salar', 土家: 'Tujia', 仫佬: 'Mulao',
  毛南: 'Maonan', 布依: 'Bouyei', 仡佬: 'Gelao', 哈尼: 'Hani', 拉祜: 'Lahu', 纳西: 'Naxi', 景颇: 'Jingpo', 傈僳: 'Lisu', 布朗: 'Blang',
  普米: 'Pumi', 独龙: 'Derung', 门巴: 'Monba', 珞巴: 'Lhoba', 各: 'Multi-ethnic', 回: 'Hui', 满: 'Manchu', 苗: 'Miao', 侗: 'Dong', 瑶: 'Yao', 壮: 'Zhuang',
  彝: 'Yi', 藏: 'Tibetan', 羌: 'Qiang', 白: 'Bai', 傣: 'Dai', 佤: 'Va', 怒: 'Nu', 土: 'Tu', 黎: 'Li', 畲: 'She', 水: 'Sui', 阿昌: 'Achang',
}).sort(([a], [b]) => b.length - a.length)

/** What a division is called after its name; the first that the name ends with counts. */
const KINDS: readonly (readonly [ending: string, english: string])[] = [
  ['街道办事处', 'Subdistrict'], ['街道', 'Subdistrict'], ['民族乡', 'Ethnic Township'], ['民族苏木', 'Ethnic Sumu'], ['苏木', 'Sumu'], ['镇', 'Town'],
    ['乡', 'Township'],
  ['社会事务服务中心', 'Community Affairs Centre'], ['社会事务管理中心', 'Community Affairs Centre'], ['管理委员会', 'Administrative Committee'],
  ['经济技术开发区', 'Economic and Technological Development Zone'],
  ['经济开发区', 'Economic Development Zone'], ['高新技术产业开发区', 'High-tech Zone'], ['开发区', 'Development Zone'], ['工业园区', 'Industrial Park'],
  ['园区', 'Park'], ['林场', 'Forest Farm'], ['农场', 'Farm'], ['牧场', 'Pasture'],
  ['自治州', 'Autonomous Prefecture'], ['自治县', 'Autonomous County'], ['自治旗', 'Autonomous Banner'], ['地区', 'Prefecture'],
  ['特区', 'Special District'], ['区', 'District'], ['县', 'County'], ['市', 'City'], ['旗', 'Banner'], ['盟', 'League'], ['省', 'Province'],
  ['社区', 'Community'], ['村', 'Village'],
]

/** Readings that place names have and pinyin of a single word does not give. */
const IN_PLACES: Readonly<Record<string, string>> = { 都: 'du', 什: 'shi', 柏: 'bai' }

/** Syllables run together with a capital, and an apostrophe before a vowel: 太原 → Taiyuan, 西安 → Xi'an. */
function spelled(name: string): string {
  const characters = Array.from(name)
  const syllables = pinyin(name, { toneType: 'none', type: 'array' }).map((syllable, at) => IN_PLACES[characters[at] ?? ''] ?? syllable)
  const joined = syllables.map((syllable, at) => (at > 0 && /^[aoe]/.test(syllable) ? `'${syllable}` : syllable)).join('')
  return joined.charAt(0).toUpperCase() + joined.slice(1)
}

/**
 * The English of a division's name in the style in which it is printed: 榆次区 → Yuci District, 祁县 → Qixian County,
 * 大通回族土族自治县 → Datong Hui and Tu Autonomous County. Pinyin where no other spelling is listed.
 */
export function englishName(name: string): string {
  const printed = PRINTED[name]
  if (printed) return printed
  if (name.endsWith('社区') && name.length > 2) return `${spelled(name.slice(0, -2))} Community`
  const kind = KINDS.find(([ending]) => name.endsWith(ending))
  if (!kind) return spelled(name)
  let own = name.slice(0, -kind[0].length)
  if (own === '') return kind[1]
  // 榆次区使赵乡社会事务管理中心: the county stands in front of the place.
  const placed = kind[1].endsWith('Centre') ? /^.{1,3}[区县市](.{2,})$/.exec(own) : null
  if (placed) return `${englishName(placed[1]!)} ${kind[1]}`
  const nationalities: string[] = []
  if (kind[1].startsWith('Autonomous') || kind[1].startsWith('Ethnic')) {
    for (let found = nationalityAt(own); found; found = nationalityAt(own)) {
      nationalities.unshift(found[1])
      own = own.slice(0, -found[0].length)
    }
  }
  // A name of one character keeps its 县 or 市 in the spelling: 祁县 is Qixian County.
  const base = own.length === 1 && nationalities.length === 0 && /[县区市镇乡]$/.test(name) ? spelled(own + kind[0]) : own && spelled(own)
  return [base, nationalities.join(' and '), kind[1]].filter(Boolean).join(' ')
}

/** The nationality that a name ends with, as written (族 included where it stands) and in English. */
function nationalityAt(name: string): readonly [written: string, english: string] | undefined {
  for (const [short, english] of NATIONALITIES) {
    if (name.endsWith(`${short}族`)) return [`${short}族`, english]
    if (short.length > 1 && name.endsWith(short)) return [short, english]
  }
  return undefined
}
