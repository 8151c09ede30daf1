import { type TextFormat, textFormatOf } from '@m2v/dataset';
import { Option } from 'commander';

/** The option that says how an input is laid out, where its name does not. */
export function formatOption(formats: readonly TextFormat[]): Option {
  return new Option('--input-format <format>', "how the input is laid out (default: by the file's name)").choices(
    formats,
  );
}

/**
 * How an input is laid out: as asked, else as its name says.
 * @param piped what standard input holds unless told otherwise
 */
export function inputFormat(path: string, asked: TextFormat | undefined, piped: TextFormat): TextFormat {
  return asked ?? (path === '-' ? piped : textFormatOf(path));
}
