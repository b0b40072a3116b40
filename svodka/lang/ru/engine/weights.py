"""The models of the natasha wheel as plain arrays: one vocabulary, one table of vectors, three networks.

A network is slovnet's word and shape embedding, three convolutions over three words with ReLU and batch norm, and a
head (docs/engine.md). The norm of a layer is y = scale·x + shift with scale = weight / std and shift = bias - mean ·
scale; the next layer takes the scale into its weights and adds what the shift gives (`Layer.left`, `Layer.right`).
"""
from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SHAPES = "shape"
TILE = 48  # columns of a matrix that kernels.c sums at once
LINE = 16  # numbers of a line of the cache


@dataclass(frozen=True, slots=True)
class Matrix:
    """What rows are multiplied by (in x out) and what is added (out); the same for `kernels.c`."""

    weight: Any
    bias: Any
    tiles: Any
    start: Any


@dataclass(frozen=True, slots=True)
class Layer:
    """A convolution over three words: `taps` (in x 3·out: left, own, right), to the own one added its bias with what
    the norm below gives on all three words; `left` and `right` (out): what of that falls away where no word stands."""

    taps: Matrix
    left: Any
    right: Any


@dataclass(frozen=True, slots=True)
class Network:
    """`first` takes the embedding (330), `then` are the two layers above, `head` is its head's first layer, `arrays`
    are the rest of the head by name."""

    shapes: Any
    first: Layer
    then: tuple[Layer, Layer]
    head: Matrix
    arrays: dict[str, Any]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """`word_ids` gives a lower-case word its row of `indexes` (words x 100, of `codes` 100 x 256 x 3); `counts` are its
    occurrences in the texts that the vectors were made from, `total` those of all words."""

    word_ids: dict[str, int]
    counts: list[int]
    total: int
    unknown: int
    shape_ids: dict[str, int]
    indexes: Any
    codes: Any
    morph: Network
    syntax: Network
    names: Network

    def vectors(self, rows: Sequence[int]) -> Any:
        """Rows x 300. (One index into all parts laid end to end takes a third of the time of two into codes.)"""
        import numpy as np

        parts, kinds, size = self.codes.shape
        places = self.indexes.take(rows, 0) + np.arange(0, parts * kinds, kinds)
        return self.codes.reshape(-1, size).take(places, 0).reshape(len(rows), -1)


def load() -> Weights:
    """Raises ImportError where the natasha package, which holds the models, is not installed."""
    spec = importlib.util.find_spec("natasha")  # natasha itself is not imported: it needs pkg_resources
    if spec is None or spec.origin is None:
        raise ImportError("the natasha package, which holds the models, is not installed")
    data = Path(spec.origin).parent / "data"
    vocab, indexes, codes = vectors(next(data.glob("emb/navec_*.tar")))
    shapes, networks = [], []
    for name, tags in (("morph", "tag"), ("syntax", "rel"), ("ner", "tag")):
        shape, made = network(name, tags, next(data.glob(f"model/slovnet_{name}_*.tar")))
        shapes.append(shape)
        networks.append(made)
    if shapes != shapes[:1] * len(shapes):
        raise ImportError("the models of the natasha package differ in their shapes of words")
    return Weights(word_ids=vocab.word_ids, counts=vocab.counts, total=sum(vocab.counts),
                   unknown=vocab.unk_id, indexes=indexes, codes=codes,
                   shape_ids={shape: at for at, shape in enumerate(shapes[0])}, morph=networks[0],
                   syntax=networks[1], names=networks[2])


def vectors(path: Path) -> tuple[Any, Any, Any]:
    """navec's vocabulary, indexes and codes; its own loader also works out norms, which takes longer."""
    import numpy as np
    from navec.navec import PQ_, VOCAB, Vocab
    from navec.tar import Tar

    with Tar(str(path)) as tar:
        vocab = Vocab.from_file(tar.load(VOCAB))
        raw = tar.load(PQ_).read()
    rows, parts, centroids = (int(each) for each in np.frombuffer(raw, np.uint32, 4)[[0, 2, 3]])
    indexes = np.frombuffer(raw, np.uint8, rows * parts, 16).reshape(rows, parts)
    codes = np.frombuffer(raw, np.float32, -1, 16 + rows * parts).reshape(parts, centroids, -1)
    return vocab, indexes, codes


def network(name: str, tags: str, path: Path) -> tuple[list[str], Network]:
    """The shapes of words that a model knows, and the model."""
    from slovnet.exec import model as models
    from slovnet.exec.pack import Pack

    with Pack(str(path)) as pack:
        held = pack.load_model({"morph": models.Morph, "syntax": models.Syntax, "ner": models.NER}[name])
        held = held.inject_arrays(dict(pack.load_arrays(held.weights)))
        shapes, known = pack.load_vocab(SHAPES).items, pack.load_vocab(tags).items
    layers = held.encoder.layers
    norms = [(None, None), *(norm(each.norm) for each in layers)]
    first, second, third = (layer(each.conv, *below) for each, below in zip(layers, norms, strict=False))
    return shapes, Network(shapes=held.emb.shape.weight.array, first=first, then=(second, third),
                           head=head(name, held, *norms[3]), arrays=arrays(name, held), tags=tuple(known))


def norm(held: Any) -> tuple[Any, Any]:
    scale = held.weight.array / held.std.array
    return scale, held.bias.array - held.mean.array * scale


def layer(conv: Any, scale: Any, shift: Any) -> Layer:
    import numpy as np

    weight, bias = conv.weight.array.astype(np.float64), conv.bias.array.astype(np.float64)  # out x in x 3
    shifts = np.zeros((3, len(bias))) if shift is None else np.einsum("oik,i->ko", weight, shift)
    scaled = weight if scale is None else weight * scale[None, :, None]
    added = np.concatenate([np.zeros_like(bias), bias + shifts.sum(0), np.zeros_like(bias)])
    return Layer(taps=matrix(scaled.transpose(1, 2, 0).reshape(weight.shape[1], -1), added),
                 left=shifts[0].astype(np.float32), right=shifts[2].astype(np.float32))


def matrix(weight: Any, bias: Any) -> Matrix:
    import numpy as np

    weight, bias = (np.ascontiguousarray(each, np.float32) for each in (weight, bias))
    rows, columns = weight.shape
    more = -columns % TILE
    tiles = np.pad(weight, ((0, 0), (0, more))).reshape(rows, -1, TILE).transpose(1, 0, 2)
    return Matrix(weight=weight, bias=bias, tiles=aligned(tiles), start=np.pad(bias, (0, more)))


def aligned(array: Any) -> Any:
    """A copy that begins where a line of the cache does."""
    import numpy as np

    held = np.empty(array.size + LINE, np.float32)
    first = -(held.ctypes.data // held.itemsize) % LINE
    held[first:first + array.size] = array.ravel()
    return held[first:first + array.size].reshape(array.shape)


def head(name: str, held: Any, scale: Any, shift: Any) -> Matrix:
    """The first layer of a head, over what is not yet normed: it takes the last norm in. Syntax has four of them side
    by side: a word as the dependent and the head of another, to choose heads and to choose relations."""
    import numpy as np

    projs = sides(held) if name == "syntax" else [held.head.proj]
    weight, bias = (np.concatenate([getattr(proj, what).array for proj in projs], -1) for what in ("weight", "bias"))
    return matrix(scale[:, None] * weight, bias + shift @ weight)


def sides(held: Any) -> list[Any]:
    return [getattr(part, side).proj for part in (held.head, held.rel) for side in ("head", "tail")]


def arrays(name: str, held: Any) -> dict[str, Any]:
    """Of names the scores of tag after tag; of syntax its kernels, and its root as the head of words."""
    import numpy as np

    if name == "ner":
        return {"transitions": held.head.crf.transitions.array}
    if name == "morph":
        return {}
    roots = zip((held.head.root.array, held.rel.root.array), sides(held)[1:3], strict=True)
    kernel = held.rel.kernel.array  # numbers of the head x relations · numbers of the dependent
    turned = kernel.reshape(len(kernel), -1, len(kernel)).transpose(0, 2, 1).reshape(kernel.shape)
    return {"heads": held.head.kernel.array, "relations": np.ascontiguousarray(turned),
            "root": np.concatenate([np.maximum(root @ at.weight.array + at.bias.array, 0) for root, at in roots])}
