import Backprop
import Publishing
import Testing

@testable import LiveConvolution

@Suite("Explanations of single numbers of a step")
struct ExplanationTests {
  @Test("Every gradient of a layer agrees with dual numbers, in both steps")
  func dual() throws {
    let steps = try ConvolutionSteps(ConvolutionSettings())
    for (name, step) in [
      ("grad.conv1.weight[0,0,1,2]", 1), ("grad.conv1.weight[1,0,2,2]", 2),
      ("grad.point_1.pool[1,1,0,1]", 1), ("grad.batch_norm1.variance[1]", 2),
      ("grad.input[0,0,3,3]", 1), ("grad.average[1,0]", 2), ("grad.loss", 1),
    ] {
      let number = try ExplainedStepNumber(name, step: step, in: steps)
      let dual = try #require(number.dual)
      #expect(abs(dual - number.value) <= 1e-12 * max(1, abs(dual)), "\(name)")
      #expect(number.text.contains("they agree."))
      #expect(number.cell.hasPrefix("'Backward \(step)'!"))
    }
  }

  @Test("The paths of a sum add up to it")
  func paths() throws {
    let steps = try ConvolutionSteps(ConvolutionSettings())
    let number = try ExplainedStepNumber("grad.conv1.weight[0,0,1,2]", step: 1, in: steps)
    #expect(number.paths.count == 32)
    let total = number.paths.reduce(0) { $0 + $1.value }
    #expect(abs(total - number.value) <= 1e-12)
    #expect(number.formula?.text(ArticleNotation()).contains("input[0,0,1,2]") == true)
  }

  @Test("What is given says so, and a name that is none is refused with what there is")
  func refusals() throws {
    let steps = try ConvolutionSteps(ConvolutionSettings())
    #expect(try ExplainedStepNumber("pixels[0,1,1]", step: 1, in: steps).text.contains("given"))
    #expect(try ExplainedStepNumber("pixels[0, 1, 1]", step: 2, in: steps).formula != nil)
    for (name, part) in [
      ("conv1.weight[9,0,0,0]", "[2, 1, 3, 3]"), ("conv1.wieght[0,0,0,0]", "conv1.weight"),
    ] {
      let error = #expect(throws: ReportError.self) {
        try ExplainedStepNumber(name, step: 1, in: steps)
      }
      #expect(error?.message.contains(part) == true)
    }
    #expect(throws: ReportError.self) {
      try ExplainedStepNumber("loss", step: 3, in: steps)
    }
  }
}
