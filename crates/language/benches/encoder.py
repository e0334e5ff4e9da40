"""Sentences a second on one core: our encoder, and onnxruntime with the same weights, in turns on this machine.

    cargo build --release -p goodword-language --features encoder --example encode
    python3 crates/language/benches/encoder.py MODEL_FOLDER TARGET/release/examples/encode

Needs numpy, onnx, onnxruntime, safetensors and tokenizers. onnxruntime runs a fused graph (its own attention, GELU and
normalisation kernels) in batches of 32 sentences of like length, with 32-bit weights and with weights brought to
8 bits (quantize_dynamic). Seconds are processor seconds, so that other programmes disturb little; medians of five.
"""

import pathlib, resource, statistics, subprocess, sys, tempfile, time, tomllib

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import quantize_dynamic
from safetensors.numpy import load_file
from tokenizers import Tokenizer

RUNS, SENTENCES, BATCH = 5, 2000, 32


def graph(weights, layers=6, heads=12):
    """The model as onnxruntime likes it best, from the numbers of the safetensors file."""
    nodes, constants = [], []

    def constant(array):
        name = f"constant{len(constants)}"
        constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(op, inputs, name=None, **attributes):
        name = name or f"out{len(nodes)}"
        nodes.append(helper.make_node(op, inputs, [name], **attributes))
        return name

    def fused(op, inputs, **attributes):
        return node(op, inputs, domain="com.microsoft", **attributes)

    def of(name):
        return weights[name].astype(np.float32)

    def dense(x, name):
        return node("MatMul", [x, constant(of(name + ".weight").T)]), constant(of(name + ".bias"))

    def settle(x, bias, skip, name):
        norm = [constant(of(name + ".weight")), constant(of(name + ".bias"))]
        return fused("SkipLayerNormalization", [x, skip, *norm, bias], epsilon=1e-12)

    words = node("Gather", [constant(of("embeddings.word_embeddings.weight")), "pieces"])
    length = node("Gather", [node("Shape", ["pieces"]), constant(np.array([1]))], axis=0)
    zero = constant(np.array([0]))
    places = node("Slice", [constant(of("embeddings.position_embeddings.weight")), zero, length, zero])
    kinds = constant(of("embeddings.token_type_embeddings.weight")[0])
    x = node("Add", [node("Add", [words, places]), kinds])
    norm = [constant(of("embeddings.LayerNorm." + part)) for part in ("weight", "bias")]
    x = node("LayerNormalization", [x, *norm], axis=-1, epsilon=1e-12)
    mask = node("Cast", ["mask"], to=TensorProto.INT32)
    for number in range(layers):
        at = f"encoder.layer.{number}."
        parts = [at + "attention.self." + part for part in ("query", "key", "value")]
        look = constant(np.concatenate([of(part + ".weight").T for part in parts], 1))
        bias = constant(np.concatenate([of(part + ".bias") for part in parts]))
        seen = fused("Attention", [x, look, bias, mask], num_heads=heads)
        y = settle(*dense(seen, at + "attention.output.dense"), x, at + "attention.output.LayerNorm")
        wide = fused("BiasGelu", list(dense(y, at + "intermediate.dense")))
        x = settle(*dense(wide, at + "output.dense"), y, at + "output.LayerNorm")
    shown = node("Unsqueeze", [node("Cast", ["mask"], to=TensorProto.FLOAT), constant(np.array([2]))])
    one = constant(np.array([1]))
    total = node("ReduceSum", [node("Mul", [x, shown]), one], keepdims=0)
    mean = node("Div", [total, node("ReduceSum", [shown, one], keepdims=0)])
    node("LpNormalization", [mean], "vectors", axis=-1, p=2)
    takes = [helper.make_tensor_value_info(name, TensorProto.INT64, ["n", "l"]) for name in ("pieces", "mask")]
    gives = [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["n", 384])]
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    made = helper.make_graph(nodes, "minilm", takes, gives, constants)
    return helper.make_model(made, opset_imports=opsets, ir_version=8)


def sentences():
    """Wordings of the lexicon, evenly over all files."""
    found = set()
    for path in (pathlib.Path(__file__).parent.parent / "lexicon").glob("*.toml"):
        for entry in tomllib.loads(path.read_text()).values():
            found.update(entry.get("ask", []) + entry.get("offer", []))
    found = sorted(found)
    return found[:: max(1, len(found) // SENTENCES)][:SENTENCES]


def spent(who):
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def onnx_run(session, tokenizer, lines):
    start = time.process_time()
    pieces = [encoding.ids[:128] for encoding in tokenizer.encode_batch(lines)]
    order = sorted(range(len(lines)), key=lambda i: len(pieces[i]))
    vectors = np.zeros((len(lines), 384), np.float32)
    for at in range(0, len(order), BATCH):
        some = order[at : at + BATCH]
        longest = max(len(pieces[i]) for i in some)
        ids, mask = np.zeros((2, len(some), longest), np.int64)
        for row, i in enumerate(some):
            ids[row, : len(pieces[i])], mask[row, : len(pieces[i])] = pieces[i], 1
        vectors[some] = session.run(None, {"pieces": ids, "mask": mask})[0]
    return len(lines) / (time.process_time() - start), vectors


def our_run(command, folder, lines):
    """The time of all lines less that of one, which is loading."""

    def seconds(some):
        before = spent(resource.RUSAGE_CHILDREN)
        out = subprocess.run([command, folder], input="\n".join(some), capture_output=True, text=True, check=True)
        return spent(resource.RUSAGE_CHILDREN) - before, out.stdout

    loading, _ = seconds(lines[:1])
    all_of_it, out = seconds(lines)
    vectors = np.array([line.split() for line in out.splitlines()], np.float32)
    return len(lines) / (all_of_it - loading), vectors


def main():
    folder, command = sys.argv[1:]
    lines = sentences()
    tokenizer = Tokenizer.from_file(folder + "/tokenizer.json")
    tokenizer.no_padding()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    with tempfile.TemporaryDirectory() as work:
        paths = {"onnxruntime, 32 bits": work + "/f32.onnx", "onnxruntime, 8 bits": work + "/int8.onnx"}
        onnx.save(graph(load_file(folder + "/model.safetensors")), paths["onnxruntime, 32 bits"])
        eight = {"DefaultTensorType": TensorProto.FLOAT}
        quantize_dynamic(*paths.values(), extra_options=eight)
        made = {name: onnxruntime.InferenceSession(path, options) for name, path in paths.items()}
    rates, vectors = {}, {}
    for _ in range(RUNS):
        for name, session in made.items():
            rate, vectors[name] = onnx_run(session, tokenizer, lines)
            rates.setdefault(name, []).append(rate)
        rate, vectors["ours"] = our_run(command, folder, lines)
        rates.setdefault("ours", []).append(rate)
    exact = vectors["onnxruntime, 32 bits"]
    print(f"{len(lines)} sentences")
    for name, found in rates.items():
        off = np.abs(vectors[name] - exact).max()
        cosine = (vectors[name] * exact).sum(1).min()
        print(f"{name:22} {statistics.median(found):6.0f} a second   farthest number off {off:.1e}, least cosine {cosine:.4f}")


main()
