public import ArgumentParser
public import Backprop

extension GradientMode: ExpressibleByArgument {}
