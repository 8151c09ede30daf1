"""Imported first by generators that run models: one thread, no progress bars, no network."""

import os

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"
os.environ["TQDM_DISABLE"] = "1"

import logging  # noqa: E402

import torch  # noqa: E402
from transformers.utils import logging as transformers_logging  # noqa: E402

torch.set_num_threads(1)
transformers_logging.disable_progress_bar()


class Warnings:
    """Context that lists the warnings of a distillation as the reference words them."""

    LOGGERS = ("model2vec", "skeletoken")
    # Said while reading the teacher's tokenizer, because its padding was taken off.
    OF_READING = "HuggingFace tokenizer defines"

    def __enter__(self) -> list[str]:
        self.messages: list[str] = []
        self.handler = logging.Handler(logging.WARNING)
        self.handler.emit = self.keep
        for name in self.LOGGERS:
            logging.getLogger(name).addHandler(self.handler)
        return self.messages

    def keep(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if not message.startswith(self.OF_READING):
            self.messages.append(message)

    def __exit__(self, *_: object) -> None:
        for name in self.LOGGERS:
            logging.getLogger(name).removeHandler(self.handler)
