namespace Ghc.LocalHost.Triggers;

/// <summary>The worker answered that a function failed. The WebJobs SDK counts it as a failed try.</summary>
public sealed class FunctionFailedException(string function, string message) : Exception($"{function}: {message}");
