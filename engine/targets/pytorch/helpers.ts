/** Small modules that PyTorch lacks; a project holds those it uses. */

const globalAvgPool = `class GlobalAvgPool2d(nn.Module):
    """The mean of every channel: [N, C, H, W] to [N, C]."""

    def forward(self, x):
        return x.mean((2, 3))
`;
const globalMaxPool = `class GlobalMaxPool2d(nn.Module):
    """The maximum of every channel: [N, C, H, W] to [N, C]."""

    def forward(self, x):
        return x.amax((2, 3))
`;
const reshape = `class Reshape(nn.Module):
    """The same elements in the same order as another shape, sample by sample."""

    def __init__(self, shape):
        super().__init__()
        self.shape = tuple(shape)

    def forward(self, x):
        return x.reshape(x.shape[0], *self.shape)
`;
const layerNorm2d = `class LayerNorm2d(nn.LayerNorm):
    """Normalises the channels at each position of [N, C, H, W]."""

    def forward(self, x):
        return super().forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)
`;
const layerScale = `class LayerScale(nn.Module):
    """Multiplies every channel by one learned number."""

    def __init__(self, channels, initial=1e-6):
        super().__init__()
        self.weight = nn.Parameter(torch.full((channels,), initial, dtype=torch.float32))

    def forward(self, x):
        return x * self.weight.view(-1, *[1] * (x.dim() - 2))
`;

export const helpers = {
  GlobalAvgPool2d: globalAvgPool,
  GlobalMaxPool2d: globalMaxPool,
  Reshape: reshape,
  LayerNorm2d: layerNorm2d,
  LayerScale: layerScale,
} as const;
export type HelperName = keyof typeof helpers;
