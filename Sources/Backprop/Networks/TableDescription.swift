/// The table of a network's training: ordered columns, each of them an expression.
///
/// This one list feeds the evaluation, the spreadsheet's formulas, the derivation text and the
/// check columns. For the article's network it has 31 columns, with its names, in its order:
/// targets, inputs, then for each layer its weights, its biases and for each neuron sum and
/// activation, then the errors, their sum, and a gradient for each trained parameter.
///
/// A network with one hidden layer and at most eight outputs writes its gradients out in full, as
/// the article does. With more of either they would grow with the product of the widths, so the
/// derivatives with respect to hidden activations get columns of their own (role `sensitivity`)
/// before the gradients, from the last hidden layer to the first.
public struct TableDescription: Sendable {
  /// The network that is trained.
  public let network: Network
  /// Its quantities' names.
  public let names: NetworkNames
  /// Which gradients are computed.
  public let mode: GradientMode
  /// The columns, from left to right.
  public let columns: [Column]
  /// The trained parameters, in the order of their gradients.
  public let parameters: [Symbol]

  /// The numbers that rows share: the optimizer's settings and the schedule's.
  ///
  /// The learning rate and the step of the check columns are none of them.
  public let settings: [(setting: MethodSetting, value: Double)]

  private let positions: [Symbol: Int]
  private let adjoints: [Symbol: ScalarExpression]
  /// Layer and neuron of each weight and bias.
  package let places: [Symbol: (layer: Int, neuron: Int)]
  /// Slopes that published gradients take from another neuron.
  package let publishedSlopes: [Symbol: ScalarExpression]

  /// Describes the training of a network by gradient descent.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - mode: Which gradients to compute.
  /// - Throws: `BackpropError.publishedGradientsNeedArticleShape` for published gradients of
  ///   another network than 2-2-2 sigmoid without biases.
  public init(_ network: Network, gradients mode: GradientMode = .derived) throws(BackpropError) {
    if mode == .published && !network.hasArticleShape {
      throw .publishedGradientsNeedArticleShape(found: network.summary)
    }
    self.init(checked: network, mode: mode)
  }

  /// The article's worked example.
  ///
  /// - Parameter mode: Which gradients to compute.
  /// - Returns: A table of 31 columns.
  public static func article(_ mode: GradientMode = .derived) -> TableDescription {
    TableDescription(checked: .article, mode: mode)
  }

  private init(checked network: Network, mode: GradientMode) {
    let builder = TableBuilder(network: network, mode: mode)
    self.network = network
    self.names = builder.names
    self.mode = mode
    self.columns = builder.columns
    self.parameters = builder.parameters
    settings = (network.training.optimizer.settings + network.training.schedule.settings)
      .filter { Self.isUsed($0.setting, in: builder.columns) }
    self.adjoints = builder.adjoints
    self.publishedSlopes = builder.publishedSlopes
    self.places = builder.names.places
    self.positions = Dictionary(
      uniqueKeysWithValues: columns.enumerated().map { ($1.symbol, $0) })
  }

  private static func isUsed(_ setting: MethodSetting, in columns: [Column]) -> Bool {
    columns.contains { column in
      [column.initial, column.recurrence].contains {
        $0.symbols(from: .setting).contains(setting.symbol)
      }
    }
  }

  /// The number of each setting by its sign, the step of the check columns included.
  package var settingValues: [Symbol: Double] {
    var values: [Symbol: Double] = [.checkStep: Self.checkStep]
    for (setting, value) in settings { values[setting.symbol] = value }
    return values
  }

  /// The place of a column, counted from zero.
  public func index(of symbol: Symbol) -> Int? { positions[symbol] }

  /// The column of a quantity.
  public subscript(symbol: Symbol) -> Column? { positions[symbol].map { columns[$0] } }

  /// The column that a person names, by its name or its plain form (`dE/dw1`, `DE/Dw1`), with the
  /// loss as the article also writes it (`E_total`, `∂E_total/∂w1`).
  ///
  /// - Throws: `BackpropError.unknownSymbol`, which lists the names that exist.
  public func column(named text: String) throws(BackpropError) -> Column {
    if let column = self[Symbol(text)] { return column }
    var name = text
    for spelling in ["E_total", "E_Total", "E_tot"] {
      if text == spelling { name = Symbol.totalError.name }
      if text.dropFirst().hasPrefix("\(spelling)/") {
        name = "\(text.prefix(1))E\(text.dropFirst(1 + spelling.count))"
      }
    }
    guard let column = (columns + checkColumns).first(where: { $0.symbol.matches(name) }) else {
      throw .unknownSymbol(text, known: (columns + checkColumns).map(\.symbol.name))
    }
    return column
  }

  /// The layer, counted from zero, that a weight or bias belongs to; nil for other quantities.
  package func layer(of parameter: Symbol) -> Int? { places[parameter]?.layer }

  /// The weighted sum that a weight or bias is part of; nil for other quantities.
  package func sum(of parameter: Symbol) -> Symbol? {
    places[parameter].map { names.layers[$0.layer].sums[$0.neuron] }
  }

  /// The derivative of the loss with respect to a quantity, by the chain rule.
  ///
  /// - Returns: An expression over the same row; nil for a quantity that the error does not depend
  ///   on. In published mode it carries the article's slip.
  public func derivativeOfTotalError(by symbol: Symbol) -> ScalarExpression? { adjoints[symbol] }

  /// The columns of one kind.
  public func columns(_ role: Column.Role) -> [Column] { columns.filter { $0.role == role } }
}
