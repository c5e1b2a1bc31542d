using System.Diagnostics;

namespace Ghc.Bench.Rush;

/// <summary>One morning under one condition, in the numbers that the report shows.</summary>
internal sealed record Scenario(string Service, string Client)
{
    public required int Phones { get; init; }

    public required long Looks { get; init; }

    public required double NoSignIn { get; init; }

    /// <summary>Share of all looks.</summary>
    public required double WithinASecond { get; init; }

    public required double Unseen { get; init; }

    public required double Vanished { get; init; }

    public required long CodeRequests { get; init; }

    public required long SignInRequests { get; init; }

    /// <summary>Requests a second.</summary>
    public required double BusiestCodeMinute { get; init; }

    public required double BusiestSignInMinute { get; init; }

    public required double BusiestMinute { get; init; }

    public required int BusiestSecond { get; init; }

    /// <summary>Refused or answered when nobody waited any more, of all that came to the service.</summary>
    public required double Wasted { get; init; }

    public required double Seconds { get; init; }

    /// <summary>By the minute from 08:00, requests a second.</summary>
    public required IReadOnlyList<double> ByMinute { get; init; }

    public static Scenario Run(Morning morning, Health health, ClientPolicy client, Service service, Gates? gates)
    {
        var clock = Stopwatch.StartNew();
        var counts = PhoneRush.Run(morning, client, service, gates);
        int[] all = [.. counts.CodeRequests.Zip(counts.SignInRequests, (code, signIn) => code + signIn)];
        return new Scenario(health.ToString().ToLowerInvariant(), client.Name)
        {
            Phones = morning.Phones,
            Looks = counts.Looks,
            NoSignIn = Share(counts.SignedInLooks, counts.Looks),
            WithinASecond = Share(counts.SeenWithinASecond, counts.Looks),
            Unseen = Share(counts.Unseen, counts.Looks),
            Vanished = Share(counts.Vanished, counts.Looks),
            CodeRequests = counts.CodeRequests.Sum(),
            SignInRequests = counts.SignInRequests.Sum(),
            BusiestCodeMinute = Counts.BusiestMinute(counts.CodeRequests),
            BusiestSignInMinute = Counts.BusiestMinute(counts.SignInRequests),
            BusiestMinute = Counts.BusiestMinute(all),
            BusiestSecond = all.Max(),
            Wasted = Share(counts.Refused + counts.TooLate, counts.Requests),
            Seconds = clock.Elapsed.TotalSeconds,
            ByMinute = [.. all.Chunk(60).Select(minute => minute.Average())],
        };
    }

    private static double Share(long part, long whole) => (double)part / whole;
}
