public import ArgumentParser
public import ConvNet
public import Datasets

extension OptimizerKind: ExpressibleByArgument {}
extension LearningRateSchedule: ExpressibleByArgument {}
extension ImageTransforms: ExpressibleByArgument {}
extension TestNormalization: ExpressibleByArgument {}
