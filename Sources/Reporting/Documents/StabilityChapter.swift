import Backprop
import ContentPublishing
import DocumentRendering
import LearningRateAnalysis
import LearningRateSweeps
import Numerals
import Publishing
import TextFormats
import WorkedExample
import WorkedExampleWorkbook

/// What the chapter on the size of steps tells: the limits that the curvature predicts, the rates at
/// which the training changes, and what became of some rates.
struct StabilityChapter: Sendable {
  private let isArticle: Bool
  private let search: RateSearch
  /// The rates of the table.
  private let sweep: Sweep
  /// The settings of the figures' rates, of which each has its curve.
  private let shown: Sweep.Settings
  private let look: FigureSettings
  /// Whether the workbook has the Hessian as formulas.
  private let isLive: Bool

  /// The folder of the figures, and their section of the manifest.
  static let section = "stability"

  /// The rates that tell the story of the article's network.
  private static let articleRates: [Double] = [1, 33, 60, 75, 100, 300, 800, 1000]
  /// Those of them that the text follows, and the figures.
  private static let shownArticleRates: [Double] = [33, 75, 300, 1000]

  /// Searches and trains.
  ///
  /// - Parameter example: The worked example, computed.
  /// - Throws: `BackpropError`, which a computed example does not lead to.
  init(_ example: WorkedExample) throws {
    let settings = example.settings
    isArticle = settings.isArticleNetwork
    let search = try RateSearch(
      settings.network, gradients: settings.gradients, epochs: settings.epochs)
    self.search = search
    let found = [search.fastest, search.firstRising, search.largestConverging, search.firstFailing]
      .compactMap { $0?.summary.learningRate }
    var trained = Sweep.Settings(
      learningRates: isArticle ? Self.articleRates : Array(Set(found)).sorted(),
      epochs: settings.epochs, network: settings.network, gradients: settings.gradients)
    sweep = try Sweep(trained)
    if isArticle { trained.learningRates = Self.shownArticleRates }
    shown = trained
    look = FigureSettings(theme: settings.theme, writesPDF: settings.writesPDF)
    isLive = example.hasLiveHessian
  }

  /// Draws the figures and writes them.
  ///
  /// - Parameter publisher: The output folder.
  /// - Returns: The files.
  /// - Throws: `ReportError`, `FigureError`.
  func publish(to publisher: Publisher) throws -> [PublishedFile] {
    let sweep = try Sweep(shown)
    try publisher.stage(
      sweep.stabilityFigures(theme: look.theme), in: "\(Self.section)/figures",
      formats: look.formats)
    // The landscape's note refers to it.
    if let text = sweep.landscapeCSV {
      try publisher.stage("\(Self.section)/landscape.csv", text: text)
    }
    return try publisher.publish(
      as: ManifestSection(
        name: Self.section, command: "report", settings: look.added(to: shown.json)))
  }

  /// The group `stability` for templates.
  ///
  /// - Parameter figures: The figures that stand in the output folder.
  /// - Returns: The group.
  func documentValue(_ figures: FigureFiles) -> DocumentValue {
    func digits(_ value: Double?) -> DocumentValue {
      .text(value.map { NumberText.significant($0, 4) } ?? "–")
    }
    func rate(_ diagnosis: LearningRateDiagnosis?) -> DocumentValue {
      .text(diagnosis.map { NumberText.shortest($0.summary.learningRate) } ?? "none")
    }
    let minimum = search.minimumSharpness
    return [
      "title": isArticle ? "Why 1000 fails and 33 does not" : "How large a step may be",
      "isLive": .flag(isLive),
      "hasSeveralSteps": .flag(shown.network.stepsPerEpoch > 1),
      "hasSchedule": .flag(search.rule.schedule != .constant && search.rule.formula != nil),
      "isArticle": .flag(isArticle), "isPlain": .flag(search.rule.formula == "2/λ"),
      "hasLimit": .flag(search.rule.formula != nil),
      "formula": .text(search.rule.formula ?? "–"),
      "absence": .text((search.rule.absence ?? "").escapedForMarkdown),
      "startSharpness": digits(search.startSharpness), "minimumSharpness": digits(minimum),
      "startLimit": digits(search.startSharpness.flatMap(search.rule.limit)),
      "minimumLimit": digits(minimum.flatMap(search.rule.limit)),
      "fastestByTheory": digits(minimum.flatMap { $0 > 0 ? 1 / $0 : nil }),
      "hasMinimum": .flag(minimum.flatMap(search.rule.limit) != nil),
      "hasFastest": .flag(search.fastest != nil), "hasRising": .flag(search.firstRising != nil),
      "hasLargest": .flag(search.largestConverging != nil),
      "fastest": rate(search.fastest), "rising": rate(search.firstRising),
      "largest": rate(search.largestConverging),
      "evaluations": .text(FixedText.grouped(search.evaluations)),
      "rates": .list(sweep.diagnoses.map(Self.row)),
      "figure": figures.value("\(Self.section)/figures/stability"),
      "landscape": figures.value("\(Self.section)/figures/landscape"),
    ]
  }

  private static func row(_ diagnosis: LearningRateDiagnosis) -> DocumentValue {
    let summary = diagnosis.summary
    let rate = summary.learningRate
    func product(_ sharpness: Double?, _ epoch: Int) -> DocumentValue {
      guard let sharpness, sharpness.isFinite else { return "–" }
      return .text(
        NumberText.significant(
          summary.stability.product(rate: rate, sharpness: sharpness, epoch: epoch), 3))
    }
    return [
      "rate": .text(NumberText.shortest(rate)),
      "start": product(summary.sharpness?.first, 1),
      "end": product(summary.sharpness?.last, summary.epochs),
      "jump": .text(
        summary.first > 0 && summary.largest.isFinite
          ? NumberText.significant(summary.largest / summary.first, 3) : "–"),
      "last": .text(summary.last.isFinite ? NumberText.significant(summary.last, 4) : "–"),
      "verdict": .text(diagnosis.outcome.rawValue),
    ]
  }
}
