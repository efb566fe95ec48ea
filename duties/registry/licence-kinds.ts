import type { Bilingual } from '../../platform/core/bilingual.ts'
import type { Choice } from '../../platform/register/fields.ts'

/** What the number of a licence must look like: a national rule (numbers.ts), or the province's, which this program does not know. */
export type NumberRule = 'SC' | 'JY' | 'YB' | 'local'

type Kind<C extends string = string> = Choice<C> & {
  readonly note: Bilingual
  readonly numberRule: NumberRule
  /** A filing (备案) gives no permission and does not expire. */
  readonly filing: boolean
  /** Years of validity by law; null where none, or where the province says. */
  readonly years: number | null
  /** Codes of the time limits between which renewal is asked for (platform/calendar); null where the law names none. */
  readonly renewal: { readonly opens: string | null; readonly closes: string } | null
}

const kind = <const C extends string>(
  code: C, zh: string, en: string, rule: NumberRule, filing: boolean, years: number | null, noteZh: string, noteEn: string,
    renewal: Kind['renewal'] = null,
): Kind<C> => ({ code, label: { zh, en }, note: { zh: noteZh, en: noteEn }, numberRule: rule, filing, years, renewal })

/**
 * Licences and filings of food premises.
 * @source 食品安全法 art.35; 食品安全法实施条例 art.15 (five years); 总局令78号 2023-12-01; provincial rules for 三小
 */
export const licenceKinds = [
  kind('SC', '食品生产许可证', 'Food production licence', 'SC', false, 5, 'SC 加 14 位数字，有效期 5 年。', 'SC and 14 digits; five years.',
    { opens: null, closes: 'licence.production.renew-latest' }),
  kind('JY', '食品经营许可证', 'Food operation licence', 'JY', false, 5, 'JY 加 14 位数字，有效期 5 年；电子证照编号相同。',
    'JY and 14 digits; five years; the electronic licence has the same number.',
    { opens: 'licence.renew-earliest', closes: 'licence.renew-latest' }),
  kind('YB', '仅销售预包装食品备案', 'Pre-packaged food filing', 'YB', true, null, 'YB 加 14 位数字，无有效期。', 'YB and 14 digits; does not expire.'),
  kind('WORKSHOP', '食品小作坊许可（登记）证', 'Workshop permit', 'local', false, null, '编号与期限由省级规定。', 'Number and validity by provincial rule.'),
  kind('SMALL_SHOP', '小经营店许可（备案）证', 'Small shop permit', 'local', false, null, '编号与期限由省级规定。', 'Number and validity by provincial rule.'),
  kind('SMALL_CATERING', '小餐饮许可（备案）证', 'Small catering permit', 'local', false, null, '编号与期限由省级规定。',
    'Number and validity by provincial rule.'),
  kind('VENDOR', '小摊点备案卡', 'Vendor’s card', 'local', true, null, '由乡镇（街道）或市场监管所发放。', 'Issued by the township or the local office.'),
  kind('FOOD_CONTACT', '食品相关产品工业产品生产许可证', 'Food-contact product licence', 'local', false, 5, '可按告知承诺办理。', 'May be granted on promise.'),
  kind('GRAIN', '粮食收购备案', 'Grain purchase filing', 'local', true, null, '向所在地粮食部门备案。', 'Filed with the grain department.'),
  kind('SLAUGHTER', '定点屠宰证', 'Slaughter licence', 'local', false, null, '生猪、牛羊定点屠宰证书。', 'Certificate of a designated slaughterhouse.'),
  kind('PESTICIDE', '农药经营许可证', 'Pesticide seller’s licence', 'local', false, 5, '农业农村部门核发。', 'Issued by the agriculture department.'),
  kind('VETERINARY', '兽药经营许可证', 'Veterinary drug seller’s licence', 'local', false, 5, '农业农村部门核发。',
    'Issued by the agriculture department.'),
  kind('PLATFORM', '网络食品交易第三方平台备案', 'Online platform filing', 'local', true, null, '向省级市场监管部门备案。', 'Filed with the province.'),
  // 实施条例 art.25: 30 working days after the business licence
  kind('COLD_STORE', '温湿度要求食品贮存备案', 'Temperature-controlled storage filing', 'local', true, null, '非食品生产经营者从事贮存业务的备案。',
    'Filing of a non-food firm that stores food.'),
  kind('CMA', '检验检测机构资质认定（CMA）', 'Testing body qualification (CMA)', 'local', false, 6, '有效期 6 年。', 'Six years.'),
  kind('LOCAL', '其他地方许可或备案', 'Other local permit or filing', 'local', false, null, '小饭桌、民宿等按地方规定。',
    'After-school meals, guest houses and the like, by local rule.'),
] as const satisfies readonly Kind[]

export type LicenceKind = (typeof licenceKinds)[number]['code']
export type LicenceKindEntry = Kind<LicenceKind>

const byCode: ReadonlyMap<string, LicenceKindEntry> = new Map(licenceKinds.map((entry) => [entry.code, entry]))

/** What is known of a kind of licence. */
export const findLicenceKind = (code: string): LicenceKindEntry | undefined => byCode.get(code)

/** @source 行政许可法 art.69, 70: each ends a licence in another way */
export const licenceStates = [
  { code: 'valid', label: { zh: '有效', en: 'Valid' } },
  { code: 'expired', label: { zh: '过期', en: 'Expired' } },
  { code: 'cancelled', label: { zh: '注销', en: 'Cancelled' }, note: { zh: '持证人申请或依法终止。', en: 'At the holder’s request, or ended by law.' } },
  { code: 'withdrawn', label: { zh: '撤销', en: 'Withdrawn' }, note: { zh: '许可本不应作出，如虚假承诺。',
    en: 'It should not have been granted: a false promise.' } },
  { code: 'revoked', label: { zh: '吊销', en: 'Revoked' }, note: { zh: '行政处罚。', en: 'As a penalty.' } },
] as const satisfies readonly Choice[]
export type LicenceState = (typeof licenceStates)[number]['code']
