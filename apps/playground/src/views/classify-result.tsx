import type { JSX } from 'preact';
import type { ClassifyState } from '../state/classify.js';
import { ConfusionTable } from '../widgets/confusion-table.js';
import { DownloadButton } from '../widgets/download-button.js';
import { formatCosine, formatCount, formatPercent } from '../widgets/format.js';
import { TaskBar } from '../widgets/task-bar.js';
import { TokenStrip } from '../widgets/token-strip.js';
import type { Prediction, TrainResult } from '../workers/train.js';

// More do not fit beside the report.
const MANY_CLASSES = 7;

/** What came of a training: how good it is, where it errs, and the classifier to try and to take away. */
export function ClassifyResult({ state, tableName }: { state: ClassifyState; tableName: string }): JSX.Element | null {
  const result = state.result.value;
  if (result === undefined) return null;
  return (
    <>
      <div class={result.report.classes.length > MANY_CLASSES ? 'stack' : 'result'}>
        <Report result={result} unlabelled={state.unlabelled.value} />
        <Confusion state={state} result={result} />
      </div>
      <TryText state={state} />
      <DownloadCard state={state} tableName={tableName} />
    </>
  );
}

function Report({ result, unlabelled }: { result: TrainResult; unlabelled: number }): JSX.Element {
  const { report, trainRows, testRows, bestStep, steps, stopped } = result;
  return (
    <section class="card stack">
      <h2>
        <span class="figure number">{formatPercent(report.accuracy)}</span> right of {formatCount(testRows)} rows that
        it has not seen
      </h2>
      <p class="muted small number">
        Trained on {formatCount(trainRows)} rows, {formatCount(steps)} steps
        {stopped
          ? ', stopped by hand: this is the best state so far'
          : `; the state of step ${formatCount(bestStep)} was best`}
        .{unlabelled > 0 && ` ${formatCount(unlabelled)} rows without a label were left out.`}
      </p>
      <div class="scroll-x">
        <table class="report number">
          <thead>
            <tr>
              <th scope="col">class</th>
              <th scope="col">precision</th>
              <th scope="col">recall</th>
              <th scope="col">F1</th>
              <th scope="col">rows</th>
            </tr>
          </thead>
          <tbody>
            {report.classes.map(({ label, scores: { precision, recall, f1, support } }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {[precision, recall, f1].map((value, i) => (
                  <td key={i}>{value.toFixed(2)}</td>
                ))}
                <td>{formatCount(support)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Confusion({ state, result }: { state: ClassifyState; result: TrainResult }): JSX.Element {
  const { classes, confusion = [] } = result.report;
  const cell = state.cell.value;
  return (
    <section class="card stack">
      <h2>Confusion matrix</h2>
      <ConfusionTable
        classes={classes.map(({ label }) => String(label))}
        counts={confusion}
        chosen={cell}
        onChoose={(actual, predicted) => void state.openCell(actual, predicted)}
      />
      {cell === undefined ? (
        <p class="muted small">Choose a cell to read the rows behind it.</p>
      ) : (
        <>
          <p class="muted small" aria-live="polite">
            {cell.actual} taken for {cell.predicted}
          </p>
          {/* biome-ignore lint/a11y/noRedundantRoles: Safari forgets a list without bullets. */}
          <ul class="pairs" role="list">
            {cell.texts.map((text, i) => (
              <li key={i}>{text}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function TryText({ state }: { state: ClassifyState }): JSX.Element {
  const prediction = state.prediction.value;
  return (
    <section class="card stack">
      <h2>Try it</h2>
      <textarea
        class="field"
        rows={1}
        aria-label="A text to classify"
        placeholder="Type a text…"
        value={state.text.value}
        onInput={(event) => {
          state.text.value = event.currentTarget.value;
        }}
      />
      {prediction !== undefined && state.text.value.trim() !== '' && <Verdict prediction={prediction} />}
    </section>
  );
}

function Verdict({ prediction: { classes, probabilities, tokens } }: { prediction: Prediction }): JSX.Element {
  // Its classes' probabilities are then those of no text at all.
  if (tokens.length === 0) return <p class="muted">The model knows none of these words: try others.</p>;
  const best = probabilities.indexOf(Math.max(...probabilities));
  const largest = Math.max(0, ...tokens.map(({ effects }) => Math.abs(effects[best])));
  return (
    <>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari forgets a list without bullets. */}
      <ul class="bars number" role="list">
        {classes.map((name, i) => (
          <li key={name} class={i === best ? 'best' : undefined}>
            <span class="one-line">{name}</span>
            {/* biome-ignore lint/a11y/useSemanticElements: browsers draw a meter each in its own way, and beside its box. */}
            <span
              class="bar"
              role="meter"
              aria-label={`Probability of ${name}`}
              aria-valuemin={0}
              aria-valuemax={1}
              aria-valuenow={probabilities[i]}
              style={{ '--share': probabilities[i].toFixed(4) }}
            />
            <span>{formatPercent(probabilities[i])}</span>
          </li>
        ))}
      </ul>
      <TokenStrip
        label={`What speaks for ${classes[best]}`}
        tokens={tokens.map(({ token, effects }) => ({
          token,
          shade: largest === 0 ? 0 : effects[best] / largest,
          title: `${token}: ${effects[best] < 0 ? '' : '+'}${formatCosine(effects[best])} for ${classes[best]}`,
        }))}
      />
      <p class="muted small">
        Shaded by what each token adds to the score of {classes[best]}; in the other colour, what it takes away.
      </p>
    </>
  );
}

function DownloadCard({ state, tableName }: { state: ClassifyState; tableName: string }): JSX.Element {
  const name = `${tableName.replace(/\.\w+$/, '').replace(/\W+/g, '-')}-classifier`;
  return (
    <section class="card stack">
      <h2>Take it with you</h2>
      <div class="row">
        <DownloadButton label="Download the classifier" fileName={`${name}.zip`} make={() => state.zip(name)} />
        <span class="muted small">
          A zip with a folder that @m2v/pipeline, the command line and Python’s model2vec load.
        </span>
      </div>
      <TaskBar task={state.packing} what="Packing" />
    </section>
  );
}
