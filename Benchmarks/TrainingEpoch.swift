@_spi(Benchmarking) import ConvNet
import Datasets
import Foundation

/// An epoch of the article's pipeline beside the notebook's own code.
let trainingEpoch = Benchmark(
  name: "training-epoch",
  about: "60,000 images augmented and trained on, 10,000 tested, as in the notebook"
) { session in
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "gradbook-bench-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: folder) }
  let digits = try dataset(session)
  let raw = folder.appendingPathComponent("MNIST/raw")
  try FileManager.default.createDirectory(at: raw, withIntermediateDirectories: true)
  for (name, set) in [("train", digits.training), ("t10k", digits.test)] {
    let images = IdxFile(dimensions: [set.count, 28, 28], elements: set.pixels)
    let labels = IdxFile(dimensions: [set.count], elements: set.labels)
    try Data(images.bytes).write(to: raw.appendingPathComponent("\(name)-images-idx3-ubyte"))
    try Data(labels.bytes).write(to: raw.appendingPathComponent("\(name)-labels-idx1-ubyte"))
  }
  let peer = try PythonPeer("training_epoch.py", [folder.path], in: session)

  let trainer = try Trainer()
  var accuracy = 0.0
  var resident: [Int] = []
  var looked: [Double] = []
  func epoch() throws {
    let (clock, before) = (ContinuousClock(), trainer.healthTime)
    let start = clock.now
    defer { looked.append(100 * ((trainer.healthTime - before) / (clock.now - start))) }
    let epoch = trainer.nextEpoch
    _ = try trainer.trainEpoch(
      over: Batches.training(digits.training, batchSize: 512, seed: 1, epoch: epoch))
    accuracy = try trainer.evaluate(
      Batches.test(digits.test, batchSize: 512, seed: 1, epoch: epoch)
    ).accuracy
    resident.append(try residentMegabytes())
  }
  let timings = try session.compare(
    [
      Contender("epoch", epoch),
      peer.map { peer in
        Contender(selfTimed: "the notebook's code") {
          let answer = try peer.round()
          try session.verify(
            (Double(answer.result) ?? 0) > 90, "it learned only \(answer.result) %")
          return answer.seconds
        }
      },
    ], rounds: 2)
  try session.verify(accuracy > 90, "only \(accuracy) % are right")
  session.note("\(accuracy) % of the test images are right after \(trainer.nextEpoch - 1) epochs")
  session.note(
    "memory after each epoch: \(resident) MB, of which \(trainer.bufferBytes >> 20) are buffers")
  session.goal("epoch in seconds (the article's GPU took 21)", timings[0].minimum, atMost: 21)
  session.goal(
    "percent of an epoch for the health of its layers", looked.max() ?? 0, atMost: 2)
  session.goal("memory in MB", Double(resident.max() ?? 0), atMost: 1000)
  session.goal(
    "growth of memory over epochs in MB", Double((resident.last ?? 0) - (resident.first ?? 0)),
    atMost: 20)
  if timings.count > 1 {
    session.goal(
      "the notebook's code / epoch", timings[1].minimum / timings[0].minimum, atLeast: 3)
  }
}

/// MNIST if it is there, else as many drawn digits, which take the same time.
private func dataset(_ session: Session) throws -> DigitDataset {
  if let folder = try MnistFolder.find(
    chosen: nil, environment: ProcessInfo.processInfo.environment)
  {
    return try folder.load()
  }
  session.note("MNIST is not there (see \(MnistFolder.variable)); drawn digits stand for it")
  return DrawnDigits.dataset(trainingCount: 60_000, testCount: 10_000)
}

private func residentMegabytes() throws -> Int {
  let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
  return ((Int(text.split(separator: " ")[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE)))) >> 20
}
