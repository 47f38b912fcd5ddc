/** `train.py`: the studio's training, on one process or many. */
export const trainPy = String.raw`"""Trains the network as Layerloom does: one process, or torchrun with many.

    python train.py --data idx:data
    torchrun --standalone --nproc_per_node=2 train.py --data idx:data
"""

import argparse
import contextlib
import datetime
import json
import math
import os
import time
from pathlib import Path

import torch
from torch import distributed, nn
from torch.nn.parallel import DistributedDataParallel

import weights
from data import open_data, test_batches, train_batches
from freezing import freeze, keep
from model import Network
from recipe import Logits, make_optimizer, rate_at, sample_losses

HERE = Path(__file__).resolve().parent


class Trainer:
    def __init__(self, args):
        self.args = args
        self.settings = json.loads((HERE / "settings.json").read_text(encoding="utf-8"))
        self.document = json.loads((HERE / "document.json").read_text(encoding="utf-8"))
        self.training = self.settings["training"]
        self.override()
        self.rank, self.world, self.device = start_processes(args.device)
        torch.manual_seed(self.training["seed"])
        network = Network()
        weights.load(network, args.weights)
        if args.channels_last:
            network = network.to(memory_format=torch.channels_last)
        self.network = network.to(self.device)
        self.frozen_norms = freeze(network, self.settings["frozen"])
        self.model = Logits(self.network, self.settings["endsInSoftmax"])
        self.parameters = {name: value for name, value in weights.named(network).items() if value.requires_grad}
        if self.world > 1:
            devices = [self.device] if self.device.type == "cuda" else None
            unused = self.settings["hasUnusedWeights"]
            self.model = DistributedDataParallel(self.model, device_ids=devices, find_unused_parameters=unused)
        self.optimizer = make_optimizer(list(self.parameters.values()), self.training["optimizer"])
        self.train, self.test, self.about = open_data(args.data or self.training["data"], self.settings)
        self.training["data"] = self.about["source"]
        self.steps_per_epoch = math.ceil(len(self.train) / self.training["batchSize"])
        self.scaler = torch.cuda.amp.GradScaler(enabled=args.amp and self.device.type == "cuda")
        self.step, self.started, self.elapsed = 0, time.monotonic(), 0.0
        self.best, self.waited, self.kept = None, 0, 0
        self.out = Path(args.out)
        self.board = {}

    def override(self):
        """What the command line says against the document."""
        chosen = {"epochs": self.args.epochs, "batchSize": self.args.batch_size, "seed": self.args.seed}
        self.training.update({name: value for name, value in chosen.items() if value is not None})
        if self.args.lr is not None:
            self.training["optimizer"]["lr"] = self.args.lr

    # --- the run's folder -------------------------------------------------------------------------------------------

    def begin(self):
        if self.rank != 0:
            return
        self.out.mkdir(parents=True, exist_ok=True)
        if not self.args.resume:
            for name in ("metrics.jsonl", "done.json"):
                (self.out / name).unlink(missing_ok=True)
            record = {
                "format": "layerloom/run",
                "version": 1,
                "document": {**self.document, "training": self.training},
                "seed": self.training["seed"],
                "data": self.about,
                "backend": f"pytorch {torch.__version__} {self.device.type}",
                "engineVersion": self.settings["engineVersion"],
                "startedAt": datetime.datetime.now(datetime.timezone.utc).isoformat().replace("+00:00", "Z"),
            }
            write_json(self.out / "run.json", record)
        try:
            from torch.utils.tensorboard import SummaryWriter
        except ImportError:
            return
        self.board = {part: SummaryWriter(str(self.out / "tensorboard" / part)) for part in ("train", "validation")}

    def note(self, event):
        if self.rank != 0:
            return
        with open(self.out / "metrics.jsonl", "a", encoding="utf-8") as file:
            file.write(json.dumps(event) + "\n")
        if self.args.json:
            print(json.dumps(event), flush=True)

    def show(self, part, step, values):
        for tag, value in values.items():
            if part in self.board and value is not None:
                self.board[part].add_scalar(tag, value, step)

    def save_weights(self):
        if self.rank == 0:
            weights.save(self.network, self.out / "weights.safetensors", self.metadata())

    def metadata(self):
        return {"graph": self.settings["graph"], "title": self.document["about"]["title"]}

    def checkpoint(self, epoch):
        """Weights and the optimiser's memory; no pickle."""
        if self.rank != 0:
            return
        tensors = {f"model/{name}": value for name, value in weights.named(self.network).items()}
        names = {id(value): name for name, value in self.parameters.items()}
        for value, slots in self.optimizer.state.items():
            for slot, content in slots.items():
                if content is not None:
                    content = content if torch.is_tensor(content) else torch.tensor(float(content))
                    tensors[f"optimizer/{slot}/{names[id(value)]}"] = content
        state = {"epoch": epoch, "step": self.step, "elapsed": self.milliseconds(), "best": self.best}
        state["waited"], state["kept"] = self.waited, self.kept
        weights.write(self.out / "checkpoint.safetensors", tensors, {"state": json.dumps(state)})

    def resume(self):
        tensors, metadata = weights.read(self.out / "checkpoint.safetensors")
        state = json.loads(metadata["state"])
        with torch.no_grad():
            for name, value in weights.named(self.network).items():
                value.copy_(tensors[f"model/{name}"])
        for key, content in tensors.items():
            kind, _, rest = key.partition("/")
            if kind == "optimizer":
                slot, _, name = rest.partition("/")
                value = self.parameters[name]
                content = content if slot == "step" else content.to(value.device)
                self.optimizer.state[value][slot] = content
        self.step, self.elapsed, self.best = state["step"], state["elapsed"], state["best"]
        self.waited, self.kept = state["waited"], state["kept"]
        if self.rank == 0:
            keep_lines(self.out / "metrics.jsonl", self.step)
        return state["epoch"]

    def milliseconds(self):
        return self.elapsed + 1000 * (time.monotonic() - self.started)

    # --- training ---------------------------------------------------------------------------------------------------

    def train_step(self, count, own, batch):
        """One step; (sum of losses, right answers) of this process's share, taken to the mean over the global batch."""
        pixels, target, label = (value.to(self.device, non_blocking=True) for value in batch)
        if self.args.channels_last and pixels.dim() == 4:
            pixels = pixels.contiguous(memory_format=torch.channels_last)
        self.optimizer.zero_grad(set_to_none=True)
        precision = torch.autocast(self.device.type) if self.args.amp else contextlib.nullcontext()
        with precision:
            output = self.model(pixels).float()
        losses = self.losses(output, target, self.training["labelSmoothing"])
        # a process without a share runs a sample that does not count
        loss = losses.sum() / count * (1 if own > 0 else 0)
        # processes average their gradients, hence the factor
        self.scaler.scale(loss * self.world).backward()
        if self.training["clipNorm"] > 0:
            self.scaler.unscale_(self.optimizer)
            nn.utils.clip_grad_norm_(list(self.parameters.values()), self.training["clipNorm"])
        self.scaler.step(self.optimizer)
        self.scaler.update()
        right = self.right_answers(output, label) if own > 0 else 0.0
        sums = torch.tensor([float(loss.detach()), float(right)], dtype=torch.float64)
        if self.world > 1:
            sums = sums.to(self.device)
            distributed.all_reduce(sums)
        return sums.tolist()

    def losses(self, output, target, smoothing):
        softmax = self.settings["endsInSoftmax"]
        return sample_losses(output, target, self.training["loss"], self.train.classes, smoothing, softmax)

    def right_answers(self, output, label):
        if self.train.classes == 0:
            return 0.0
        return (output.flatten(1).argmax(1) == label).sum().item()

    def train_epoch(self, epoch):
        self.model.train()
        keep(self.frozen_norms)
        losses, right, seen, began = 0.0, 0.0, 0, time.monotonic()
        shares = train_batches(
            self.train, self.training, epoch, rank=self.rank, world=self.world, workers=self.args.workers
        )
        for count, own, batch in shares:
            rate = rate_at(self.training, self.step, self.steps_per_epoch)
            for group in self.optimizer.param_groups:
                group["lr"] = rate
            loss, correct = self.train_step(count, own, batch)
            self.step += 1
            event = {"type": "step", "epoch": epoch + 1, "step": self.step, "loss": loss, "learningRate": rate}
            self.note({**event, "elapsedMs": self.milliseconds()})
            self.show("train", self.step, {"step/loss": loss, "learning_rate": rate})
            if not math.isfinite(loss):
                return None
            losses, right, seen = losses + loss * count, right + correct, seen + count
        return losses / seen, right / seen, seen / (time.monotonic() - began)

    @torch.no_grad()
    def evaluate(self):
        """Plain loss, accuracy and top 5 of the test part; every process does all of it."""
        if len(self.test) == 0:
            return None, None, None
        self.model.eval()
        reader = self.model.module if self.world > 1 else self.model
        losses, right, top, count = 0.0, 0, 0, 0
        for pixels, target, label in test_batches(self.test, self.training["batchSize"], self.args.workers):
            output = reader(pixels.to(self.device)).float().cpu()
            losses += self.losses(output, target, 0.0).sum().item()
            count += len(pixels)
            if self.train.classes > 0:
                right += self.right_answers(output, label)
                best = output.flatten(1).topk(min(5, self.train.classes)).indices
                top += (best == label[:, None]).any(1).sum().item()
        if self.train.classes == 0:
            return losses / count, None, None
        return losses / count, right / count, top / count if self.train.classes > 5 else None

    def run(self):
        self.begin()
        first = self.resume() if self.args.resume else 0
        reason, epoch, last = "finished", first, (None, None, None)
        for epoch in range(first, self.training["epochs"]):
            result = self.train_epoch(epoch)
            if result is None:
                reason = "non-finite"
                break
            loss, accuracy, speed = result
            test_loss, test_accuracy, top5 = self.evaluate()
            accuracy = accuracy if self.train.classes > 0 else None
            last = (loss, accuracy, test_accuracy)
            event = {"type": "epoch", "epoch": epoch + 1, "step": self.step, "loss": loss, "trainAccuracy": accuracy}
            event |= {"testLoss": test_loss, "testAccuracy": test_accuracy, "testTop5": top5}
            event |= {"imagesPerSecond": speed, "elapsedMs": self.milliseconds()}
            self.note(event)
            self.show("train", self.step, {"loss": loss, "accuracy": accuracy})
            self.show("validation", self.step, {"loss": test_loss, "accuracy": test_accuracy})
            if self.rank == 0 and not self.args.json:
                print(line(event), flush=True)
            improved = test_loss is not None and (self.best is None or test_loss < self.best)
            self.best = test_loss if improved else self.best
            self.waited = 0 if improved else self.waited + 1
            patience = self.training["patience"]
            if patience == 0 or improved:
                self.save_weights()
                self.kept = self.step
            self.checkpoint(epoch + 1)
            if patience > 0 and self.waited >= patience:
                reason = "early-stopping"
                break
        self.finish(reason, epoch + 1, last)

    def finish(self, reason, epoch, last):
        for writer in self.board.values():
            writer.close()
        loss, accuracy, test_accuracy = last
        done = {"type": "done", "epoch": min(epoch, self.training["epochs"]), "step": self.step, "keptStep": self.kept}
        done |= {"reason": reason, "loss": loss, "trainAccuracy": accuracy, "testAccuracy": test_accuracy}
        done["elapsedMs"] = self.milliseconds()
        if self.rank == 0:
            write_json(self.out / "done.json", done)
            if self.args.json:
                print(json.dumps(done), flush=True)
        if self.world > 1:
            distributed.destroy_process_group()


def start_processes(wanted):
    world = int(os.environ.get("WORLD_SIZE", "1"))
    rank, local = int(os.environ.get("RANK", "0")), int(os.environ.get("LOCAL_RANK", "0"))
    kind = wanted or ("cuda" if torch.cuda.is_available() else "cpu")
    device = torch.device(kind, local) if kind == "cuda" else torch.device(kind)
    if device.type == "cuda":
        torch.cuda.set_device(device)
    if world > 1:
        distributed.init_process_group("nccl" if device.type == "cuda" else "gloo")
    return rank, world, device


def line(event):
    parts = [f"epoch {event['epoch']}", f"loss {event['loss']:.4f}"]
    for name, key in (("train", "trainAccuracy"), ("test", "testAccuracy")):
        if event[key] is not None:
            parts.append(f"{name} accuracy {100 * event[key]:.2f} %")
    return "  ".join([*parts, f"{event['elapsedMs'] / 1000:.1f} s"])


def write_json(path, value):
    aside = path.with_suffix(".part")
    aside.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")
    os.replace(aside, path)


def keep_lines(path, step):
    """Drops what was noted after the checkpoint."""
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [text for text in lines if json.loads(text)["step"] <= step]
    path.write_text("".join(f"{text}\n" for text in kept), encoding="utf-8")


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", help="idx:DIR, cifar10:DIR, folder:DIR, csv:FILE; the document's unless told")
    parser.add_argument("--weights", default=str(HERE / "weights.safetensors"), help="what to start from")
    parser.add_argument("--out", default="run", help="folder of the run; Layerloom opens it")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in --out")
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--batch-size", type=int, help="of all processes together")
    parser.add_argument("--lr", type=float)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--device", help="cpu, cuda or mps; cuda where there is one")
    parser.add_argument("--workers", type=int, default=0, help="processes that read data, for folders of images")
    parser.add_argument("--amp", action="store_true", help="mixed precision")
    parser.add_argument("--channels-last", action="store_true", help="faster convolutions on many GPUs")
    parser.add_argument("--json", action="store_true", help="a line of JSON for every event")
    args = parser.parse_args()
    return args


if __name__ == "__main__":
    Trainer(parse()).run()
`;
