import TestSupport
import Testing

@testable import ConvNet

@Suite("A training step equals PyTorch's in double precision")
struct ParityTests {
  static let cases = (0..<5).flatMap { snapshot in
    SoftmaxAxis.allCases.flatMap { axis in
      [8, 16].map { (snapshot: snapshot, axis: axis, block: $0) }
    }
  }

  @Test("Logits, loss, gradients, and everything after the step", arguments: cases)
  func step(snapshot: Int, axis: SoftmaxAxis, block: Int) throws {
    let fixture = try ParityFixture()
    let state = try fixture.state(snapshot)
    let engine = try Engine(state.network, batchCapacity: 16, threads: 2, block: block)
    for (index, value) in state.momentum.enumerated() { engine.momentum.pointer[index] = value }
    let images = try fixture.images(snapshot)
    let loss = try engine.train(
      on: images, from: 0, count: 16,
      settings: StepSettings(
        TrainingSettings.with(softmax: axis, dropout: 0), learningRate: 0.01, step: 0))

    let prefix = "\(snapshot)/\(axis.rawValue)/"
    let stride = engine.plans[9].channels
    let logSoftmax = (0..<160).map { Float(engine.logits.pointer[$0 / 10 * stride + $0 % 10]) }
    #expect(distance(logSoftmax, try fixture.floats(prefix + "log_softmax")) < 1e-5)
    let expectedLoss = try fixture.double(prefix + "loss")
    #expect(abs(loss.sum / 16 - expectedLoss) / max(abs(expectedLoss), 1e-3) < 1e-5)
    #expect(loss.correct == (try fixture.count(prefix + "correct")))

    engine.formLogits(count: 16)
    let logits = (0..<160).map { Float(engine.logits.pointer[$0 / 10 * stride + $0 % 10]) }
    #expect(distance(logits, try fixture.floats("\(snapshot)/logits")) < 1e-5)

    for entry in state.network.layout.parameters {
      let gradient = Array(engine.gradients.array[entry.range])
      let d = distance(gradient, try fixture.floats("\(prefix)grad/\(entry.name)"))
      #expect(d < 1e-4, "gradient of \(entry.name): \(d)")
      let after = Array(engine.parameters.array[entry.range])
      let e = distance(after, try fixture.floats("\(prefix)after/\(entry.name)"))
      #expect(e < 1e-5, "\(entry.name) after the step: \(e)")
      let velocity = Array(engine.momentum.array[entry.range])
      let f = distance(velocity, try fixture.floats("\(prefix)momentum_after/\(entry.name)"))
      #expect(f < 1e-5, "momentum of \(entry.name) after the step: \(f)")
    }
    for entry in state.network.layout.statistics {
      let after = Array(engine.statistics.array[entry.range])
      let d = distance(after, try fixture.floats("\(prefix)after/\(entry.name)"))
      #expect(d < 1e-5, "\(entry.name) after the step: \(d)")
    }

    let evaluation = try engine.evaluate(images, batchSize: 16, axis: axis)
    let d = distance(evaluation.logits, try fixture.floats(prefix + "eval_logits"))
    #expect(d < 1e-5, "logits in evaluation after the step: \(d)")
  }
}
