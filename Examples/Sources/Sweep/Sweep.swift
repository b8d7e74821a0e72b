import Backprop
import LearningRateAnalysis

/// Trains the article's 2-2-2 network with several learning rates and names the one to use.
@main
enum Sweep {
  static func main() throws {
    let evaluator = TableEvaluator(.article())
    let rates = [0.5, 1, 2, 33, 1000]
    let losses = try evaluator.losses(learningRates: rates, epochs: 68)
    for (index, rate) in rates.enumerated() {
      print("learning rate \(rate): loss \(losses[0, index]) -> \(losses[67, index])")
    }
  }
}
