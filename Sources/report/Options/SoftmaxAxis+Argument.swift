public import ArgumentParser
public import ConvNet

extension SoftmaxAxis: ExpressibleByArgument {}
