/** The texts of a PyTorch project that are no code. */
import type { ExportInput } from "../../support/types.ts";

/** Of a person's text, on one line and without Markdown's signs. */
const plain = (text: string): string =>
  text.replace(/\s+/g, " ").replace(/[\\`*_{}[\]()#<>|!]/g, (sign) => `\\${sign}`);

export const requirements = `torch>=1.13
numpy
pillow
tensorboard
`;

interface Notes {
  /** Paths of what is not trained. */
  readonly frozen: readonly string[];
  readonly data: string;
}

export function readme({ document }: ExportInput, notes: Notes): string {
  const { title, summary } = document.about;
  return `# ${plain(title)}

${plain(summary)}

A network exported from Layerloom, with its weights and everything needed to train it further.

| file | what it is |
| --- | --- |
| \`model.py\` | the network: blocks are classes, repeats are loops |
| \`weights.safetensors\` | its weights, under the names of the graph; \`weights.py\` reads and writes them |
| \`train.py\` | the same training as in Layerloom: optimiser, schedule, augmentation, order of the samples; \`recipe.py\` holds loss, optimiser and schedule, \`freezing.py\` the layers that are not trained |
| \`data.py\`, \`sources.py\`, \`augment.py\`, \`angles.py\`, \`draws.py\` | data as Layerloom reads, orders and augments it |
| \`predict.py\` | classes of image files |
| \`settings.json\`, \`document.json\` | settings, and the document Layerloom opens |

## Train

\`\`\`
pip install -r requirements.txt
python train.py --data idx:DIR --out run
\`\`\`

\`--data\` takes \`idx:DIR\`, \`cifar10:DIR\`, \`folder:DIR\` (a folder a class) or \`csv:FILE\`. ${notes.data}
${frozenNote(notes.frozen)}
On several processes of one machine, or of several machines:

\`\`\`
torchrun --standalone --nproc_per_node=2 train.py --data idx:DIR
torchrun --nnodes=2 --nproc_per_node=8 --rdzv_backend=c10d --rdzv_endpoint=HOST:29500 train.py --data idx:DIR
\`\`\`

The batch size is that of all processes together, so that the same settings give the same training. Without a GPU the
processes talk over gloo. \`--amp\` and \`--channels-last\` make use of newer GPUs. \`--resume\` goes on from the last epoch.
Batch norm and dropout draw on each process's own share, so that networks with these differ a little between one process
and several.

The folder \`run\` is a run of Layerloom: open it there, or evaluate it with \`layerloom evaluate run --data idx:DIR\`.
Weights and checkpoints are safetensors; nothing here reads or writes a pickle.

## Use the network

\`\`\`python
import weights
from model import Network

network = Network().eval()
weights.load(network, "weights.safetensors")
\`\`\`
`;
}

const SHOWN = 12;

function frozenNote(paths: readonly string[]): string {
  if (paths.length === 0) return "";
  const more = paths.length > SHOWN ? ` and ${paths.length - SHOWN} more` : "";
  return `
Frozen, as in Layerloom: ${paths.slice(0, SHOWN).map(plain).join(", ")}${more}. Their parameters get no gradient and are not
in the optimiser, and their batch norms use and keep their running statistics. The list is \`frozen\` in \`settings.json\`;
take paths out to train these layers too, or call \`freeze\` and \`keep\` of \`freezing.py\` in a loop of your own.
`;
}
