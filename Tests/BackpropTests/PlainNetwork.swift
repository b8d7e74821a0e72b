import Backprop
import Foundation
import TestSupport

/// The forward pass and the training written as plain loops: an oracle that shares no expression.
struct PlainNetwork {
  var network: Network

  /// The loss over all samples.
  var error: Double {
    let errors = network.samples.map { error(of: $0) }
    let sum = errors.reduce(0, +)
    return network.training.reduction == .mean ? sum / Double(errors.count) : sum
  }

  /// The values of the inputs and of each layer for the first sample.
  var activations: [[Double]] { activations(of: network.samples[0]) }

  private func activations(of sample: Network.Sample) -> [[Double]] {
    var values = [sample.inputs]
    for layer in network.layers {
      let before = values[values.count - 1]
      let sums = layer.weights.indices.map { neuron in
        var sum = layer.weights[neuron][0] * before[0]
        for index in before.indices.dropFirst() {
          sum += layer.weights[neuron][index] * before[index]
        }
        if let biases = layer.biases { sum += biases.values[neuron] }
        return sum
      }
      if layer.activation == .softmax {
        let total = sums.map(Foundation.exp).reduce(0, +)
        values.append(sums.map { Foundation.exp($0) / total })
      } else {
        values.append(sums.map { Self.activate(layer.activation, $0) })
      }
    }
    return values
  }

  private func error(of sample: Network.Sample) -> Double {
    let outputs = activations(of: sample).last ?? []
    return zip(sample.targets, outputs).map { target, output in
      switch network.training.loss {
      case .squaredError: 0.5 * (target - output) * (target - output)
      case .binaryCrossEntropy:
        -target * Foundation.log(output) - (1 - target) * Foundation.log(1 - output)
      case .crossEntropy: target == 0 ? 0 : -target * Foundation.log(output)
      }
    }.reduce(0, +)
  }

  static func activate(_ activation: Activation, _ sum: Double) -> Double {
    switch activation {
    case .sigmoid: 1 / (1 + Foundation.exp(-sum))
    case .tanh: Foundation.tanh(sum)
    case .relu: max(sum, 0)
    case .leakyRelu: sum > 0 ? sum : 0.01 * sum
    case .linear, .softmax: sum
    }
  }

  /// The gradient by fourth-order central differences, in the order of the table's parameters.
  func numericGradients(step: Double = 1e-3) -> [Double] {
    var gradients: [Double] = []
    for (index, layer) in network.layers.enumerated() {
      for (neuron, row) in layer.weights.enumerated() {
        for input in row.indices {
          gradients.append(
            slope(step) { $0[index].weights[neuron][input] += $1 })
        }
      }
      if layer.biases?.trained == true {
        for neuron in layer.weights.indices {
          gradients.append(slope(step) { $0[index].biases?.values[neuron] += $1 })
        }
      }
    }
    return gradients
  }

  private func slope(_ step: Double, _ move: (inout [Network.Layer], Double) -> Void) -> Double {
    func error(_ distance: Double) -> Double {
      var layers = network.layers
      move(&layers, distance)
      let moved = try? Network(
        samples: network.samples, layers: layers, training: network.training)
      return moved.map { PlainNetwork(network: $0).error } ?? .nan
    }
    return (8 * (error(step) - error(-step)) - (error(2 * step) - error(-2 * step))) / (12 * step)
  }
}

extension Network {
  /// A network with random values.
  ///
  /// - Parameters:
  ///   - widths: The inputs and each layer.
  ///   - activations: One a layer.
  ///   - biased: Whether layers have biases; every other one is frozen.
  ///   - numbers: Where the values come from.
  /// - Returns: A network with values between -1 and 1.
  /// - Throws: `BackpropError` for shapes that no network has.
  static func random(
    _ widths: [Int], _ activations: [Activation], biased: Bool, _ numbers: inout SeededNumbers
  ) throws -> Network {
    func values(_ count: Int) -> [Double] { (0..<count).map { _ in numbers.number(in: -1...1) } }
    let layers = activations.indices.map { index in
      Network.Layer(
        weights: (0..<widths[index + 1]).map { _ in values(widths[index]) },
        biases: biased ? Biases(values(widths[index + 1]), trained: index % 2 == 0) : nil,
        activation: activations[index])
    }
    return try Network(
      inputs: values(widths[0]), targets: values(widths[widths.count - 1]), layers: layers)
  }
}
