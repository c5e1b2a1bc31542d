namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer function learns about the occurrence it runs for.</summary>
public class TimerInfo
{
    /// <summary>The run starts later than its schedule says, because the clock jumped or the run before it took too long.</summary>
    public bool IsPastDue { get; set; }
}
