"""Shipping: a trained net as the folder that marsad.read.finding.model loads, its encoder in eight bits."""

from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from marsad.read.finding.model import TOKENIZER
from marsad.read.finding.sheet import OF_MENTION, OF_PAIR, OF_STRETCH
from marsad.read.finding.training.fit import Net
from marsad.read.finding.training.net import INNER, WIDTH

OPSET = 17


class _Flat(nn.Module):
    """A part whose results are a plain tuple, as an exported graph gives them."""

    def __init__(self, part: nn.Module) -> None:
        super().__init__()
        self.part = part

    def forward(self, *given: Tensor) -> tuple[Tensor, ...] | Tensor:
        found = self.part(*given)
        return tuple(found) if isinstance(found, tuple) else found


def ship(net: Net, cutter: Tokenizer, folder: Path) -> None:
    """Write the three graphs and the vocabulary into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in net.parts:
        part.eval()
    with TemporaryDirectory() as scratch:
        whole = Path(scratch) / "encoder.onnx"
        _export(net.encoder, whole, _encoder_inputs(), ["states"])
        quantize_dynamic(whole, folder / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True)
    _export(net.opener, folder / "opener.onnx", _opener_inputs(), ["out_spans", "out_kinds", "out_names"])
    _export(net.linker, folder / "linker.onnx", _linker_inputs(), ["out_slots", "out_none", "out_flags"])
    cutter.save(str(folder / TOKENIZER), pretty=False)


Inputs = dict[str, tuple[Tensor, dict[int, str]]]
"""An example of each input by name, with the names of the sizes that vary."""


def _export(part: nn.Module, path: Path, inputs: Inputs, outputs: list[str]) -> None:
    torch.onnx.export(
        _Flat(part),
        tuple(example for example, _ in inputs.values()),
        str(path),
        input_names=list(inputs),
        output_names=outputs,
        dynamic_axes={name: axes for name, (_, axes) in inputs.items() if axes},
        opset_version=OPSET,
        dynamo=False,
    )


def _encoder_inputs() -> Inputs:
    axes = {0: "windows", 1: "pieces"}
    return {"ids": (torch.ones(2, 9, dtype=torch.long), axes), "mask": (torch.ones(2, 9, dtype=torch.bool), axes)}


def _rows(count: int) -> Tensor:
    return torch.tensor([[0, 2]] * count)


def _opener_inputs() -> Inputs:
    return {
        "states": (torch.zeros(9, WIDTH), {0: "pieces"}),
        "spans": (_rows(3), {0: "stretches"}),
        "names": (_rows(4), {0: "mentions"}),
        "of_span": (torch.zeros(3, OF_STRETCH), {0: "stretches"}),
        "of_name": (torch.zeros(4, OF_MENTION), {0: "mentions"}),
    }


def _linker_inputs() -> Inputs:
    return {
        "spans": (torch.zeros(2, INNER), {0: "claims"}),
        "kinds": (torch.zeros(2, dtype=torch.long), {0: "claims"}),
        "names": (torch.zeros(4, INNER), {0: "mentions"}),
        "pairs": (torch.zeros(2, 4, OF_PAIR), {0: "claims", 1: "mentions"}),
        "of_name": (torch.zeros(4, OF_MENTION), {0: "mentions"}),
        "of_span": (torch.zeros(2, OF_STRETCH), {0: "claims"}),
    }
