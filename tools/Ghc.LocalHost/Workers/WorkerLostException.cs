namespace Ghc.LocalHost.Workers;

/// <summary>The worker ended before it answered.</summary>
public sealed class WorkerLostException() : Exception("The worker ended before it answered.");
