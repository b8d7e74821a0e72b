import Backprop
import LearningRateAnalysis
import Numerals
import WorkedExample

extension Sweep {
  /// How many rates a table shows in full; of more, the table shows where the verdicts change.
  static let rowLimit = 40

  /// The sweep for a terminal: a table, the verdicts' zones where there are many rates, and the
  /// recommended rate with its reason.
  package var text: String {
    var lines = RateTable.lines(shown, of: settings.network)
    if shown.count < diagnoses.count {
      lines.append("")
      lines.append(
        "\(diagnoses.count) rates over \(FixedText.counted(settings.epochs, "epoch")); shown are the ends of each zone:"
      )
      for zone in zones { lines.append("  " + Self.sentence(zone)) }
    }
    lines.append("")
    lines += RateTable.failures(shown)
    lines.append(conclusion)
    lines.append(curvatureNote)
    return lines.joined(separator: "\n") + "\n"
  }

  /// The sweep as Markdown.
  package var markdown: String {
    let table = RateTable(shown, of: settings.network)
    let head = table.head
    let rows =
      [
        "| " + head.joined(separator: " | ") + " |",
        "|" + head.map { $0 == "verdict" ? " --- |" : " ---: |" }.joined(),
      ]
      + shown.map { "| " + table.cells($0).joined(separator: " | ") + " |" }
    let outcomes = Set(diagnoses.map(\.outcome))
    let meanings = TrainingOutcome.order.filter(outcomes.contains).map {
      "- **\($0.rawValue)**: \($0.definition)"
    }
    let parts =
      ["# Learning rates compared", conclusion, rows.joined(separator: "\n")]
      + [
        reasons.joined(separator: "\n"), "## How large a step may be", curvatureNote,
        "## What the verdicts mean",
      ]
      + [
        "They are tried in this order; the first that holds decides.",
        meanings.joined(separator: "\n"),
      ]
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// The verdicts with their reasons, as items of a list in Markdown: of many rates for each zone with
  /// the reasons at its ends.
  private var reasons: [String] {
    func sentence(_ diagnosis: LearningRateDiagnosis) -> String {
      "η = \(NumberText.shortest(diagnosis.summary.learningRate)), "
        + "**\(diagnosis.outcome.rawValue)**. \(diagnosis.reason)"
    }
    guard shown.count < diagnoses.count else { return shown.map { "- " + sentence($0) } }
    let recommended = diagnoses.first {
      $0.summary.learningRate == recommendation?.learningRate
    }
    let zones = zones.map { zone in
      let ends = zone.from == zone.to ? [zone.from] : [zone.from, zone.to]
      let reasons = ends.compactMap { end in diagnoses.first { $0.summary.learningRate == end } }
      return "- \(Self.sentence(zone))\n"
        + reasons.map { "  - " + sentence($0) }.joined(separator: "\n")
    }
    return (recommended.map { ["- " + sentence($0)] } ?? []) + zones
  }

  /// What the sharpness says of the rates, and what it does not.
  var curvatureNote: String {
    guard diagnoses.contains(where: { $0.summary.sharpness != nil }) else {
      return "The sharpness was not computed: it is up to "
        + "\(FixedText.grouped(TableEvaluator.sharpnessLimit)) rates times epochs, and fewer of large "
        + "networks."
    }
    let piece =
      settings.network.layers.contains { $0.activation == .relu || $0.activation == .leakyRelu }
      ? " With ReLU it is the curvature of the linear piece that the weights are on." : ""
    let lambda = "λ is the sharpness, the largest eigenvalue of the Hessian of the loss.\(piece)"
    guard let formula = rule.formula else {
      return "\(lambda) No limit of the rate is shown: \(rule.absence ?? "")"
    }
    return "\(lambda) \(formula) is local: it predicts that a step cannot stay here, not that "
      + "training fails."
  }

  /// What the sharpness says for the optimizer.
  var rule: StabilityRule { StabilityRule(settings.network.training) }

  /// The recommended rate with its reason, or what to do instead.
  var conclusion: String { Recommendation.conclusion(of: diagnoses) }

  /// The rates of a table: all of a few; of many the two ends of each zone and the recommended one.
  private var shown: [LearningRateDiagnosis] { Self.shown(of: diagnoses) }

  /// The rates that a table shows.
  ///
  /// - Parameter diagnoses: All of them.
  /// - Returns: Those of a few rates; of many the two ends of each zone and the recommended one.
  static func shown(of diagnoses: [LearningRateDiagnosis]) -> [LearningRateDiagnosis] {
    guard diagnoses.count > rowLimit else { return diagnoses }
    var rates = Set(zones(of: diagnoses).flatMap { [$0.from, $0.to] })
    if let best = Recommendation.best(of: diagnoses) { rates.insert(best.learningRate) }
    let chosen = diagnoses.filter { rates.contains($0.summary.learningRate) }
    return Array(chosen.prefix(4 * rowLimit))
  }

  private static func sentence(_ zone: (outcome: TrainingOutcome, from: Double, to: Double))
    -> String
  {
    let from = NumberText.significant(zone.from, 4)
    let to = NumberText.significant(zone.to, 4)
    return zone.from == zone.to
      ? "η = \(from): \(zone.outcome.rawValue)"
      : "η = \(from) … \(to): \(zone.outcome.rawValue)"
  }
}
