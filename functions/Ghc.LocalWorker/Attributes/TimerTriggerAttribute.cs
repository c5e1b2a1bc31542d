namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks the <see cref="TimerInfo"/> parameter of a function that runs on a schedule.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : Attribute
{
    /// <summary>NCRONTAB expression of six fields, seconds first, in UTC.</summary>
    public string Schedule { get; } = schedule;

    /// <summary>Runs the function once more when the host starts.</summary>
    public bool RunOnStartup { get; set; }
}
