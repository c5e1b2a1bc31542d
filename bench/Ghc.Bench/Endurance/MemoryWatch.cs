using System.Globalization;

namespace Ghc.Bench.Endurance;

/// <summary>The resident memory of a host and of whatever worker it has, once a second. Read from /proc, so on Linux only.</summary>
internal sealed class MemoryWatch(int hostId)
{
    private readonly List<(int Process, long Bytes)> host = [];
    private readonly List<(int Process, long Bytes)> workers = [];

    /// <summary>How the last third of the run relates to the first.</summary>
    public double? HostGrowth => Growth(host);

    /// <summary>Likewise of the life of the last worker.</summary>
    public double? WorkerGrowth => Growth(OfLastWorker);

    public double? HostMegabytes => Median(host) / 1e6;

    public double? WorkerMegabytes => Median(OfLastWorker) / 1e6;

    /// <summary>Null while the host has none.</summary>
    public int? WorkerId() =>
        Directory
            .EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .Where(id => ParentOf(id) == hostId)
            .Select(id => (int?)id)
            .FirstOrDefault();

    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                Add(host, hostId);
                if (WorkerId() is { } worker)
                {
                    Add(workers, worker);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
    }

    private List<(int Process, long Bytes)> OfLastWorker => [.. workers.Where(sample => sample.Process == workers[^1].Process)];

    private static void Add(List<(int Process, long Bytes)> samples, int process)
    {
        if (Field($"/proc/{process}/status", "VmRSS:") is { } kilobytes)
        {
            samples.Add((process, kilobytes * 1024));
        }
    }

    private static long? ParentOf(int process) => Field($"/proc/{process}/status", "PPid:");

    private static long? Field(string file, string name)
    {
        try
        {
            var line = File.ReadLines(file).FirstOrDefault(each => each.StartsWith(name, StringComparison.Ordinal));
            return line is null
                ? null
                : long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return null;
        }
    }

    /// <summary>Null if there are too few samples to say.</summary>
    private static double? Growth(List<(int Process, long Bytes)> samples) =>
        samples.Count < 3 ? null : Median(samples[^(samples.Count / 3)..]) / Median(samples[..(samples.Count / 3)]);

    private static double? Median(List<(int Process, long Bytes)> samples) =>
        samples.Count == 0 ? null : samples.Select(sample => sample.Bytes).Order().ElementAt(samples.Count / 2);
}
