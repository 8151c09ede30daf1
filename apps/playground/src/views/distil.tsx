import type { JSX } from 'preact';
import { SENTENCES } from '../examples/sentences.js';
import type { DistilState } from '../state/distil.js';
import { DownloadButton } from '../widgets/download-button.js';
import { FileButton } from '../widgets/drop-zone.js';
import { formatCosine, formatCount, formatPercent, formatSeconds } from '../widgets/format.js';
import { columnOptions, type Option, Select } from '../widgets/select.js';
import { SourceChooser } from '../widgets/source-chooser.js';
import { TaskBar } from '../widgets/task-bar.js';
import type { DistilResult, PageTeacher } from '../workers/distil.js';

export function DistilView({ state }: { state: DistilState }): JSX.Element {
  const running = state.distilling.status.value.kind === 'running';
  return (
    <div class="stack">
      <div class="distil">
        <TeacherChooser state={state} />
        <Settings state={state} />
      </div>
      <div class="row">
        <button
          type="button"
          class="button primary"
          disabled={running || state.problem.value !== undefined}
          onClick={() => void state.distil()}
        >
          Distil
        </button>
        <span class="muted small">{takes(state)} The student is then the model of all views.</span>
      </div>
      {state.distilling.status.value.kind === 'idle' && <Examples state={state} />}
      <TaskBar task={state.distilling} what={stageName(state)} />
      {state.result.value !== undefined && <Student state={state} result={state.result.value} />}
    </div>
  );
}

/** How long it takes, where that has been measured: the embedded teacher alone, its whole vocabulary, without a fit. */
function takes({ teacher, tokens, corpus, corpusFile }: DistilState): string {
  const isFitted = corpus.value.trim() !== '' || corpusFile.value !== undefined;
  if (teacher.value.kind !== 'embedded' || isFitted) return '';
  return tokens.value === null ? 'It takes a minute or two.' : 'It takes less than a minute.';
}

// Ten thousand lose three points of the STS benchmark (times 100), five thousand seven.
const SMALL = 10_000;

/** What a student can be, each begun by one click. */
const EXAMPLES: { shown: string; words: string; tokens: number | null }[] = [
  { shown: 'A small one, in less than a minute', words: '', tokens: SMALL },
  { shown: 'A small one that knows “kubernetes” and “pull request”', words: 'kubernetes\npull request', tokens: SMALL },
  { shown: 'The whole teacher', words: '', tokens: null },
];

function Examples({ state }: { state: DistilState }): JSX.Element {
  return (
    <div class="row">
      <span class="muted small">Try</span>
      {EXAMPLES.map(({ shown, words, tokens }) => (
        <button
          key={shown}
          type="button"
          class="button"
          onClick={() => {
            state.teacher.value = { kind: 'embedded' };
            state.words.value = words;
            state.tokens.value = tokens;
            void state.distil();
          }}
        >
          {shown}
        </button>
      ))}
    </div>
  );
}

const STAGES: Record<string, string> = {
  read: 'Reading the file of texts',
  download: 'Fetching the teacher',
  load: 'Starting the teacher',
  tokens: 'The teacher reads its vocabulary',
  pca: 'Reducing the vectors',
  texts: 'Reading your texts',
  // Few texts are filled up with made-up ones.
  sentences: 'The teacher reads texts to fit to',
  targets: 'Finding what to learn from them',
  fit: 'Fitting the student',
};

function stageName({ distilling }: DistilState): string {
  const status = distilling.status.value;
  const stage = status.kind === 'running' ? status.progress?.stage : undefined;
  return STAGES[stage ?? ''] ?? 'Distilling';
}

function teacherName(teacher: PageTeacher): string {
  if (teacher.kind === 'embedded') return 'all-MiniLM-L6-v2, which comes with the page (23 MB)';
  return teacher.kind === 'hub' ? `${teacher.id}, from the hub` : `the folder ${teacher.name}`;
}

function TeacherChooser({ state }: { state: DistilState }): JSX.Element {
  const choose = (teacher: PageTeacher) => {
    state.teacher.value = teacher;
  };
  return (
    <section class="card stack" aria-label="Teacher">
      <h2>Teacher</h2>
      <p>{teacherName(state.teacher.value)}</p>
      {state.problem.value !== undefined && (
        <p class="error" role="alert">
          {state.problem.value}
        </p>
      )}
      <SourceChooser
        what="teacher"
        example="sentence-transformers/all-MiniLM-L6-v2"
        hubId={state.hubId}
        hint="A folder holds config.json, tokenizer.json and onnx/model.onnx, and can be dropped here."
        onFolder={(folder) => choose({ kind: 'files', ...folder })}
        onEmbedded={() => choose({ kind: 'embedded' })}
        onHub={(id) => choose({ kind: 'hub', id })}
      />
    </section>
  );
}

const VOCABULARIES: Option<number | null>[] = [
  { value: null, shown: 'whole' },
  ...[20_000, 15_000, SMALL].map((value) => ({ value, shown: `first ${formatCount(value)} tokens` })),
];

function Settings({ state }: { state: DistilState }): JSX.Element {
  return (
    <section class="card stack" aria-label="Student">
      <h2>Student</h2>
      <div class="row">
        <Select
          label="Vocabulary"
          options={VOCABULARIES}
          isChosen={(count) => count === state.tokens.value}
          onChange={(count) => {
            state.tokens.value = count;
          }}
        />
        <Select
          label="Dims"
          options={[256, 128, 64].map((value) => ({ value, shown: String(value) }))}
          isChosen={(dims) => dims === state.pcaDims.value}
          onChange={(dims) => {
            state.pcaDims.value = dims;
          }}
        />
      </div>
      <label class="label">
        Words of your own, one a line: each gets a vector of its own
        <textarea
          class="field"
          rows={3}
          placeholder={'kubernetes\nnew york\npull request'}
          value={state.words.value}
          onInput={(event) => {
            state.words.value = event.currentTarget.value;
          }}
        />
      </label>
      <Corpus state={state} />
    </section>
  );
}

/** Texts to fit the student to, pasted or out of a file. */
function Corpus({ state }: { state: DistilState }): JSX.Element {
  const { corpus, corpusFile } = state;
  const chosen = corpusFile.value;
  return (
    <div class="stack">
      <label class="label">
        Texts of your own, one a line: the student is fitted to what the teacher says of them
        <textarea
          class="field"
          rows={3}
          disabled={chosen !== undefined}
          placeholder="Some thousands of plain texts; fewer are filled up with made-up ones"
          value={chosen === undefined ? corpus.value : `${chosen.file.name}, ${formatCount(chosen.rows)} rows`}
          onInput={(event) => {
            corpus.value = event.currentTarget.value;
          }}
        />
      </label>
      <div class="row">
        <FileButton
          label="Texts from a file…"
          accept=".txt,.csv,.tsv,.jsonl"
          onFile={(file) => void state.chooseCorpus(file)}
        />
        {chosen !== undefined && chosen.columns.length > 1 && (
          <Select
            label="Texts in"
            options={columnOptions(chosen.columns)}
            isChosen={(column) => column === chosen.column}
            onChange={(column) => {
              corpusFile.value = { ...chosen, column };
            }}
          />
        )}
        {chosen !== undefined && (
          <button
            type="button"
            class="button"
            onClick={() => {
              corpusFile.value = undefined;
            }}
          >
            Without the file
          </button>
        )}
      </div>
      <TaskBar task={state.readingCorpus} what="Reading" />
    </div>
  );
}

function Student({ state, result }: { state: DistilState; result: DistilResult }): JSX.Element {
  const { name, tokens, dim, seconds, device, comparison, explained, warnings } = result;
  return (
    <section class="card stack" aria-label="Result">
      <h2>
        <span class="figure number">{formatCosine(comparison.pearson)}</span> in agreement with its teacher
      </h2>
      <p class="muted small number">
        {name}: {formatCount(tokens)} tokens × {dim} dims in {formatSeconds(seconds)} on{' '}
        {device === 'webgpu' ? 'the graphics card' : 'the processor'}. 1 would be full agreement: the correlation of the
        cosines of all pairs of {SENTENCES.length} sentences, most of which have nothing in common (by ranks:{' '}
        {formatCosine(comparison.spearman)}).
      </p>
      {explained !== undefined && (
        <p class="muted small number">
          Of what the teacher says of texts that were held out, it explains {formatPercent(explained.after)}, and
          without the fit {formatPercent(explained.before)}.
        </p>
      )}
      {warnings.length > 0 && (
        <ul class="small">
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
      <div class="row">
        <a class="button" href="#/compare">
          Use it in Compare
        </a>
        <DownloadButton label="Download the model" fileName={`${name}.zip`} make={state.zip} />
      </div>
      <TaskBar task={state.packing} what="Packing" />
      <div class="scroll-x">
        <table class="report number">
          <caption class="muted small">The pairs that they see most differently</caption>
          <thead>
            <tr>
              <th scope="col">texts</th>
              <th scope="col">teacher</th>
              <th scope="col">student</th>
            </tr>
          </thead>
          <tbody>
            {comparison.pairs.map(({ a, b, teacher, student }) => (
              <tr key={`${a}${b}`}>
                <td>
                  {a} <span class="muted">/</span> {b}
                </td>
                <td>{formatCosine(teacher)}</td>
                <td>{formatCosine(student)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
