import { date } from '../../../platform/core/dates.ts'
import type { CanteenLimitRow } from '../registers-canteen.ts'

/** What the book of a canteen must hold, as every city starts with it. Numbers are recalled (high) from the operating norms of 2018. */
export const shippedCanteenLimits: readonly Omit<CanteenLimitRow, 'id' | 'region' | 'version' | 'created_at' | 'updated_at' | 'closed_at' | 'closed_reason'>[] = [
  {
    valid_from: date('2018-10-01'),
    sample_grams: 125, sample_hours: 48, sample_min: 0, sample_max: 8, fever: 37.3,
    steam_celsius: 100, steam_seconds: 600, infrared_celsius: 120, infrared_seconds: 600, dishwasher_celsius: 85, dishwasher_seconds: 40, chlorine_mg: 250, chlorine_seconds: 300,
    source: '《餐饮服务食品安全操作规范》（2018年第12号公告）；留样：《食品安全法实施条例》第二十八条（数值待核）',
  },
]

/** Types whose leader eats along at each meal. @source 学校食品安全与营养健康管理规定 (集中用餐陪餐) */
export const canteenLeaders: readonly string[] = ['CANT_SCHOOL', 'CANT_KINDERGARTEN']
