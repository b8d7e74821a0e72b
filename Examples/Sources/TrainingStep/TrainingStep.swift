import ConvNet
import Datasets
import Foundation
import SafeTensors

/// Trains the article's convolutional network for one step on drawn digits and saves its weights.
@main
enum TrainingStep {
  static func main() throws {
    let folder = URL(filePath: CommandLine.arguments.dropFirst().first ?? ".")
    let images = DrawnDigits.dataset(trainingCount: 64, testCount: 1).training
    let batches = Batches.training(
      images, batchSize: 64, seed: 1, epoch: 1, isShuffled: false, transforms: .none)
    let trainer = try Trainer(state: TrainingState(NetworkState(seed: 1)))
    let result = try trainer.trainEpoch(over: batches)
    print("loss before the step: \(result.loss)")

    let weights = TensorFile(tensors: trainer.state.network.tensors(), metadata: ["format": "pt"])
    try Data(weights.encoded()).write(to: folder.appending(path: "weights.safetensors"))
  }
}
