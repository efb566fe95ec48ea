import { useLanguage, useText } from '../../../../web/kit/language.tsx'
import type { Item, RegionState, StateAnswer } from '../../contract.ts'
import { figure, itemLook, points, tellingMeasure } from './look.ts'
import type { Show } from './use-view.ts'

type Props = { readonly answer: StateAnswer; readonly own: RegionState; readonly chosen: string | undefined; readonly onChoose: (code: string) => void }
type Shown = Props & { /** Items that stand so alone; all where none is told. */ readonly show: Show | undefined }

/** The vetoes in one row on top, then the sections of each big item. A veto stands in its own row only. */
export function Tiles({ answer, own, chosen, onChoose, show }: Shown) {
  const say = useText()
  const shown = answer.items.filter(({ code }) => show === undefined || own.items[code]!.state === show)
  const veto = shown.filter(({ level }) => level === 'veto')
  const rest = shown.filter(({ level }) => level !== 'veto')
  const tiles = (items: readonly Item[]) => (
    <div className="ev-tiles">
      {items.map((item) => (
        <Tile key={item.code} item={item} answer={answer} own={own} chosen={item.code === chosen} onChoose={onChoose} />
      ))}
    </div>
  )
  return (
    <>
      {shown.length === 0 && <p className="quiet">{say({ zh: '没有这样的指标。', en: 'No item stands so.' })}</p>}
      {veto.length > 0 && (
        <section className="ev-part">
          <h2>
            {say({ zh: '否决项', en: 'Vetoes' })} <span className="quiet small">{say({ zh: '任何一项未达，整体不达标', en: 'one that fails, fails the whole' })}</span>
          </h2>
          {tiles(veto)}
        </section>
      )}
      {answer.scheme.parts.map((part) => {
        const sections = [...Map.groupBy(rest.filter(({ section }) => section.startsWith(part.code)), ({ section }) => section)]
        return sections.length === 0 ? null : (
          <section key={part.code} className="ev-part">
            <h2>
              {say(part.title)} <PartScore own={own} code={part.code} />
            </h2>
            <div className="ev-sections">
              {sections.map(([section, items]) => (
                <div key={section} className="ev-section">
                  <h3>
                    {section} {say(items[0]!.section_title)} <SectionScore own={own} section={section} />
                  </h3>
                  {tiles(items)}
                </div>
              ))}
            </div>
          </section>
        )
      })}
    </>
  )
}

const scored = (own: RegionState, fits: (section: string) => boolean): { points: number; of: number } =>
  own.sections.filter(({ section }) => fits(section)).reduce((sum, one) => ({ points: sum.points + one.points, of: sum.of + one.of }), { points: 0, of: 0 })

function PartScore({ own, code }: { own: RegionState; code: string }) {
  const { points: had, of } = scored(own, (section) => section.startsWith(code))
  return (
    <span className="quiet small">
      {points(had)} / {points(of)}
    </span>
  )
}

function SectionScore({ own, section }: { own: RegionState; section: string }) {
  const { points: had, of } = scored(own, (one) => one === section)
  return (
    <span className="quiet small nowrap">
      {points(had)} / {points(of)}
    </span>
  )
}

function Tile({ item, answer, own, chosen, onChoose }: { item: Item; answer: StateAnswer; own: RegionState; chosen: boolean; onChoose: (code: string) => void }) {
  const say = useText()
  const language = useLanguage()
  const standing = own.items[item.code]!
  const { tone, sign, label } = itemLook(item, standing)
  const at = tellingMeasure(item, standing)
  const measure = standing.measures[at]
  const value = standing.state === 'not-applicable' || measure?.value == null ? say(label) : figure(measure.value, answer.indicators[measure.indicator], language)
  return (
    <button
      type="button"
      data-item={item.code}
      className={`ev-tile ${tone}`}
      aria-pressed={chosen}
      title={say(item.title)}
      onClick={() => onChoose(item.code)}
    >
      <span className="ev-tile-title">
        {item.code} {say(item.title)}
      </span>
      <span className="ev-tile-value">
        <b>{value}</b>
        <span aria-hidden="true">{sign}</span>
        <span className="unseen">{say(label)}</span>
        {standing.gap && <span className="ev-dot" title={say({ zh: '补差中', en: 'A gap is open' })}>●</span>}
      </span>
    </button>
  )
}
