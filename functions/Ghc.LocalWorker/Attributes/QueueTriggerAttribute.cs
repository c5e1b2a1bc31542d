namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks the <c>string</c> parameter of a function that runs once for every message of a storage queue.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QueueTriggerAttribute(string queueName) : Attribute
{
    public string QueueName { get; } = queueName;

    /// <summary>Name of the setting that holds the storage connection; <c>AzureWebJobsStorage</c> when it is null.</summary>
    public string? Connection { get; set; }
}
