"""Makes the ONNX files of this folder and what PyTorch predicts with the same networks.

    python3 make.py FOLDER

Needs torch (made with 1.13) and numpy. Each network is small, has random weights (also in the statistics of its batch normalizations) and is exported by torch.onnx.export.
NAME.onnx is the network; NAME.npy is its output, as float32, computed in float64, for the two pictures whose value at flat index i (in the order batch, channel, row, column) is
sin(0.7 i) * cos(0.013 i).
"""
import os
import sys

import numpy as np
import torch
from torch import nn
import torch.nn.functional as F


class Lambda(nn.Module):
    def __init__(self, f):
        super().__init__()
        self.f = f

    def forward(self, x):
        return self.f(x)


class Residual(nn.Module):
    """ResNet's basic block with a projection."""

    def __init__(self, i, o, stride):
        super().__init__()
        self.main = nn.Sequential(nn.Conv2d(i, o, 3, stride, 1, bias=False), nn.BatchNorm2d(o), nn.ReLU(), nn.Conv2d(o, o, 3, 1, 1, bias=False), nn.BatchNorm2d(o))
        self.side = nn.Sequential(nn.Conv2d(i, o, 1, stride, bias=False), nn.BatchNorm2d(o))

    def forward(self, x):
        return F.relu(self.main(x) + self.side(x))


class Branches(nn.Module):
    """Branches side by side: Inception, SqueezeNet, DenseNet."""

    def __init__(self, *branches):
        super().__init__()
        self.branches = nn.ModuleList(branches)

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches], 1)


class Squeeze(nn.Module):
    """Squeeze and excitation."""

    def __init__(self, c, r):
        super().__init__()
        self.down, self.up = nn.Linear(c, r), nn.Linear(r, c)

    def forward(self, x):
        s = x.mean([2, 3])
        s = torch.sigmoid(self.up(F.relu(self.down(s))))
        return x * s.view(s.size(0), -1, 1, 1)


class Inverted(nn.Module):
    """MobileNetV2's block."""

    def __init__(self, c, t):
        super().__init__()
        self.main = nn.Sequential(nn.Conv2d(c, c * t, 1, bias=False), nn.BatchNorm2d(c * t), nn.ReLU6(), nn.Conv2d(c * t, c * t, 3, 1, 1, groups=c * t, bias=False),
                                  nn.BatchNorm2d(c * t), nn.ReLU6(), nn.Conv2d(c * t, c, 1, bias=False), nn.BatchNorm2d(c))

    def forward(self, x):
        return x + self.main(x)


def shuffle(x):
    n, c, h, w = x.size()
    return x.view(n, 2, c // 2, h, w).transpose(1, 2).reshape(n, c, h, w)


class Around(nn.Module):
    """A U-Net of one level."""

    def __init__(self):
        super().__init__()
        self.a, self.b, self.up, self.c = nn.Conv2d(3, 4, 3, 1, 1), nn.Conv2d(4, 6, 3, 2, 1), nn.ConvTranspose2d(6, 4, 3, 2, 1, output_padding=1), nn.Conv2d(8, 2, 1)

    def forward(self, x):
        a = F.leaky_relu(self.a(x), 0.1)
        return self.c(torch.cat([a, F.elu(self.up(self.b(a)))], 1)).softmax(1)


NETS = {
    "resnet": ((3, 17, 15), nn.Sequential(nn.Conv2d(3, 4, 7, 2, 3, bias=False), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(3, 2, 1), Residual(4, 6, 2), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(6, 3))),
    "vgg": ((3, 12, 10), nn.Sequential(nn.Conv2d(3, 4, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(4, 3, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(18, 5), nn.ReLU(), nn.Dropout(),
                                       nn.Linear(5, 4), nn.Softmax(1))),
    "mobilenet": ((3, 16, 16), nn.Sequential(nn.Conv2d(3, 4, 3, 2, 1, bias=False), nn.BatchNorm2d(4), nn.ReLU6(), Inverted(4, 2), nn.Conv2d(4, 8, 3, 2, 1, groups=4), nn.Hardswish(), nn.Conv2d(8, 4, 3, groups=2), nn.Hardsigmoid(),
                                             Lambda(lambda x: x.mean([2, 3])), nn.Linear(4, 3))),
    "squeezenet": ((3, 19, 19), nn.Sequential(nn.Conv2d(3, 4, 3, 2), nn.ReLU(), nn.MaxPool2d(3, 2, ceil_mode=True), nn.Conv2d(4, 2, 1), nn.ReLU(), Branches(nn.Sequential(nn.Conv2d(2, 3, 1), nn.ReLU()),
                                              nn.Sequential(nn.Conv2d(2, 3, 3, padding=1), nn.ReLU())), nn.Dropout(), nn.Conv2d(6, 4, 1), nn.ReLU(), nn.AdaptiveAvgPool2d((1, 1)), Lambda(lambda x: torch.flatten(x, 1)))),
    "densenet": ((3, 12, 12), nn.Sequential(nn.Conv2d(3, 4, 3, 1, 1, bias=False), Branches(nn.Identity(), nn.Sequential(nn.BatchNorm2d(4), nn.ReLU(), nn.Conv2d(4, 2, 3, 1, 1, bias=False))), nn.BatchNorm2d(6), nn.ReLU(),
                                            nn.AvgPool2d(2, 2), nn.AvgPool2d(3, 1, 1), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(6, 3), nn.LogSoftmax(1))),
    "inception": ((3, 11, 13), nn.Sequential(Lambda(lambda x: x * 0.5 - 0.25), Branches(nn.Conv2d(3, 2, 1), nn.Sequential(nn.Conv2d(3, 2, (1, 7), padding=(0, 3)), nn.Conv2d(2, 2, (7, 1), padding=(3, 0)), nn.Tanh()),
                                             nn.Sequential(nn.AvgPool2d(3, 1, 1, count_include_pad=False), nn.Conv2d(3, 2, 1), nn.SELU()), nn.Sequential(nn.MaxPool2d(3, 1, 1), nn.Softplus())), nn.PReLU(9), nn.Conv2d(9, 3, 3, 2, dilation=2),
                                             nn.AdaptiveMaxPool2d(1), nn.Flatten())),
    "attention": ((4, 8, 6), nn.Sequential(Squeeze(4, 2), nn.SiLU(), Lambda(shuffle), nn.Upsample(scale_factor=2), nn.ZeroPad2d((1, 2, 0, 1)), nn.Conv2d(4, 3, 3), nn.PReLU(), nn.Upsample(scale_factor=2, mode="bilinear"), nn.InstanceNorm2d(3, affine=True),
                                           nn.AvgPool2d(8), nn.Flatten(), nn.LeakyReLU(), nn.Linear(27, 4, bias=False), nn.Sigmoid())),
    "unet": ((3, 10, 8), Around()),
    "gelu": ((2, 6, 6), nn.Sequential(nn.Conv2d(2, 4, 2, 2), Lambda(lambda x: x.permute(0, 2, 3, 1)), nn.LayerNorm(4), nn.Linear(4, 6), nn.GELU(), nn.Linear(6, 4), Lambda(lambda x: x.permute(0, 3, 1, 2)), nn.Flatten(), nn.BatchNorm1d(36), nn.Hardtanh(-0.5, 0.75))),
}


def picture(shape):
    i = np.arange(2 * np.prod(shape))
    return torch.from_numpy(np.sin(0.7 * i) * np.cos(0.013 * i)).reshape(2, *shape)


def main(folder):
    opsets = {"resnet": 9, "vgg": 11, "mobilenet": 14, "squeezenet": 13, "densenet": 12, "inception": 10, "attention": 13, "unet": 15, "gelu": 17}
    for name, (shape, net) in NETS.items():
        torch.manual_seed(len(name) * 7 + 1)
        for module in net.modules():
            for weight in module.parameters(recurse=False):
                weight.data = torch.randn_like(weight) * (0.6 / max(1, weight[0].numel()) ** 0.5) + (1 if "Norm" in type(module).__name__ and weight is module.weight else 0)
            if isinstance(module, (nn.BatchNorm2d, nn.BatchNorm1d)):
                module.running_mean.normal_(0, 0.3)
                module.running_var.uniform_(0.5, 1.5)
        net.eval()
        path = os.path.join(folder, name)
        torch.onnx.export(net, picture(shape).float(), path + ".onnx", opset_version=opsets[name], input_names=["picture"], output_names=["score"],
                          dynamic_axes=None if name == "vgg" else {"picture": {0: "batch"}, "score": {0: "batch"}})
        with torch.no_grad():
            np.save(path + ".npy", net.double()(picture(shape)).float().numpy())


main(sys.argv[1])
