import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { todayOf } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { useMe } from '../../../web/kit/session.tsx'

/** Chooses the day whose state is shown; today shows what is. */
export function AsOf({ value, onChange }: { value: string | undefined; onChange: (day: string | undefined) => void }) {
  const say = useText()
  const today = todayOf(useMe().city)
  return (
    <label className="as-of">
      <span className="quiet">{say({ zh: '截至', en: 'As of' })}</span>
      <DatePicker
        allowClear={false}
        maxDate={dayjs(today)}
        style={{ width: 130 }}
        value={dayjs(value ?? today)}
        onChange={(day) => {
          const chosen = day?.format('YYYY-MM-DD')
          onChange(chosen === today ? undefined : chosen)
        }}
      />
    </label>
  )
}

/** Says plainly that this is the past, and leads back. */
export function AsOfBanner({ day, onLeave }: { day: string; onLeave: () => void }) {
  const say = useText()
  return (
    <div className="notice soon" role="status">
      <span aria-hidden="true">◆</span>
      <strong>
        {say(
          { zh: '这是 {day} 日终时的档案，只供查阅。', en: 'This is the dossier as it stood at the end of {day}, to be read only.' },
          { day },
        )}
      </strong>
      <button type="button" className="link" onClick={onLeave}>
        {say({ zh: '回到今天', en: 'Back to today' })}
      </button>
    </div>
  )
}
