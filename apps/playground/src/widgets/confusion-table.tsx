import type { JSX } from 'preact';
import { formatCount } from './format.js';

/** How often a text of one class was predicted another; a cell opens the rows behind it. */
export function ConfusionTable(props: {
  classes: readonly string[];
  counts: readonly number[][];
  chosen: { actual: string; predicted: string } | undefined;
  onChoose: (actual: string, predicted: string) => void;
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
          {classes.map((actual, i) => {
            const total = counts[i].reduce((sum, count) => sum + count, 0);
            return (
              <tr key={actual}>
                <th scope="row" title={actual}>
                  {actual}
                </th>
                {classes.map((predicted, j) => (
                  <td
                    key={predicted}
                    class={i === j ? 'right' : 'wrong'}
                    style={{ '--heat': total === 0 ? '0' : (counts[i][j] / total).toFixed(3) }}
                  >
                    <button
                      type="button"
                      disabled={counts[i][j] === 0}
                      aria-pressed={chosen?.actual === actual && chosen.predicted === predicted}
                      aria-label={`${counts[i][j]} of ${actual} taken for ${predicted}`}
                      onClick={() => onChoose(actual, predicted)}
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
