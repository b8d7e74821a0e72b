import FoundationEssentials

/// How many processors this process may run on.
public var onlineProcessors: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }
