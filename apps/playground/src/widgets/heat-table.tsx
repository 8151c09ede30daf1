import type { JSX } from 'preact';
import { formatCosine } from './format.js';

/** Cosines of texts with each other, by their numbers; those in `without` have no direction to compare. */
export function HeatTable(props: {
  caption: string;
  values: readonly number[][];
  without: ReadonlySet<number>;
}): JSX.Element {
  const { caption, values, without } = props;
  return (
    <table class="heat">
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <td class="self" />
          {values.map((_, j) => (
            <th key={j} scope="col">
              {j + 1}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {values.map((cosines, i) => (
          <tr key={i}>
            <th scope="row">{i + 1}</th>
            {cosines.map((cosine, j) =>
              without.has(i) || without.has(j) ? (
                <td key={j} class="self">
                  –
                </td>
              ) : (
                <td key={j} class={i === j ? 'self' : undefined} style={{ '--heat': Math.max(0, cosine).toFixed(3) }}>
                  {formatCosine(cosine)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
