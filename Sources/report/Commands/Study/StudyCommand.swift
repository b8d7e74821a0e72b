import ArgumentParser

/// `report study`: many training runs, on one machine or on a cluster.
struct StudyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "study",
    abstract: "Compares training runs over rates, seeds, optimizers and architectures.",
    discussion: examples([
      ("report study plan study.yaml --output out", "numbers the trials"),
      ("report study run out", "runs them; a finished trial is never run again"),
      ("report study run out --shard 1/2", "half of them, as another machine runs 2/2"),
      ("report study merge out", "tables, workbook, figures and what is best"),
      ("report study submit out --engine slurm", "on a cluster"),
    ]),
    subcommands: [
      StudyPlanCommand.self, StudyRunCommand.self, StudyStatusCommand.self,
      StudyMergeCommand.self, StudySubmitCommand.self, StudyResumeCommand.self,
    ])
}
