import ConvNet
import SafeTensors
import TestSupport
import Testing

@Suite("Settings, first values and stored states")
struct SettingsTests {
  @Test("The learning rate falls tenfold after every fifteenth epoch")
  func steps() {
    let settings = TrainingSettings()
    #expect(settings.learningRate(epoch: 1) == 0.01)
    #expect(settings.learningRate(epoch: 15) == 0.01)
    #expect(settings.learningRate(epoch: 16) == 0.01 * 0.1)
    #expect(settings.learningRate(epoch: 31) == 0.01 * 0.1 * 0.1)
  }

  @Test("A setting out of its range is named")
  func ranges() throws {
    let changes: [(String, (inout TrainingSettings) -> Void)] = [
      ("the batch size is 0", { $0.batchSize = 0 }),
      ("the batch size is 1, but it must be at least 2 with softmax", { $0.batchSize = 1 }),
      ("the learning rate is -1.0", { $0.learningRate = -1 }),
      ("the learning rate is nan", { $0.learningRate = .nan }),
      ("the momentum is 1.0", { $0.momentum = 1 }),
      ("the step size is 0", { $0.stepSize = 0 }),
      ("the gamma is 0.0", { $0.gamma = 0 }),
      ("the dropout is 1.0", { $0.dropout = 1 }),
    ]
    for (message, change) in changes {
      var settings = TrainingSettings()
      change(&settings)
      let error = #expect(throws: ConvNetError.self) { try Trainer(settings: settings) }
      #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
    }
    #expect(throws: ConvNetError.self) { try Trainer(threads: 0) }
  }

  @Test("First weights fill PyTorch's interval evenly; the seed decides on them")
  func initialization() throws {
    let state = NetworkState(seed: 1)
    #expect(state.parameters.count == 19_972)
    for entry in state.layout.parameters where entry.role == .weight {
      let bound = 1 / Double(entry.shape[1...].reduce(1, *)).squareRoot()
      let weights = try #require(state.values(entry.name)).map(Double.init)
      #expect(weights.allSatisfy { abs($0) <= bound })
      #expect((weights.map(abs).max() ?? 0) > 0.9 * bound)
      let mean = weights.reduce(0, +) / Double(weights.count)
      let deviation = bound / (3 * Double(weights.count)).squareRoot()
      #expect(abs(mean) < 4 * deviation, "\(entry.name)")
    }
    #expect(state == NetworkState(seed: 1))
    #expect(state.parameters != NetworkState(seed: 2).parameters)
    #expect(state.values("batch_norm5.weight") == [Float](repeating: 1, count: 20))
    #expect(state.values("batch_norm5.running_var") == [Float](repeating: 1, count: 20))
    #expect(state.values("no such tensor") == nil)
  }

  @Test("A network is stored under PyTorch's names and comes back")
  func roundTrip() throws {
    let state = NetworkState(seed: 1)
    let tensors = state.tensors()
    #expect(tensors.count == 60)
    #expect(tensors["conv5.weight"]?.shape == [20, 12, 3, 3])
    #expect(tensors["batch_norm_point1.num_batches_tracked"]?.shape == [])
    #expect(try NetworkState(from: TensorFile(tensors: tensors)) == state)
  }

  @Test("A file that PyTorch wrote loads, without the counters of batches")
  func pytorch() throws {
    let file = try TensorFile(contentsOfFile: Fixture.path("init.safetensors"))
    let state = try NetworkState(from: file)
    let expected: [Float] = try file.values("conv6.weight")
    #expect(state.values("conv6.weight") == expected)
    #expect(state.batchesTracked == 0)
  }

  @Test(
    "Weights with a wrapper's prefix, or in another floating-point type, are read; a remark says so",
    arguments: ["", "module.", "_orig_mod.", "module._orig_mod."])
  func otherForms(prefix: String) throws {
    let state = NetworkState(seed: 1)
    let file = TensorFile(tensors: state.tensors(prefix: prefix))
    #expect(try NetworkState(from: file) == state)
    let remark = StoredWeights(in: file).remark
    #expect((remark == nil) == prefix.isEmpty)
    #expect(remark?.contains(prefix) != false)
    var doubles = file
    let name = "\(prefix)conv3.weight"
    let values: [Float] = try file.values(name)
    doubles.tensors[name] = Tensor(values.map(Double.init), shape: [16, 16, 3, 3])
    #expect(try NetworkState(from: doubles) == state)
    #expect(StoredWeights(in: doubles).remark?.contains("F64") == true)
  }

  @Test("Over the batch, a last batch of one image is warned of")
  func lastBatch() {
    #expect(SoftmaxAxis.batch.lastBatchWarning(imageCount: 513, batchSize: 512) != nil)
    #expect(SoftmaxAxis.batch.lastBatchWarning(imageCount: 1, batchSize: 512) != nil)
    #expect(SoftmaxAxis.batch.lastBatchWarning(imageCount: 514, batchSize: 512) == nil)
    #expect(SoftmaxAxis.batch.lastBatchWarning(imageCount: 1024, batchSize: 512) == nil)
    #expect(SoftmaxAxis.classes.lastBatchWarning(imageCount: 513, batchSize: 512) == nil)
  }

  @Test("Counters that nobody can reach leave room to count on", arguments: [Int64.max, .min])
  func counters(stored: Int64) throws {
    var tensors = TrainingState(NetworkState(seed: 1)).tensors
    tensors["batch_norm1.num_batches_tracked"] = Tensor([stored], shape: [])
    tensors["training/epoch_and_step"] = Tensor([stored, stored])
    let state = try TrainingState(from: TensorFile(tensors: tensors))
    for counter in [state.network.batchesTracked, state.epoch, state.step] {
      #expect(counter == (stored < 0 ? 0 : 1 << 53))
    }
  }

  @Test("A tensor that is missing, misshapen or not finite is named")
  func damage() {
    var tensors = NetworkState(seed: 1).tensors()
    tensors["conv3.weight"] = nil
    #expect(throws: SafeTensorsError.self) { try NetworkState(from: TensorFile(tensors: tensors)) }
    tensors["conv3.weight"] = Tensor([Float](repeating: 0, count: 2304), shape: [2304])
    #expect(throws: SafeTensorsError.self) { try NetworkState(from: TensorFile(tensors: tensors)) }
    tensors["conv3.weight"] = Tensor(
      [Float](repeating: .nan, count: 2304), shape: [16, 16, 3, 3])
    let error = #expect(throws: SafeTensorsError.self) {
      try NetworkState(from: TensorFile(tensors: tensors))
    }
    #expect(error?.description.contains("conv3.weight") == true)
  }

  @Test("A state with too few or too many numbers is refused")
  func counts() {
    var state = TrainingState(NetworkState(seed: 1))
    state.momentum.removeLast()
    #expect(throws: ConvNetError.self) { try Trainer(state: state) }
    state.momentum.append(0)
    state.network.parameters.append(0)
    state.momentum.append(0)
    #expect(throws: ConvNetError.self) { try Trainer(state: state) }
  }

  @Test("Images that do not fit are refused, and a label out of range is named")
  func images() throws {
    let trainer = try Trainer(threads: 2)
    let none = PlainImages(pixels: [], labels: [], pixelCount: 784)
    #expect(throws: ConvNetError.unsuitableImages(reason: "there are none")) {
      try trainer.trainEpoch(over: none)
    }
    let small = PlainImages(pixels: [0, 0], labels: [1, 2], pixelCount: 1)
    #expect(throws: ConvNetError.self) { try trainer.evaluate(small) }
    var wrong = randomImages(20, for: .article, seed: 1)
    wrong.labels[17] = 10
    #expect(throws: ConvNetError.labelOutOfRange(label: 10, position: 17, classes: 10)) {
      try trainer.trainEpoch(over: wrong)
    }
  }
}
