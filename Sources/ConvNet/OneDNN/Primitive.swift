import COneDNN

/// One compiled operation of oneDNN.
///
/// *C functions*: `dnnl_primitive_create`, `dnnl_primitive_destroy`.
final class Primitive {
  let handle: dnnl_primitive_t
  let description: dnnl_primitive_desc_t
  /// Which of oneDNN's implementations was chosen, such as `jit:avx512_core`.
  let implementation: String

  /// Bytes of scratch memory that it wants from its caller.
  var scratchBytes: Int { gradbook_scratch_size(description) }

  /// Compiles an operation.
  ///
  /// - Parameters:
  ///   - name: What it is, as the middle of a sentence.
  ///   - describe: Makes the operation's description.
  /// - Throws: `ConvNetError.oneDNN`.
  init(
    _ name: String, _ describe: (inout dnnl_primitive_desc_t?) -> dnnl_status_t
  ) throws(ConvNetError) {
    var described: dnnl_primitive_desc_t?
    let status = describe(&described)
    let description = try made(status, described, "prepare \(name)")
    var created: dnnl_primitive_t?
    let creation = dnnl_primitive_create(&created, description)
    guard creation == dnnl_success, let created else {
      dnnl_primitive_desc_destroy(description)
      try check(creation, "compile \(name)")
      throw .oneDNN(operation: "compile \(name)", status: "no handle")
    }
    self.description = description
    handle = created
    var text: UnsafePointer<CChar>?
    _ = dnnl_primitive_desc_query(description, dnnl_query_impl_info_str, 0, &text)
    implementation = text.map { String(cString: $0) } ?? "unknown"
  }

  deinit {
    dnnl_primitive_destroy(handle)
    dnnl_primitive_desc_destroy(description)
  }
}

/// What is asked of a primitive beyond its operation: scratch memory from the caller, so that
/// threads can share the primitive, and perhaps a ReLU after it.
final class Attributes {
  let handle: dnnl_primitive_attr_t

  init(rectified: Bool) throws(ConvNetError) {
    var created: dnnl_primitive_attr_t?
    let status = dnnl_primitive_attr_create(&created)
    handle = try made(status, created, "make attributes")
    try check(
      dnnl_primitive_attr_set_scratchpad_mode(handle, dnnl_scratchpad_mode_user),
      "choose the scratchpad's owner")
    guard rectified else { return }
    var operations: dnnl_post_ops_t?
    try check(dnnl_post_ops_create(&operations), "make post-operations")
    defer { dnnl_post_ops_destroy(operations) }
    try check(gradbook_append_relu(operations), "append a ReLU")
    try check(dnnl_primitive_attr_set_post_ops(handle, operations), "set post-operations")
  }

  deinit { dnnl_primitive_attr_destroy(handle) }
}
