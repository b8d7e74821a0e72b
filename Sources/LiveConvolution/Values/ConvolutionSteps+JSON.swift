import ArchitectureFiles
import Backprop
import ConvNet
package import TextFormats

extension ConvolutionSteps {
  /// The steps for another program: all that it takes to compute them again, and what comes out.
  package var json: JSON {
    [
      "schemaVersion": 1, "architecture": settings.architecture.json,
      "settings": [
        "seed": .string(String(settings.seed)), "batch": .integer(settings.batch),
        "softmax": .string(settings.softmax.rawValue), "dropout": .number(settings.dropout),
        "learningRate": .number(settings.learningRate), "momentum": .number(settings.momentum),
        "stepSize": .integer(settings.stepSize), "gamma": .number(settings.gamma),
        "batchNormEpsilon": .number(Architecture.batchNormEpsilon),
        "batchNormMomentum": .number(Architecture.batchNormMomentum),
        "pixelMean": .number(graph.settingValues[StepSymbol.pixelMean] ?? .nan),
        "pixelDeviation": .number(graph.settingValues[StepSymbol.pixelDeviation] ?? .nan),
      ],
      "steps": .array(values.indices.map(json(step:))),
    ]
  }

  private func json(step: Int) -> JSON {
    func members(_ isChosen: (StepTensor) -> Bool) -> JSON {
      .object(
        zip(graph.tensors, graph.firstPlaces).filter { isChosen($0.0) }.map { tensor, first in
          let numbers = values[step][first..<first + tensor.count]
          return JSON.Member(
            tensor.name,
            [
              "shape": .array(tensor.shape.map { .integer($0) }),
              "values": .array(
                numbers.map { tensor.kind == .labels ? .integer(Int($0)) : .number($0) }),
            ])
        })
    }
    let listed = Set(graph.listedNames)
    return [
      "step": .integer(step + 1),
      "learningRate": .number(value("learning_rate", step: step) ?? .nan),
      "tensors": members { listed.contains($0.name) },
      "intermediates": members {
        !listed.contains($0.name) && $0.kind != .step && $0.kind != .learningRate
      },
    ]
  }
}

extension StepGraph {
  /// The tensors that PyTorch has too: input, labels, parameters, masks, the layers' results, their
  /// gradients, velocities and the parameters after the step.
  var listedNames: [String] {
    let named = tensors.filter {
      $0.kind.isParameter || $0.kind.isActivation
        || [.input, .labels, .mask].contains($0.kind)
    }
    let trained = named.filter(\.kind.isParameter)
    return named.map(\.name)
      + named.filter { $0.kind.isParameter || $0.kind.isActivation }.map { "grad.\($0.name)" }
      + trained.flatMap { ["momentum.\($0.name)", "after.\($0.name)"] }
  }
}
