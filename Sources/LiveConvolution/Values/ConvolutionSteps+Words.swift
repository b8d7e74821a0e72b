import ConvNet

extension ConvolutionSteps {
  /// What the network is and what is done with it, in a sentence.
  package var words: String {
    let architecture = settings.architecture
    let stages = architecture.stages.map { stage in
      "\(stage.kernel)×\(stage.kernel) \(stage.inputChannels)→\(stage.outputChannels)"
        + (stage.isPooled ? " with max pool" : "")
    }
    return
      "\(settings.batch) images of \(architecture.height)×\(architecture.width) pixels; "
      + "convolutions \(stages.joined(separator: ", ")), each with ReLU, dropout and batch norm; "
      + "average pool, log-softmax, \(settings.steps) steps of SGD with momentum."
  }
}
