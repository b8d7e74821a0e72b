import Foundation
import TestSupport
import Testing

@_spi(Benchmarking) @testable import ConvNet

@Suite("Handles, threads and memory", .serialized)
struct LifetimeTests {
  func threadCount() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count
  }

  @Test("oneDNN answers with its version and instructions")
  func version() {
    #expect(LinkedOneDNN.version.split(separator: ".").count == 3)
    #expect([8, 16].contains(OneDNNEngine.channelBlock))
    #expect((LinkedOneDNN.instructions == "AVX-512") == (OneDNNEngine.channelBlock == 16))
  }

  /// In a process of its own, where no other test takes memory and starts threads meanwhile.
  @Test(
    "Engines made and dropped leave neither threads nor memory after",
    .enabled(if: ProcessMemory.isMeasurable, "a sanitizer keeps freed memory"))
  func engines() async {
    await #expect(processExitsWith: .success) {
      let tests = LifetimeTests()
      let state = NetworkState(seed: 1)
      let source = randomImages(20, for: .article, seed: 1)
      func use() throws {
        let engine = try Engine(state, batchCapacity: 32, threads: 2)
        _ = try engine.train(
          on: source, from: 0, count: 20,
          settings: StepSettings(TrainingSettings(), learningRate: 0.01, step: 0))
      }
      for _ in 0..<5 { try use() }
      let (threads, bytes) = (try tests.threadCount(), ProcessMemory.resident())
      for _ in 0..<25 { try use() }
      #expect(try tests.threadCount() <= threads + 2)
      // One engine takes 9 MB; 25 leaked ones would take 225.
      #expect(ProcessMemory.resident() - bytes < 60_000_000)
    }
  }

  @Test("The article's batch of 512 takes far less than a gigabyte")
  func memory() throws {
    let trainer = try Trainer(threads: 2)
    #expect(trainer.bufferBytes < 200_000_000)
  }

  @Test("Every convolution has an implementation that was compiled for the processor")
  func implementations() throws {
    let engine = try Engine(NetworkState(seed: 1), batchCapacity: 16, threads: 1)
    #expect(engine.kernels.implementations.count >= 1)
    #expect(!engine.kernels.usesReference, "\(engine.kernels)")
    #expect(engine.kernels == (try ConvolutionKernels.current()))
    #expect(engine.kernels.warning == nil)
  }

  @Test("A reference kernel is known by its name, and a warning says what to expect")
  func reference() {
    func kernels(_ names: String...) -> ConvolutionKernels {
      ConvolutionKernels(instructions: "AVX", implementations: names)
    }
    #expect(kernels("jit:avx", "ref:any").usesReference)
    #expect(kernels("gemm:ref").usesReference)
    #expect(!kernels("jit:avx512_core", "gemm:jit", "brgconv:avx512_core").usesReference)
    #expect(kernels("jit:avx", "ref:any").warning?.contains("(AVX)") == true)
    #expect(kernels("b", "a", "b").implementations == ["a", "b"])
  }

  @Test("A pool's threads all run, again and again, and meet at the barrier")
  func pool() throws {
    let pool = try WorkerPool(threads: 3)
    let counts = AlignedBuffer<Int>(3)
    let meetings = AlignedBuffer<Int>(1)
    for _ in 0..<200 {
      pool.run { thread in
        counts.pointer[thread] += 1
        for _ in 0..<5 { pool.barrier.wait { meetings.pointer[0] += 1 } }
      }
    }
    #expect(counts.array == [200, 200, 200])
    #expect(meetings.array == [1000])
  }
}
