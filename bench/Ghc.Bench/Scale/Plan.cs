namespace Ghc.Bench.Scale;

/// <summary>So many operations of each kind a second, and what they need.</summary>
/// <param name="Requests">A second, as a front door counts them.</param>
internal sealed record Plan(
    string Name,
    double Requests,
    double Scans,
    double Texts,
    double Cores,
    double TableRequests,
    double QueueRequests,
    double Executions
)
{
    public static Plan Of(string name, double requests, params IReadOnlyList<(double Share, Operation Operation)> mix)
    {
        var all = mix.Sum(one => one.Share * one.Operation.Requests);
        double Sum(Func<Operation, double> value) => requests * mix.Sum(one => one.Share * value(one.Operation)) / all;
        return new(
            name,
            requests,
            Sum(one => one.Visits),
            Sum(one => one.Texts),
            Sum(one => one.Cpu) / 1_000_000,
            Sum(one => one.Table),
            Sum(one => one.Queue),
            Sum(one => one.Executions)
        );
    }

    public int Instances => (int)Math.Ceiling(Cores / Azure.Busy);

    public int AccountsByRequests => Accounts((TableRequests + QueueRequests) / Azure.AccountRequests);

    public int AccountsByQueue => Accounts(Scans / Azure.QueueMessages);

    public int StorageAccounts => Math.Max(AccountsByRequests, AccountsByQueue);

    public double DollarsAnHour =>
        3600
        * (
            (Instances * Azure.InstanceGigabytes * Azure.GigabyteSecond)
            + (Executions * Azure.Execution)
            + (TableRequests * Azure.TableRequest)
            + (QueueRequests * Azure.QueueRequest)
        );

    /// <summary>
    /// How many requests a second one account, one queue, one sender, one subscription's instances can carry of this mix.
    /// </summary>
    public double RequestsOfOneAccount => Requests * Azure.AccountRequests / (TableRequests + QueueRequests);

    public double RequestsOfOneQueue => Requests * Azure.QueueMessages / Scans;

    public double RequestsOfOneSender => Requests * Azure.Texts / Texts;

    public double RequestsOfSubscription => Requests * Azure.InstancesOfSubscription * Azure.Busy / Cores;

    private static int Accounts(double full) => Math.Max(1, (int)Math.Ceiling(full / Azure.Planned));
}
