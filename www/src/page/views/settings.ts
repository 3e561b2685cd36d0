/** The zone that times without one are in, shown by its effect; and the destination's own options. */

import { css, html, nothing } from 'lit';
import { destinationOf } from '../derive.ts';
import { withOption } from '../plan.ts';
import { controls, small, View } from './base.ts';
import { tables } from './tables.ts';

export const DEFAULT_ZONE = 'Asia/Tokyo';
const ZONES = [
  'Asia/Tokyo',
  'UTC',
  'Asia/Seoul',
  'Asia/Shanghai',
  'Asia/Singapore',
  'Asia/Bangkok',
  'Asia/Kolkata',
  'Australia/Sydney',
  'Europe/London',
  'Europe/Berlin',
  'America/New_York',
  'America/Chicago',
  'America/Los_Angeles',
];

/** The core's own options and their values; the first is the default. */
const SWITCHES: [string, string[]][] = [
  ['keep-deleted', ['no', 'yes']],
  ['contact-by-email', ['no', 'yes']],
  ['agents-from-mail', ['no', 'yes']],
  ['accounts-from', ['no', 'organizations', 'domains']],
  ['subject-threading', ['no', 'yes']],
  ['mail-body', ['plain', 'html']],
  ['too-long', ['hold', 'cut']],
  ['garbled', ['keep', 'mend']],
  ['attachments', ['with', 'without', 'only']],
];

/** Of mail that goes as mail. */
const MAIL_SWITCHES: [string, string[]][] = [
  ['keep-deleted', ['no', 'yes']],
  ['duplicates', ['drop', 'folder', 'keep']],
  ['direction', ['all', 'in', 'out']],
  ['merge', ['yes', 'no']],
];

/** An option that is either so or not. */
const isSwitch = (values: string[]) => values.length === 2 && values.includes('yes') && values.includes('no');

/** Times shown as they are found and as they are written. */
const TIMES = 3;

export class Settings extends View {
  static override styles = [
    small,
    controls,
    tables,
    css`
      .all {
        display: grid;
        gap: 1.1rem 1.5rem;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr));
        align-items: start;
      }
      label,
      .times {
        display: grid;
        gap: 0.25rem;
        min-width: 0;
        font-weight: 600;
        font-size: 0.9rem;
      }
      label .soft {
        font-weight: 400;
      }
      select,
      input {
        width: 100%;
        min-width: 0;
      }
      .times {
        margin-inline: 0;
        font-weight: 400;
      }
      .times td {
        text-wrap-style: auto;
      }
      @media (width > 36rem) {
        .times td:last-child {
          white-space: nowrap;
        }
      }
      @media (width <= 36rem) {
        .times :is(th, td) {
          overflow-wrap: anywhere;
          white-space: normal;
        }
      }
      label.switch {
        grid-template-columns: auto 1fr;
        column-gap: 0.5rem;
      }
      .switch input {
        width: 1.1rem;
        height: 1.1rem;
        margin: 0.2rem 0 0;
      }
      .switch .soft {
        grid-column: 2;
      }
      summary {
        cursor: pointer;
        color: var(--indigo);
        margin-top: 1rem;
      }
      details .all {
        margin-top: 1rem;
      }
      code {
        font: 0.85rem/1.5 var(--mono);
      }
    `,
  ];

  /** Whether the rarer options are open at first: where one of them has been set. */
  private opened?: boolean;

  override render() {
    const mail = destinationOf(this.ui.state)?.mail;
    return html`<section class="card" aria-labelledby="title">
      <h2 id="title" tabindex="-1">${this.t('settings-title')}</h2>
      <div class="all">${this.zone()} ${this.times()} ${mail ? [this.window(), this.options()] : nothing}</div>
      ${mail ? nothing : this.more()}
    </section>`;
  }

  /** Few moves need another value than the usual one: a long form would hide the rest of the page. */
  private more() {
    const { zone, 'own-address': own, ...others } = this.ui.state.plan.options;
    const changed = Object.keys(others).length;
    this.opened ??= changed > 0;
    return html`<details ?open=${this.opened}>
      <summary data-test="options-more">${this.t('settings-more', { changed })}</summary>
      <div class="all">${this.options()}</div>
    </details>`;
  }

  private options() {
    const { state, words } = this.ui;
    const destination = destinationOf(state);
    const switches = destination?.mail
      ? MAIL_SWITCHES.filter(([key]) => key !== 'merge' || state.survey!.document.mail!.accounts > 1)
      : SWITCHES.filter(([key]) => key !== 'attachments' || destination?.selection);
    return [
      switches.map(([key, values]) => this.choice(key, this.t(`option-${key}`), this.t(`option-${key}-why`), values)),
      destination?.selection ? this.days() : nothing,
      (destination?.options ?? []).map(({ key, label, help, values, number, date }) => {
        if (values.length > 0 && !number) return this.choice(key, words.pick(label), words.pick(help), values);
        const usual = values[0] ?? '';
        return html`<label
          >${words.pick(label)}
          <input
            type=${date ? 'date' : number ? 'number' : 'text'}
            min="1"
            data-test="option-${key}"
            .value=${String(state.plan.options[key] ?? usual)}
            @change=${this.change(key, usual)}
          />
          <span class="soft">${words.pick(help)}</span></label
        >`;
      }),
    ];
  }

  /** Beside the zone: a wrong one shows at the first rows. */
  private times() {
    const { times } = this.ui.state.survey!.document;
    return times.length > 0
      ? html`<div class="times scroll" tabindex="0" role="group" aria-label=${this.t('times-caption')}>
          <table>
            <caption>
              ${this.t('times-caption')}
            </caption>
            <thead>
              <tr>
                <th scope="col">${this.t('times-found')}</th>
                <th scope="col">${this.t('times-used')}</th>
              </tr>
            </thead>
            <tbody>
              ${times.slice(0, TIMES).map(
                ({ found, used }) =>
                  html`<tr>
                    <td><code>${found}</code></td>
                    <td><code>${used}</code></td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>`
      : nothing;
  }

  private choice(key: string, name: string, help: string, values: string[]) {
    const value = String(this.ui.state.plan.options[key] ?? values[0]);
    const soft = html`<span class="soft">${help}</span>`;
    if (isSwitch(values))
      return html`<label class="switch"
        ><input type="checkbox" data-test="option-${key}" .checked=${value === 'yes'} @change=${this.change(key, values[0]!)} />${name} ${soft}</label
      >`;
    return html`<label
      >${name}
      <select data-test="option-${key}" @change=${this.change(key, values[0]!)}>
        ${values.map((one) => html`<option value=${one} .selected=${one === value}>${this.valueName(key, one)}</option>`)}
      </select>
      ${soft}</label
    >`;
  }

  /** The window of time: its first and its last day. */
  private days() {
    return ['from', 'until'].map(
      (key) =>
        html`<label
          >${this.t(`option-${key}`)}
          <input
            type="date"
            data-test="option-${key}"
            .value=${String(this.ui.state.plan.options[key] ?? '')}
            @change=${this.change(key, '')}
          />
          <span class="soft">${this.t('option-window-why')}</span></label
        >`,
    );
  }

  /** Of mail: its first moment, and the first that is too late; and whose it is. */
  private window() {
    const { state, send } = this.ui;
    const { zone = DEFAULT_ZONE, address = [] } = state.plan.options;
    const addresses = (event: Event) => {
      const list = (event.target as HTMLInputElement).value.split(/[\s,、，;]+/).filter(Boolean);
      send({ type: 'plan-changed', plan: withOption(state.plan, 'address', list) });
    };
    const said = (key: string) => String(state.plan.options[key] ?? '');
    // Where the user sets none, a day of the destination's gives it.
    const filled = (key: string) => {
      const day = destinationOf(state)?.options.find(({ fills }) => fills?.option === key);
      return day && said(day.key) ? localTime(`${said(day.key)}T${day.fills!.at}Z`, 'UTC') : '';
    };
    return html`${['window-from', 'window-to'].map(
        (key) =>
          html`<label
            >${this.t(`option-${key}`)}
            <input
              type="datetime-local"
              data-test="option-${key}"
              .value=${localTime(said(key) || filled(key), String(zone))}
              @change=${this.change(key, '')}
            />
            <span class="soft">${this.t(`option-${key}-why`)}</span></label
          >`,
      )}
      <label
        >${this.t('option-address')}
        <input type="text" inputmode="email" data-test="option-address" .value=${[address].flat().join(', ')} @change=${addresses} />
        <span class="soft">${this.t('option-address-why')}</span></label
      >`;
  }

  private zone() {
    const value = String(this.ui.state.plan.options.zone ?? DEFAULT_ZONE);
    const zones = ZONES.includes(value) ? ZONES : [value, ...ZONES];
    return html`<label
      >${this.t('zone')}
      <select data-test="zone" @change=${this.change('zone', DEFAULT_ZONE)}>
        ${zones.map((one) => html`<option value=${one} .selected=${one === value}>${zoneName(one, this.ui.words.lang)}</option>`)}
      </select>
      <span class="soft">${this.t('zone-why')}</span>
    </label>`;
  }

  private valueName(key: string, value: string): string {
    const { words } = this.ui;
    for (const id of [`option-${key}-${value}`, `value-${value}`]) if (words.has(id)) return this.t(id);
    return value;
  }

  /** The default is no decision, so it is not written into the plan. */
  private change(key: string, usual: string) {
    return (event: Event): void => {
      const input = event.target as HTMLSelectElement | HTMLInputElement;
      if (!input.checkValidity()) return;
      const value = input instanceof HTMLInputElement && input.type === 'checkbox' ? (input.checked ? 'yes' : 'no') : input.value;
      const { state, send } = this.ui;
      send({ type: 'plan-changed', plan: withOption(state.plan, key, value === usual ? '' : value) });
    };
  }
}

/** A moment of the plan as an input of local time shows it: with an offset it is turned into the plan's zone. */
function localTime(value: string, timeZone: string): string {
  if (!/(Z|[+-]\d\d:?\d\d)$/i.test(value)) return value.slice(0, 16);
  try {
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
    return format.format(new Date(value)).replace(' ', 'T');
  } catch {
    return '';
  }
}

function zoneName(zone: string, lang: string): string {
  try {
    const format = new Intl.DateTimeFormat(lang, { timeZone: zone, timeZoneName: 'long' });
    const name = format.formatToParts(new Date(0)).find(({ type }) => type === 'timeZoneName')?.value;
    return name ? `${name} (${zone})` : zone;
  } catch {
    // A fixed offset, or a name this browser does not know.
    return zone;
  }
}

customElements.define('nizukuri-settings', Settings);
