import COneDNN

/// The oneDNN that this process runs with.
public enum LinkedOneDNN {
  /// Its version, for example `2.6.3`.
  public static var version: String {
    guard let version = dnnl_version()?.pointee else { return "unknown" }
    return "\(version.major).\(version.minor).\(version.patch)"
  }

  /// The instructions that it compiles its kernels for, for example `AVX-512`.
  ///
  /// Results are the same bits only with the same version and the same instructions.
  public static var instructions: String {
    let effective = dnnl_get_effective_cpu_isa().rawValue
    // Each set contains the ones after it, so the first that is contained is the widest.
    let known: [(dnnl_cpu_isa_t, String)] = [
      (dnnl_cpu_isa_avx512_core, "AVX-512"), (dnnl_cpu_isa_avx2, "AVX2"),
      (dnnl_cpu_isa_avx, "AVX"), (dnnl_cpu_isa_sse41, "SSE4.1"),
    ]
    return known.first { effective & $0.0.rawValue == $0.0.rawValue }?.1 ?? "generic"
  }
}
