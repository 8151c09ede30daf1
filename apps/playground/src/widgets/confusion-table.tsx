import type { JSX } from 'preact';
import { formatCount } from '../state/format.js';

/** How often a text of one class was given another; a cell opens the rows behind it. */
export function ConfusionTable(props: {
  classes: readonly string[];
  counts: readonly number[][];
  chosen: { truth: string; given: string } | undefined;
  onChoose: (truth: string, given: string) => void;
}): JSX.Element {
  const { classes, counts, chosen, onChoose } = props;
  return (
    <div class="scroll-x">
      <table class="heat confusion" style={{ '--classes': classes.length }}>
        <caption>Rows: what the text is. Columns: what it was taken for.</caption>
        <thead>
          <tr>
            <td class="self" />
            {classes.map((name) => (
              <th key={name} scope="col" title={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {classes.map((truth, i) => {
            const total = counts[i].reduce((sum, count) => sum + count, 0);
            return (
              <tr key={truth}>
                <th scope="row" title={truth}>
                  {truth}
                </th>
                {classes.map((given, j) => (
                  <td
                    key={given}
                    class={i === j ? 'right' : 'wrong'}
                    style={{ '--heat': total === 0 ? '0' : (counts[i][j] / total).toFixed(3) }}
                  >
                    <button
                      type="button"
                      disabled={counts[i][j] === 0}
                      aria-pressed={chosen?.truth === truth && chosen.given === given}
                      aria-label={`${counts[i][j]} of ${truth} taken for ${given}`}
                      onClick={() => onChoose(truth, given)}
                    >
                      {formatCount(counts[i][j])}
                    </button>
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
