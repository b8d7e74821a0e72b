import FuzzTargets
import Glibc

/// The fuzzer's own main function: runs the body with inputs that reach new code.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// The target that `FUZZ_TARGET` names.
private let target: FuzzTarget = {
  let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
  if let target = FuzzTarget.named(name) { return target }
  fputs("FUZZ_TARGET is '\(name)'; one of these is needed:\n", stderr)
  for target in FuzzTarget.all { fputs("  \(target.name)\n", stderr) }
  exit(64)
}()

/// Runs the target with one input, and ends the process where a property is broken.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  do { try target.run(Array(UnsafeBufferPointer(start: data, count: count))) } catch {
    fputs("\(error)\n", stderr)
    abort()
  }
  return 0
}

/// Hands the command line to the fuzzer.
@main
enum Fuzz {
  static func main() {
    _ = target
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    exit(runDriver(&count, &arguments) { testOneInput($0, $1) })
  }
}
