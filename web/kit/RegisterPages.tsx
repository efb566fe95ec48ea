import { lazy, Suspense, type ReactNode } from 'react'
import { Route, useLocation, useParams, useSearchParams } from 'wouter'
import type { Bilingual } from '../../platform/core/bilingual.ts'
import type { Register } from '../../platform/register/declare.ts'
import { sheetForm } from '../../platform/register/import/sheet-form.ts'
import { registers } from './declarations.ts'
import type { SheetColumns } from './ImportTemplate.tsx'
import { useKeys } from './keys.ts'
import { useText } from './language.tsx'
import { Card, Loading, Page } from './Page.tsx'
import { Pages } from './Pages.tsx'
import { listPlace } from './places.ts'
import { nameOfRow } from './Reference.tsx'
import { RegisterForm } from './RegisterForm.tsx'
import { RegisterList, type RegisterListProps } from './RegisterList.tsx'
import { RegisterRow, useRow } from './RegisterRow.tsx'
import { useToast } from './toast.tsx'
import type { AnyRow } from './types.ts'

const ImportWizard = lazy(async () => ({ default: (await import('./ImportWizard.tsx')).ImportWizard }))

export type RegisterPagesProps = {
  readonly register: Register
  /** Where they hang: `/insurance`. The route must take all below it (`/insurance/*?`). */
  readonly base?: string
  /** The duty's own page for one row, instead of the generic one. */
  readonly row?: (id: string) => ReactNode
  readonly about?: ReactNode
  readonly actions?: ReactNode
  /** Between the title and the list: filters of the page's own. */
  readonly above?: ReactNode
  /** What the menu calls it, where that is not the register's own title. */
  readonly title?: Bilingual
  /** What a sheet is read into, where that is more than the register itself. */
  readonly importForm?: SheetColumns
  /** Shown on the generic page of one row, over its tabs. */
  readonly rowExtra?: (row: AnyRow, may: readonly string[]) => ReactNode
} & Pick<RegisterListProps, 'columns' | 'cells' | 'picks'>

/** All pages of a register under one address: list, new, import, one row, change. */
export function RegisterPages({ register, base = listPlace(register.name), row, about, actions, ...own }: RegisterPagesProps) {
  const say = useText()
  return (
    <Pages>
      <Route path={base}>
        <Page title={say(own.title ?? register.title)} about={about ?? (register.about && say(register.about))} actions={actions}>
          {own.above}
          <RegisterList
            register={register}
            base={base}
            title={say(own.title ?? register.title)}
            columns={own.columns}
            cells={own.cells}
            picks={own.picks}
          />
        </Page>
      </Route>
      <Route path={`${base}/new`}>
        <NewRow register={register} base={base} />
      </Route>
      <Route path={`${base}/import`}>
        <Suspense fallback={<Loading />}>
          <ImportWizard register={register} base={base} form={own.importForm ?? sheetForm(register, registers)} />
        </Suspense>
      </Route>
      <Route path={`${base}/:id`}>
        <OneRowPage register={register} base={base} row={row} extra={own.rowExtra} />
      </Route>
      <Route path={`${base}/:id/change`}>
        <ChangeRow register={register} base={base} />
      </Route>
    </Pages>
  )
}

function OneRowPage({
  register,
  base,
  row,
  extra,
}: {
  register: Register
  base: string
  row?: (id: string) => ReactNode
  extra?: RegisterPagesProps['rowExtra']
}) {
  const { id } = useParams<{ id: string }>()
  return row ? row(id) : <RegisterRow key={id} register={register} id={id} base={base} extra={extra} />
}

/** Escape leaves the box one types in, then the form; what is not saved is asked about. */
function useLeave(leave: () => void): void {
  useKeys({
    Escape: () => {
      const box = document.activeElement
      if (box instanceof HTMLElement && box !== document.body) box.blur()
      else leave()
    },
  })
}

/** A new row; values in the address (`?premises_id=…`) are given and not asked for. */
function NewRow({ register, base }: { register: Register; base: string }) {
  const say = useText()
  const toast = useToast()
  const [, go] = useLocation()
  const [search] = useSearchParams()
  const parent = register.belongsTo && `${register.belongsTo}_id`
  useLeave(() => history.back())
  const given = parent && search.get(parent) ? { [parent]: search.get(parent) } : {}
  return (
    <Page
      title={say({ zh: '新建 · {title}', en: 'New · {title}' }, { title: say(register.title) })}
      back={{ to: base, label: say(register.title) }}
    >
      <RegisterForm
        register={register}
        given={given}
        onCancel={() => history.back()}
        onSaved={({ row }) => {
          toast.done(say({ zh: '已保存', en: 'Saved' }))
          go(`${base}/${row.id}`, { replace: true })
        }}
      />
    </Page>
  )
}

function ChangeRow({ register, base }: { register: Register; base: string }) {
  const say = useText()
  const toast = useToast()
  const { id } = useParams<{ id: string }>()
  const [, go] = useLocation()
  const found = useRow(register, id)
  const back = `${base}/${id}`
  useLeave(() => go(back))
  if (!found.data)
    return (
      <Page title={say(register.title)}>
        <Card>
          <Loading error={found.error} />
        </Card>
      </Page>
    )
  const name = nameOfRow(register.name, found.data.row)
  return (
    <Page title={say({ zh: '修改 · {name}', en: 'Change · {name}' }, { name })} back={{ to: back, label: name }}>
      <RegisterForm
        register={register}
        row={found.data.row}
        labels={found.data.labels}
        onCancel={() => go(back)}
        onSaved={() => {
          toast.done(say({ zh: '已保存', en: 'Saved' }))
          go(back, { replace: true })
        }}
      />
    </Page>
  )
}
