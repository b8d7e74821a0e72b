public import ArgumentParser
public import ConvNet
public import Datasets

extension Optimizer: ExpressibleByArgument {}
extension LearningRateSchedule: ExpressibleByArgument {}
extension ImageTransforms: ExpressibleByArgument {}
extension TestNormalization: ExpressibleByArgument {}
