import ArgumentParser

/// Every subcommand, in the order in which `report --help` lists them.
let commands: [any ParsableCommand.Type] = [
  ExplainCommand.self,
  TrainCommand.self,
  DataCommand.self,
]
