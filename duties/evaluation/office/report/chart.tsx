import { describeChart, type Chart } from '../../../../platform/documents/chart.ts'
import { sceneOf, type Shape } from '../../../../platform/documents/chart-scene.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { useNarrow } from '../../../../web/kit/use-narrow.ts'

const points = (of: Extract<Shape, { points: unknown }>['points']): string => of.map((point) => point.join(',')).join(' ')

function Drawn({ shape }: { shape: Shape }) {
  if (shape.kind === 'line') return <polyline points={points(shape.points)} fill="none" stroke={shape.stroke} strokeWidth={shape.width} />
  if (shape.kind === 'area') return <polygon points={points(shape.points)} fill={shape.fill} stroke={shape.stroke} strokeWidth={0.7} />
  const [x, y] = shape.at
  return (
    <text x={x} y={y} fontSize={shape.size} textAnchor={shape.anchor} fill={shape.fill}>
      {shape.text}
    </text>
  )
}

/** A chart as it will be printed: the picture, its title, what the numbers count and where they are from; the numbers as a table too. */
export function ChartFigure({ chart, caption }: { chart: Chart; caption: string }) {
  const narrow = useNarrow()
  const { width, height, shapes } = sceneOf(chart, narrow ? 320 : 520)
  return (
    <figure className="rp-chart">
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={describeChart(chart)}>
        {shapes.map((shape, at) => (
          <Drawn key={at} shape={shape} />
        ))}
      </svg>
      <figcaption>
        <strong>{caption}</strong>
        {chart.notes.map((note) => (
          <span key={note}>{note}</span>
        ))}
      </figcaption>
      <Numbers chart={chart} caption={caption} />
    </figure>
  )
}

function Numbers({ chart: { labels, series, unit }, caption }: { chart: Chart; caption: string }) {
  const say = useText()
  return (
    <details className="rp-numbers">
      <summary>{say({ zh: '看数字', en: 'The numbers' })}</summary>
      <div className="table-wrap" tabIndex={0} role="region" aria-label={caption}>
        <table className="rows loose">
          <thead>
            <tr>
              <th scope="col">{unit === '' ? '' : `（${unit}）`}</th>
              {series.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {labels.map((label, at) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {series.map(({ name, printed }) => (
                  <td key={name}>{printed[at]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
