import Glibc
import TestSupport
import Testing

@testable import ConvNet

/// oneDNN reads the limit once, so that each set has a process of its own.
@Suite("Processors without wide vectors")
struct InstructionSetTests {
  /// Limits oneDNN, then compares a step with PyTorch's and looks at the kernels.
  static func examine(_ limit: String, _ name: String) throws {
    setenv("ONEDNN_MAX_CPU_ISA", limit, 1)
    #expect(LinkedOneDNN.instructions == name)
    let fixture = try ParityFixture()
    let state = try fixture.state(1)
    let engine = try Engine(state.network, batchCapacity: 16, threads: 2)
    #expect(!engine.kernels.usesReference, "\(engine.kernels)")
    let images = try fixture.images(1)
    _ = try engine.train(
      on: images, from: 0, count: 16,
      settings: StepSettings(
        TrainingSettings.with(softmax: .batch, dropout: 0), learningRate: 0.01, step: 0),
      updates: false)
    for entry in state.network.layout.parameters {
      let gradient = Array(engine.gradients.array[entry.range])
      let d = distance(gradient, try fixture.floats("1/batch/grad/\(entry.name)"))
      #expect(d < 1e-4, "gradient of \(entry.name): \(d)")
    }
  }

  @Test("With AVX alone every kernel is fast, and a step equals PyTorch's")
  func avx() async {
    await #expect(processExitsWith: .success) {
      try InstructionSetTests.examine("AVX", "AVX")
    }
  }

  @Test("With SSE4.1 alone every kernel is fast, and a step equals PyTorch's")
  func sse() async {
    await #expect(processExitsWith: .success) {
      try InstructionSetTests.examine("SSE41", "SSE4.1")
    }
  }

  @Test("With AVX2 every kernel is fast, and a step equals PyTorch's")
  func avx2() async {
    await #expect(processExitsWith: .success) {
      try InstructionSetTests.examine("AVX2", "AVX2")
    }
  }
}
