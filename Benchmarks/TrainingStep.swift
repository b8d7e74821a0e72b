@_spi(Benchmarking) import ConvNet
import Datasets
import Foundation
import SafeTensors

/// A training step beside its convolutions alone, and beside PyTorch's step.
let trainingStep = Benchmark(
  name: "training-step", about: "one step of the article's network on 512 images"
) { session in
  let (batchSize, stepsPerRound) = (512, 4)
  let images = DrawnDigits.dataset(trainingCount: batchSize, testCount: 1).training
  let source = Batches.training(
    images, batchSize: batchSize, seed: 1, epoch: 1, isShuffled: false, transforms: .none)
  let state = TrainingState(NetworkState(seed: 1))
  let trainer = try Trainer(state: state)
  let alone = try Trainer(state: state, threads: 1)
  let bare = try BareConvolutions(batchSize: batchSize)

  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "gradbook-bench-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  var tensors = state.network.tensors()
  tensors["images"] = Tensor(images.pixels, shape: [batchSize, 1, 28, 28])
  tensors["labels"] = Tensor(images.labels)
  let file = folder.appendingPathComponent("step.safetensors").path
  try Data(TensorFile(tensors: tensors).encoded()).write(to: URL(fileURLWithPath: file))
  let peer = try PythonPeer("training_step.py", [file, "\(stepsPerRound)"], in: session)

  let firstLoss = try Trainer(state: state).trainEpoch(over: source).loss
  var loss = firstLoss
  func steps(_ trainer: Trainer) -> () throws -> Double {
    {
      let clock = ContinuousClock()
      let start = clock.now
      for _ in 0..<stepsPerRound { loss = try trainer.trainEpoch(over: source).loss }
      return (clock.now - start) / .seconds(1) / Double(stepsPerRound)
    }
  }
  func convolutions(_ division: BareConvolutions.Division) -> () throws -> Double {
    {
      let clock = ContinuousClock()
      let start = clock.now
      for _ in 0..<stepsPerRound { try bare.run(division) }
      return (clock.now - start) / .seconds(1) / Double(stepsPerRound)
    }
  }
  let timings = try session.compare(
    [
      Contender(selfTimed: "convolutions, in shards", convolutions(.shards)),
      Contender(selfTimed: "convolutions, whole batch", convolutions(.wholeBatch)),
      Contender(selfTimed: "step", steps(trainer)),
      Contender(selfTimed: "step, one thread", steps(alone)),
      peer.map { peer in
        Contender(selfTimed: "PyTorch's step") {
          let answer = try peer.round()
          let theirs = Double(answer.result) ?? .nan
          // The first loss is that of equal parameters and images; only what is dropped differs.
          try session.verify(
            abs(theirs - firstLoss) < 0.02 * firstLoss,
            "the first losses are \(theirs), \(firstLoss)")
          return answer.seconds / Double(stepsPerRound)
        }
      },
    ], rounds: 15)
  try session.verify(loss.isFinite && loss < firstLoss, "the loss did not fall: \(loss)")

  let step = timings[2].minimum
  let convolution = min(timings[0].minimum, timings[1].minimum)
  let operations = 2 * Double(bare.multiplyAdds)
  session.note(
    String(
      format: "%.0f images/s, %.0f GFLOP/s in the step, %.0f in the convolutions alone",
      Double(batchSize) / step, operations / step * 1e-9, operations / convolution * 1e-9))
  printProfile(trainer.profile, session)
  session.goal("step / convolutions alone", step / convolution, atMost: 1.4)
  if timings.count > 4 {
    session.goal("PyTorch's step / step", timings[4].minimum / step, atLeast: 2.5)
  }
}

private func printProfile(_ profile: StepProfile, _ session: Session) {
  for kind in StepProfile.Kind.allCases {
    let share = 100 * profile.seconds(kind) / profile.total
    session.note(
      String(format: "%5.1f %%  ", share) + kind.title + (kind.isConvolution ? " (oneDNN)" : ""))
  }
}
