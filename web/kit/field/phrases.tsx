import { useLanguage, useText } from '../language.tsx'
import { usePhoneState } from './use-phone.tsx'

/** What inspectors write most, to begin with; each keeps a list of one’s own. */
export const firstPhrases = {
  zh: ['现场未能提供相关记录', '食品超过保质期', '生熟食品混放', '冷藏温度不符合要求', '从业人员健康证明过期', '防鼠防蝇设施不完善', '进货查验记录不全', '餐用具消毒记录缺失', '已要求立即下架封存'],
  en: ['No record could be shown', 'Food past its date', 'Raw and ready-to-eat food together', 'Cold storage too warm', 'Health certificate out of date', 'Not proof against rats and flies', 'Purchase records incomplete', 'No record of disinfection', 'Taken off the shelf at once'],
} as const

/** Phrases in place of dictation: a tap adds one. */
export function Phrases({ onPick }: { onPick: (phrase: string) => void }) {
  const say = useText()
  const language = useLanguage()
  const { settings } = usePhoneState()
  return (
    <div className="f-phrases" role="group" aria-label={say({ zh: '常用语', en: 'Quick phrases' })}>
      {(settings.phrases ?? firstPhrases[language]).map((phrase) => <button key={phrase} type="button" onClick={() => onPick(phrase)}>{phrase}</button>)}
    </div>
  )
}
