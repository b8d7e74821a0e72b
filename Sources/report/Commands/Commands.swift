import ArgumentParser

/// Every subcommand, in the order in which `report --help` lists them.
let commands: [any ParsableCommand.Type] = [
  AllCommand.self,
  BackpropCommand.self,
  SweepCommand.self,
  MapCommand.self,
  OptimizersCommand.self,
  ExplainCommand.self,
  NetworksCommand.self,
  FigureCommand.self,
  ConvolutionCommand.self,
  TrainCommand.self,
  EvaluateCommand.self,
  PredictCommand.self,
  ClassifierCommand.self,
  SummaryCommand.self,
  CompareCommand.self,
  StudyCommand.self,
  VerifyCommand.self,
  DataCommand.self,
  DoctorCommand.self,
]
