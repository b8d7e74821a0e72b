import COneDNN

/// oneDNN's handle of the processor.
///
/// *C functions*: `dnnl_engine_create`, `dnnl_engine_destroy`.
final class OneDNNEngine: @unchecked Sendable {
  // Sendable because an engine is immutable once made, and oneDNN allows its use by all threads.
  let handle: dnnl_engine_t

  init() throws(ConvNetError) {
    var created: dnnl_engine_t?
    try check(dnnl_engine_create(&created, dnnl_cpu, 0), "find the processor")
    guard let created else {
      throw .oneDNN(operation: "find the processor", status: "no handle")
    }
    handle = created
  }

  deinit { dnnl_engine_destroy(handle) }

  /// How many channels stand side by side in memory: the width of the vectors of oneDNN's kernels.
  static var channelBlock: Int {
    let instructions = dnnl_get_effective_cpu_isa().rawValue
    let avx512 = dnnl_cpu_isa_avx512_core.rawValue
    return instructions & avx512 == avx512 ? 16 : 8
  }
}

/// The queue in which one thread runs primitives.
///
/// *C functions*: `dnnl_stream_create`, `dnnl_stream_destroy`.
final class OneDNNStream {
  let handle: dnnl_stream_t

  init(_ engine: OneDNNEngine) throws(ConvNetError) {
    var created: dnnl_stream_t?
    let flags = dnnl_stream_default_flags.rawValue
    try check(dnnl_stream_create(&created, engine.handle, flags), "make a stream")
    guard let created else { throw .oneDNN(operation: "make a stream", status: "no handle") }
    handle = created
  }

  deinit { dnnl_stream_destroy(handle) }
}

/// A view of memory that the caller owns.
///
/// *C functions*: `dnnl_memory_create`, `dnnl_memory_set_data_handle`, `dnnl_memory_destroy`.
final class OneDNNMemory {
  let handle: dnnl_memory_t

  init(_ description: dnnl_memory_desc_t, engine: OneDNNEngine) throws(ConvNetError) {
    var created: dnnl_memory_t?
    var description = description
    try check(
      dnnl_memory_create(&created, &description, engine.handle, gradbook_dnnl_memory_none()),
      "describe a buffer")
    guard let created else { throw .oneDNN(operation: "describe a buffer", status: "no handle") }
    handle = created
  }

  deinit { dnnl_memory_destroy(handle) }
}
