"""training_step.py FILE STEPS: PyTorch's training steps from given parameters on given images.

The result is the loss of the very first step.
"""

import sys

import peer


def setup():
    import torch
    import torch.nn.functional as F
    from safetensors.torch import load_file

    from network import Network

    tensors = load_file(sys.argv[1])
    steps = int(sys.argv[2])
    images = ((tensors.pop("images").float() / 255) - 0.1307) / 0.3081
    labels = tensors.pop("labels").long()
    model = Network()
    model.load_state_dict(tensors, strict=True)
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
    losses = []

    def work():
        for _ in range(steps):
            optimizer.zero_grad()
            loss = F.nll_loss(model(images), labels)
            losses.append(loss.item())
            loss.backward()
            optimizer.step()
        return repr(losses[0])

    return f"PyTorch {torch.__version__} with {torch.get_num_threads()} threads", work


peer.serve(setup)
