import ConvNet
import LiveConvolution
import TestSupport
import Testing
import TextFormats

@Suite("Training steps equal an independent computation")
struct ReferenceTests {
  /// What `Tests/Fixtures/convolution/reference.py` computed with numpy 2.4.6: its own forward pass,
  /// and derivatives by complex steps.
  private static let fixtures = ["batch", "class"]

  @Test("Every layer, gradient, velocity and parameter to 1e-9", arguments: fixtures)
  func reference(axis: String) throws {
    let reference = try JSON.parse(Fixture.bytes("convolution/\(axis).json"))
    var settings = ConvolutionSettings()
    settings.softmax = axis == "batch" ? .batch : .classes
    settings.seed = try #require(reference["settings"]?["seed"]?.string.flatMap { UInt64($0) })
    settings.batch = try #require(reference["settings"]?["batch"]?.integer)
    settings.stepSize = try #require(reference["settings"]?["stepSize"]?.integer)
    let steps = try ConvolutionSteps(settings)
    let expected = try #require(reference["steps"]?.array)
    #expect(expected.count == 2)
    for (step, values) in expected.enumerated() {
      let tensors = try #require(values["tensors"]?.members)
      #expect(tensors.count > 50)
      for tensor in tensors {
        let ours = try #require(steps.values(tensor.name, step: step), "\(tensor.name)")
        let theirs = try #require(tensor.value.array).compactMap(\.number)
        #expect(ours.count == theirs.count)
        for (our, their) in zip(ours, theirs) {
          #expect(
            abs(our - their) <= 1e-9 * max(1, abs(their)), "\(tensor.name) in step \(step + 1)")
        }
      }
    }
  }
}
