import COneDNN

/// One compiled operation of oneDNN.
///
/// *C functions*: `dnnl_primitive_desc_create`, `dnnl_primitive_create`, `dnnl_primitive_destroy`.
final class Primitive {
  let handle: dnnl_primitive_t
  let description: dnnl_primitive_desc_t
  /// Which of oneDNN's implementations was chosen, such as `jit:avx512_core`.
  let implementation: String
  let scratchpad: dnnl_memory_desc_t

  var scratchBytes: Int {
    var scratchpad = scratchpad
    return dnnl_memory_desc_get_size(&scratchpad)
  }

  /// - Parameters:
  ///   - operation: the convolution's description.
  ///   - rectified: whether the result is replaced by its positive part.
  ///   - hint: the forward primitive that a gradient belongs to.
  ///   - engine: the processor.
  /// - Throws: `ConvNetError.oneDNN`.
  init(
    _ operation: inout dnnl_convolution_desc_t, rectified: Bool, hint: Primitive?,
    engine: OneDNNEngine
  ) throws(ConvNetError) {
    let attributes = try Attributes(rectified: rectified)
    var described: dnnl_primitive_desc_t?
    try check(
      dnnl_primitive_desc_create(
        &described, &operation, attributes.handle, engine.handle, hint?.description),
      "prepare a convolution")
    guard let described else {
      throw .oneDNN(operation: "prepare a convolution", status: "no handle")
    }
    var created: dnnl_primitive_t?
    let status = dnnl_primitive_create(&created, described)
    guard status == dnnl_success, let created else {
      dnnl_primitive_desc_destroy(described)
      try check(status, "compile a convolution")
      throw .oneDNN(operation: "compile a convolution", status: "no handle")
    }
    description = described
    handle = created
    scratchpad =
      dnnl_primitive_desc_query_md(described, dnnl_query_scratchpad_md, 0)?.pointee
      ?? dnnl_memory_desc_t()
    var name: UnsafePointer<CChar>?
    _ = dnnl_primitive_desc_query(described, dnnl_query_impl_info_str, 0, &name)
    implementation = name.map { String(cString: $0) } ?? "unknown"
  }

  deinit {
    dnnl_primitive_destroy(handle)
    dnnl_primitive_desc_destroy(description)
  }
}

/// What is asked of a primitive beyond its operation: scratch memory from the caller, so that
/// threads can share the primitive, and perhaps a ReLU behind it.
private final class Attributes {
  let handle: dnnl_primitive_attr_t

  init(rectified: Bool) throws(ConvNetError) {
    var created: dnnl_primitive_attr_t?
    try check(dnnl_primitive_attr_create(&created), "make attributes")
    guard let created else { throw .oneDNN(operation: "make attributes", status: "no handle") }
    handle = created
    try check(
      dnnl_primitive_attr_set_scratchpad_mode(created, dnnl_scratchpad_mode_user),
      "choose the scratchpad's owner")
    guard rectified else { return }
    var operations: dnnl_post_ops_t?
    try check(dnnl_post_ops_create(&operations), "make post-operations")
    defer { dnnl_post_ops_destroy(operations) }
    try check(
      dnnl_post_ops_append_eltwise(operations, 1, dnnl_eltwise_relu, 0, 0), "append a ReLU")
    try check(dnnl_primitive_attr_set_post_ops(created, operations), "set post-operations")
  }

  deinit { dnnl_primitive_attr_destroy(handle) }
}
