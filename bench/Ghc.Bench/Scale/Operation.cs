namespace Ghc.Bench.Scale;

/// <summary>What one request brings about, with all that follows from it in the queues (docs/storage.md, "Round trips").</summary>
/// <param name="Cpu">Microseconds.</param>
/// <param name="Queue">Sends, receives (sixteen at once) and deletes.</param>
/// <param name="Executions">Of functions: the request and the messages it leaves.</param>
internal sealed record Operation(double Cpu, double Table, double Queue, double Executions)
{
    /// <summary>Requests of the caller.</summary>
    public int Requests { get; init; } = 1;

    public int Visits { get; init; }

    public int Texts { get; init; }

    private const double Receive = 1.0 / 16;

    /// <summary>
    /// The visit that a scan leaves costs about as much as reading a code, which is measured; of a text the same is assumed.
    /// </summary>
    public static Operation Scan(IReadOnlyDictionary<string, double> costs) =>
        new(costs["scan"] + costs["code"], Table: 4, Queue: 2 + Receive, Executions: 2) { Visits = 1 };

    /// <summary>A strip of 240 codes, from what one code and 120 cost.</summary>
    public static Operation Strip(IReadOnlyDictionary<string, double> costs) =>
        new(costs["code"] + (239 * (costs["strip-120"] - costs["code"]) / 119), Table: 1, Queue: 0, Executions: 1);

    public static Operation OneCode(IReadOnlyDictionary<string, double> costs) => new(costs["code"], Table: 1, Queue: 0, Executions: 1);

    /// <summary>Two requests: ask for the text, and sign in with it.</summary>
    public static Operation SignInByText(IReadOnlyDictionary<string, double> costs) =>
        new((2 * costs["login-text"]) + costs["code"], Table: 7, Queue: 2 + Receive, Executions: 3) { Requests = 2, Texts = 1 };

    public static Operation SignInByPassword(IReadOnlyDictionary<string, double> costs) =>
        new(costs["login-password"], Table: 1, Queue: 0, Executions: 1);
}
