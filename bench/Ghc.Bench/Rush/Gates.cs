namespace Ghc.Bench.Rush;

/// <summary>
/// Scans, by place and second: everybody who has a code to show walks through a gate with it. Without the service, inspectors' phones judge
/// by themselves and send the visits later.
/// </summary>
internal sealed class Gates(Service service)
{
    /// <summary>queue.ts: MOST visits a call.</summary>
    public const int VisitsPerCall = 40;

    /// <summary>useVisits.ts: AGAIN. A phone that was offline sends within so long after the network is back.</summary>
    public const int SendsAgainWithin = 30_000;

    /// <summary>From taking the phone out to the scanner.</summary>
    private const int Walk = 5;

    /// <summary>One inspector: hold, look, next.</summary>
    public const int SecondsPerScan = 3;

    private readonly ushort[] scans = new ushort[Places.Count * Counts.Seconds];
    private readonly int[] online = new int[Counts.Seconds];

    public long Total { get; private set; }

    /// <summary>Judged on the inspector's phone, while the service was down.</summary>
    public long Offline { get; private set; }

    public void Scan(int place, int at)
    {
        var second = Math.Min(at / 1000 + Walk, Counts.Seconds - 1);
        scans[place * Counts.Seconds + second]++;
        Total++;
        if (service.IsDown(second * 1000))
        {
            Offline++;
        }
        else
        {
            online[second]++;
        }
    }

    /// <summary>Of all places together, the scans that ask the service, by the second.</summary>
    public IReadOnlyList<int> Online => online;

    public IReadOnlyList<PlaceLoad> ByPlace() => [.. Enumerable.Range(0, Places.Count).Select(Load)];

    /// <summary>Calls that bring the offline visits, if every inspector of the place kept an equal part.</summary>
    public long OfflineCalls() =>
        ByPlace()
            .Sum(place =>
                (long)Math.Ceiling((double)place.Offline / place.Inspectors / VisitsPerCall) * (place.Offline > 0 ? place.Inspectors : 0)
            );

    private PlaceLoad Load(int place)
    {
        var bySecond = scans.AsSpan(place * Counts.Seconds, Counts.Seconds);
        var (busiest, minute, offline) = (0, 0.0, 0);
        for (var start = 0; start < bySecond.Length; start += 60)
        {
            var sum = 0;
            for (var second = start; second < start + 60; second++)
            {
                busiest = Math.Max(busiest, bySecond[second]);
                sum += bySecond[second];
                offline += service.IsDown(second * 1000) ? bySecond[second] : 0;
            }

            minute = Math.Max(minute, sum / 60.0);
        }

        return new PlaceLoad(busiest, minute, offline);
    }
}

/// <param name="BusiestSecond">Scans in it.</param>
/// <param name="BusiestMinute">Scans a second, on average over it.</param>
internal sealed record PlaceLoad(int BusiestSecond, double BusiestMinute, int Offline)
{
    /// <summary>As many as keep the line of the busiest minute from growing.</summary>
    public int Inspectors => Math.Max(1, (int)Math.Ceiling(BusiestMinute * Gates.SecondsPerScan));
}
