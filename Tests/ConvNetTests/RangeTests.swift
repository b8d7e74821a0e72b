import SafeTensors
import Testing

@testable import ConvNet

@Suite("Numbers that leave the range")
struct RangeTests {
  static let images = randomImages(40, for: .article, seed: 3)

  private func evaluate(_ change: (inout NetworkState) -> Void) throws -> Evaluation {
    var state = NetworkState(seed: 1)
    change(&state)
    return try NetworkEvaluator(state, batchSize: 20, threads: 2).evaluate(Self.images)
  }

  @Test("Weights that overflow inside the network are an error, although the loss may be finite")
  func overflow() throws {
    _ = try evaluate { _ in }
    #expect(throws: ConvNetError.outOfRange(stage: "conv2")) {
      try evaluate { state in
        for index in state.parameters.indices { state.parameters[index] *= 1e20 }
      }
    }
    // Sums of both signs become what is no number, and ReLU makes zeros of that: a loss of log 20.
    #expect(throws: ConvNetError.outOfRange(stage: "conv1")) {
      try evaluate { state in
        for entry in state.layout.parameters where entry.role == .weight {
          for (number, index) in entry.range.enumerated() {
            state.parameters[index] = number % 2 == 0 ? 3e38 : -3e38
          }
        }
      }
    }
    #expect(throws: ConvNetError.self) {
      try evaluate { state in
        for index in state.statistics.indices { state.statistics[index] = -1 }
      }
    }
  }

  @Test("Training with such weights ends as any divergence does")
  func training() throws {
    var state = NetworkState(seed: 1)
    for entry in state.layout.parameters where entry.role == .weight {
      for (number, index) in entry.range.enumerated() {
        state.parameters[index] = number % 2 == 0 ? 3e38 : -3e38
      }
    }
    let trainer = try Trainer(
      settings: TrainerTests.settings(batchSize: 20), state: TrainingState(state), threads: 2)
    let error = #expect(throws: ConvNetError.self) { try trainer.trainEpoch(over: Self.images) }
    guard case .lossNotFinite(1, 0, _, _)? = error else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
  }

  @Test("The bound holds every partial sum", arguments: [0, 1, 15, 16, 17, 100])
  func magnitude(count: Int) {
    var values = (0..<count).map { Float($0 % 7) - 5 }
    func greatest() -> Double {
      values.withUnsafeBufferPointer { buffer in
        buffer.baseAddress.map { greatestMagnitude($0, count: count) } ?? 0
      }
    }
    #expect(greatest() == Double(values.map(\.magnitude).max() ?? 0))
    for index in values.indices {
      let old = values[index]
      values[index] = .nan
      #expect(greatest() == .infinity)
      values[index] = -1e30
      #expect(greatest() == Double(Float(1e30)))
      values[index] = old
    }
    var bound = SumBound()
    bound.include(weights: 2, bias: 5)
    bound.include(weights: 3, bias: 1)
    #expect(bound.weights == 3 && bound.bias == 5)
    #expect(bound.isInRange(greatest: 1e38))
    #expect(!bound.isInRange(greatest: 1.2e38))
    bound.include(weights: .nan, bias: 0)
    #expect(!bound.isInRange(greatest: 0))
  }

  @Test("A running variance below zero is refused, and named")
  func variance() {
    var tensors = NetworkState(seed: 1).tensors()
    var values = [Float](repeating: 1, count: 16)
    values[3] = -1
    tensors["batch_norm2.running_var"] = Tensor(values)
    let error = #expect(throws: SafeTensorsError.self) {
      try NetworkState(from: TensorFile(tensors: tensors, file: "w"))
    }
    #expect(
      error
        == .negative(file: "w", tensor: "batch_norm2.running_var", index: 3, value: -1))
  }
}
