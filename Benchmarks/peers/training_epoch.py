"""training_epoch.py FOLDER: one epoch of the notebook's pipeline on PyTorch and torchvision.

The data sets, transforms, loaders, loops and settings are the article's. The result is the
percentage of test images that are right.
"""

import sys

import peer


def setup():
    import torch
    import torch.nn.functional as F
    import torchvision
    from torchvision import datasets, transforms

    from network import Network

    train_transforms = transforms.Compose([
        transforms.RandomApply([transforms.CenterCrop(22)], p=0.1),
        transforms.Resize((28, 28)),
        transforms.RandomRotation((-15.0, 15.0), fill=0),
        transforms.ToTensor(),
        transforms.Normalize((0.1307,), (0.3081,)),
    ])
    test_transforms = transforms.Compose([
        transforms.ToTensor(),
        transforms.Normalize((0.1325,), (0.3104,)),
    ])
    train_data = datasets.MNIST(sys.argv[1], train=True, transform=train_transforms)
    test_data = datasets.MNIST(sys.argv[1], train=False, transform=test_transforms)
    options = {"batch_size": 512, "shuffle": True, "num_workers": 2,
               "pin_memory": torch.cuda.is_available()}
    train_loader = torch.utils.data.DataLoader(train_data, **options)
    test_loader = torch.utils.data.DataLoader(test_data, **options)

    torch.manual_seed(1)
    model = Network()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)

    def correct(output, target):
        return output.argmax(dim=1).eq(target).sum().item()

    def work():
        model.train()
        train_loss = right = 0
        for data, target in train_loader:
            optimizer.zero_grad()
            output = model(data)
            loss = F.nll_loss(output, target)
            train_loss += loss.item()
            loss.backward()
            optimizer.step()
            right += correct(output, target)
        model.eval()
        test_loss = right = 0
        with torch.no_grad():
            for data, target in test_loader:
                output = model(data)
                test_loss += F.nll_loss(output, target, reduction="sum").item()
                right += correct(output, target)
        return repr(100 * right / len(test_data))

    return (f"PyTorch {torch.__version__}, torchvision {torchvision.__version__},"
            f" {torch.get_num_threads()} threads"), work


peer.serve(setup)
