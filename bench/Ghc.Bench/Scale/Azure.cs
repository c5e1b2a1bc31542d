namespace Ghc.Bench.Scale;

/// <summary>
/// What Azure publishes of itself; docs/scale.md names pages and dates. Prices are list prices in US dollars of no certain region: good for
/// the order of magnitude, not for a budget.
/// </summary>
internal static class Azure
{
    /// <summary>Requests a second of one storage account, tables and queues together.</summary>
    public const double AccountRequests = 20_000;

    /// <summary>Entities a second of one partition.</summary>
    public const double PartitionEntities = 2_000;

    /// <summary>Messages a second of one queue.</summary>
    public const double QueueMessages = 2_000;

    /// <summary>Instances of 2,048 MB have one core; a subscription has 250 of them in a region until it asks for more.</summary>
    public const double InstanceGigabytes = 2;
    public const int InstancesOfSubscription = 250;
    public const int InstancesOfApp = 1_000;

    /// <summary>Texts a second of one sender (600 a minute).</summary>
    public const double Texts = 10;

    public const double GigabyteSecond = 0.000026;
    public const double Execution = 0.40 / 1_000_000;
    public const double TableRequest = 0.00036 / 10_000;
    public const double QueueRequest = 0.004 / 10_000;

    /// <summary>Zone-redundant, a month of 730 hours.</summary>
    public const double GigabyteMonth = 0.05625;

    /// <summary>
    /// Limits are targets, keys are spread by chance, and a morning has seconds worse than its minutes: half of each is planned with.
    /// </summary>
    public const double Planned = 0.5;

    /// <summary>How busy an instance may be on average.</summary>
    public const double Busy = 0.6;
}
