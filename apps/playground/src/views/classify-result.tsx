import type { JSX } from 'preact';
import type { ClassifyState } from '../state/classify.js';
import { download } from '../state/download.js';
import { formatCosine, formatCount, formatPercent } from '../state/format.js';
import { ConfusionTable } from '../widgets/confusion-table.js';
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
        <Report result={result} />
        <Confusion state={state} result={result} />
      </div>
      <Try state={state} />
      <Take state={state} tableName={tableName} />
    </>
  );
}

function Report({ result }: { result: TrainResult }): JSX.Element {
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
        .
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
          <ul class="pairs">
            {cell.texts.map((text, i) => (
              <li key={i}>{text}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Try({ state }: { state: ClassifyState }): JSX.Element {
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
  const best = probabilities.indexOf(Math.max(...probabilities));
  const largest = Math.max(0, ...tokens.map(({ effects }) => Math.abs(effects[best])));
  return (
    <>
      <ul class="bars number">
        {classes.map((name, i) => (
          <li key={name} class={i === best ? 'best' : undefined}>
            <span class="one-line">{name}</span>
            <meter value={probabilities[i]} aria-label={`Probability of ${name}`} />
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

function Take({ state, tableName }: { state: ClassifyState; tableName: string }): JSX.Element {
  const name = `${tableName.replace(/\.\w+$/, '').replace(/\W+/g, '-')}-classifier`;
  const save = async () => {
    const content = await state.zip(name);
    if (content !== undefined) download(content, `${name}.zip`);
  };
  return (
    <section class="card stack">
      <h2>Take it with you</h2>
      <div class="row">
        <button type="button" class="button" onClick={() => void save()}>
          Download the classifier
        </button>
        <span class="muted small">
          A zip with a folder that @m2v/pipeline, the command line and Python’s model2vec load.
        </span>
      </div>
      <TaskBar task={state.packing} what="Packing" />
    </section>
  );
}
