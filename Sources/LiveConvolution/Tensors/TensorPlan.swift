import Backprop

/// The tensors of a forward pass, described but not yet written out.
///
/// A plan tells how many numbers a step has before any expression is made.
struct TensorPlan {
  /// The tensors, each reading only those before it.
  private(set) var entries: [Entry] = []

  /// One tensor: its name and extents, and how a number of it is computed.
  struct Entry {
    let name: String
    let shape: [Int]
    let kind: StepTensor.Kind
    let stage: Int?
    /// The expression of the number at an index; nil where the numbers are given.
    let element: (([Int]) -> ScalarExpression)?
    /// In later steps; nil where they are computed or given as in the first.
    let later: (([Int]) -> ScalarExpression)?

    var count: Int { shape.reduce(1, *) }
  }

  /// Adds numbers that are given in every step.
  mutating func give(_ name: String, _ shape: [Int], _ kind: StepTensor.Kind, stage: Int? = nil) {
    entries.append(
      Entry(name: name, shape: shape, kind: kind, stage: stage, element: nil, later: nil))
  }

  /// Adds numbers that are given in the first step; in the others they are taken from `source` of the
  /// step before.
  mutating func keep(
    _ name: String, _ shape: [Int], _ kind: StepTensor.Kind, stage: Int? = nil,
    from source: String
  ) {
    entries.append(
      Entry(
        name: name, shape: shape, kind: kind, stage: stage, element: nil,
        later: { .previous(StepTensor.symbol(source, $0)) }))
  }

  /// Adds numbers that are computed.
  mutating func compute(
    _ name: String, _ shape: [Int], _ kind: StepTensor.Kind, stage: Int? = nil,
    _ element: @escaping ([Int]) -> ScalarExpression
  ) {
    entries.append(
      Entry(name: name, shape: shape, kind: kind, stage: stage, element: element, later: nil))
  }

  /// The tensors, written out.
  var tensors: [StepTensor] {
    entries.map { entry in
      let indices = StepTensor.indices(of: entry.shape)
      let first = entry.element.map { StepTensor.Source.computed(indices.map($0)) } ?? .given
      let next = entry.later.map { StepTensor.Source.computed(indices.map($0)) } ?? first
      return StepTensor(
        entry.name, entry.shape, entry.kind, stage: entry.stage, first: first, next: next)
    }
  }
}

/// A number of a tensor as a factor of an expression.
///
/// - Parameters:
///   - name: The tensor.
///   - index: The number's index.
/// - Returns: The number of the step at hand.
func number(_ name: String, _ index: Int...) -> ScalarExpression {
  .current(StepTensor.symbol(name, index))
}
