import COneDNN

/// oneDNN's handle of the processor.
///
/// *C functions*: `dnnl_engine_create`, `dnnl_engine_destroy`.
final class OneDNNEngine: @unchecked Sendable {
  // Sendable because an engine is immutable once made, and oneDNN allows its use by all threads.
  let handle: dnnl_engine_t

  init() throws(ConvNetError) {
    var created: dnnl_engine_t?
    let status = dnnl_engine_create(&created, dnnl_cpu, 0)
    handle = try made(status, created, "find the processor")
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
    let status = dnnl_stream_create(
      &created, engine.handle, dnnl_stream_default_flags.rawValue)
    handle = try made(status, created, "make a stream")
  }

  deinit { dnnl_stream_destroy(handle) }
}

/// Extents and order in memory of single-precision numbers.
///
/// *C functions*: `dnnl_memory_desc_init_by_tag`; in version 3 `dnnl_memory_desc_create_with_tag`.
final class OneDNNLayout {
  let handle: gradbook_layout_t

  init(_ extents: [Int], _ tag: dnnl_format_tag_t) throws(ConvNetError) {
    var created: gradbook_layout_t?
    let status = gradbook_layout_create(
      &created, Int32(extents.count), extents.map { dnnl_dim_t($0) }, tag)
    handle = try made(status, created, "describe a buffer of the shape \(extents)")
  }

  deinit { gradbook_layout_destroy(handle) }
}

/// A view of memory that the caller owns.
///
/// *C functions*: `dnnl_memory_create`, `dnnl_memory_set_data_handle`, `dnnl_memory_destroy`.
final class OneDNNMemory {
  let handle: dnnl_memory_t

  init(_ layout: OneDNNLayout, engine: OneDNNEngine) throws(ConvNetError) {
    var created: dnnl_memory_t?
    let status = gradbook_memory_create(&created, layout.handle, engine.handle)
    handle = try made(status, created, "describe a buffer")
  }

  /// A view of the scratch memory that a primitive wants.
  init(scratchOf primitive: Primitive, engine: OneDNNEngine) throws(ConvNetError) {
    var created: dnnl_memory_t?
    let status = gradbook_scratch_create(&created, primitive.description, engine.handle)
    handle = try made(status, created, "describe scratch memory")
  }

  deinit { dnnl_memory_destroy(handle) }

  /// Points the view at memory.
  @inline(__always)
  func point(at memory: UnsafeMutableRawPointer) throws(ConvNetError) {
    try check(dnnl_memory_set_data_handle(handle, memory), "set a buffer")
  }
}
