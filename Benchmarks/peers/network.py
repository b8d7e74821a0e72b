"""The article's network, as a PyTorch module; its names are those of the weights that are exchanged."""

import torch.nn as nn
import torch.nn.functional as F


class Network(nn.Module):
    BLOCK_1 = [("conv1", 1, 16), ("conv2", 16, 16), ("conv3", 16, 16), ("conv4", 16, 16)]
    BLOCK_2 = [("conv5", 12, 20), ("conv6", 20, 20), ("conv7", 20, 20), ("conv8", 20, 16)]

    def __init__(self):
        super().__init__()
        for name, inputs, outputs in self.BLOCK_1 + self.BLOCK_2:
            setattr(self, name, nn.Conv2d(inputs, outputs, 3, bias=False))
            setattr(self, "batch_norm" + name[-1], nn.BatchNorm2d(outputs))
        self.point_1 = nn.Conv2d(16, 12, 1, bias=False)
        self.batch_norm_point1 = nn.BatchNorm2d(12)
        self.max_pool1 = nn.MaxPool2d(2, 2)
        self.point_2 = nn.Conv2d(16, 10, 1, bias=False)
        self.batch_norm_point2 = nn.BatchNorm2d(10)
        self.gap = nn.AvgPool2d(2)
        self.dropout = nn.Dropout(0.01)

    def block(self, names, x):
        for name, _, _ in names:
            norm = getattr(self, "batch_norm" + name[-1])
            x = norm(self.dropout(F.relu(getattr(self, name)(x))))
        return x

    def forward(self, x):
        x = self.block(self.BLOCK_1, x)
        x = self.batch_norm_point1(self.dropout(self.max_pool1(F.relu(self.point_1(x)))))
        x = self.block(self.BLOCK_2, x)
        x = self.batch_norm_point2(self.dropout(F.relu(self.point_2(x))))
        return F.log_softmax(self.gap(x).view(-1, 10), dim=0)
