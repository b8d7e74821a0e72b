import Numerals

/// How the learning rate changes from epoch to epoch, with PyTorch's conventions.
public enum ScheduleMethod: String, NamedMethod {
  /// Always the same.
  case constant
  /// Times γ after every `size` epochs.
  case step
  /// Times γ after every epoch.
  case exponential
  /// Along half a period of a cosine, down to a smallest rate.
  case cosine

  /// What it is set with; `warmup` comes before any of them.
  public var settings: [MethodSetting] {
    let gamma: (Double?) -> MethodSetting = { standard in
      MethodSetting(
        name: "gamma", symbol: "γ", range: .upToOne, standard: standard,
        meaning: "what the learning rate is multiplied by")
    }
    return switch self {
    case .constant: []
    case .step:
      [
        MethodSetting(
          name: "size", symbol: "size", range: .count, standard: nil,
          meaning: "the number of epochs between two changes of the learning rate"),
        gamma(0.1),
      ]
    case .exponential: [gamma(nil)]
    case .cosine:
      [
        MethodSetting(
          name: "epochs", symbol: "T", range: .count, standard: nil,
          meaning: "the number of epochs until the smallest learning rate"),
        MethodSetting(
          name: "minimum", symbol: "η_min", range: .atLeastZero, standard: 0,
          meaning: "the smallest learning rate"),
      ]
    }
  }
}

/// A schedule of the learning rate: a method, and epochs of warmup before it.
public struct Schedule: Hashable, Sendable {
  /// The method, which begins after the warmup.
  public let main: ConfiguredMethod<ScheduleMethod>
  /// Over how many epochs the learning rate rises linearly from a third of its value; 0 for none.
  public let warmupEpochs: Int

  /// Describes a schedule.
  ///
  /// - Parameters:
  ///   - main: The method.
  ///   - warmupEpochs: Over how many epochs the learning rate rises to its value; 0 for none.
  /// - Throws: `BackpropError.unusableSetting` for a negative number of epochs.
  public init(
    _ main: ConfiguredMethod<ScheduleMethod>, warmupEpochs: Int = 0
  ) throws(BackpropError) {
    guard (0...1_000_000).contains(warmupEpochs) else {
      throw .unusableSetting(
        "the warmup takes \(warmupEpochs) epochs; a whole number of 0 or more is expected")
    }
    self.init(checked: main, warmupEpochs: warmupEpochs)
  }

  private init(checked main: ConfiguredMethod<ScheduleMethod>, warmupEpochs: Int) {
    self.main = main
    self.warmupEpochs = warmupEpochs
  }

  /// The learning rate is the same in every epoch.
  public static let constant = Schedule(
    checked: ConfiguredMethod(standard: .constant), warmupEpochs: 0)

  /// The number of epochs that a run has to have for the schedule to reach its end.
  public var epochs: Int {
    let main =
      switch main.method {
      case .constant, .exponential: 1
      case .step: Int(main["size"]) + 1
      case .cosine: Int(main["epochs"])
      }
    return warmupEpochs == 0 && self == .constant ? 1 : warmupEpochs + main
  }

  /// The sign of the number of epochs of warmup.
  static let warmup = MethodSetting(
    name: "warmup", symbol: "W", range: .count, standard: nil,
    meaning: "the number of epochs over which the learning rate rises to its value")

  /// Each setting with its number.
  public var settings: [(setting: MethodSetting, value: Double)] {
    main.settings + (warmupEpochs > 0 ? [(Self.warmup, Double(warmupEpochs))] : [])
  }

  /// Why a run cannot have the schedule; nil where the run comes to its end.
  ///
  /// - Parameter epochs: The number of epochs of the run.
  /// - Returns: What the schedule needs and what to do, without a full stop.
  package func complaint(aboutEpochs epochs: Int) -> String? {
    guard self.epochs > epochs else { return nil }
    let numbers = settings.map { "\($0.setting.name) \(NumberText.shortest($0.value))" }
      .joined(separator: ", ")
    return "\(main.method.rawValue) (\(numbers)) needs \(self.epochs) epochs, and --epochs is "
      + "\(epochs); compute more epochs or shorten the schedule"
  }

  /// The learning rate of an epoch as a number.
  ///
  /// - Parameters:
  ///   - rate: The rate that is set.
  ///   - epoch: The epoch, counted from 1.
  /// - Returns: What the steps of the epoch use, with the bits that a table has.
  package func rate(_ rate: Double, inEpoch epoch: Int) -> Double {
    guard let expression = self.rate(in: .constant(Double(epoch))) else { return rate }
    let values = Dictionary(uniqueKeysWithValues: settings.map { ($0.setting.symbol, $0.value) })
    return expression.number { symbol, _ in
      symbol == .initialLearningRate ? rate : values[symbol] ?? .nan
    }
  }

  /// The learning rate of an epoch.
  ///
  /// PyTorch's `LinearLR`, `StepLR`, `ExponentialLR` and `CosineAnnealingLR` in closed form, the
  /// first before the others as in `SequentialLR`.
  ///
  /// - Parameter epoch: The epoch, counted from 1.
  /// - Returns: An expression of the rate that is set, η0; nil for one that never changes.
  func rate(in epoch: ScalarExpression) -> ScalarExpression? {
    guard self != .constant else { return nil }
    let start = ScalarExpression.setting(.initialLearningRate)
    let done = epoch - 1
    let warmup = ScalarExpression.setting(Self.warmup.symbol)
    let since = warmupEpochs > 0 ? .call(.relu, done - warmup) : done
    let rate: ScalarExpression =
      switch main.method {
      case .constant: start
      case .step: start * .power(.setting("γ"), .call(.floor, since / .setting("size")))
      case .exponential: start * .power(.setting("γ"), since)
      case .cosine:
        .setting("η_min") + (start - .setting("η_min"))
          * (1 + .call(.cosPi, since / .setting("T"))) / 2
      }
    guard warmupEpochs > 0 else { return rate }
    // From a third to the whole, as LinearLR; later the difference is held at zero.
    let missing = ScalarExpression.call(.relu, 1 - done / warmup)
    return rate * (1 - missing * 2 / 3)
  }
}
